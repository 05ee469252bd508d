// @ts-check
import { meaningOf, retryAfterMs } from './answer.mjs'
import { waitAfter } from './backoff.mjs'
import { Breaker } from './breaker.mjs'
import { realClock } from './clock.mjs'
import { Queue } from './queue.mjs'

/**
 * @typedef {object} ShipperOptions
 * @property {import('./spool.mjs').Spool} spool
 * @property {(body: Buffer, name: string, signal: AbortSignal) => Promise<import('./post.mjs').Answer>} send
 * @property {number} [concurrency] requests at once.
 * @property {number} [flushIntervalMs] how often the spool is looked through for what others have added.
 * @property {import('./backoff.mjs').Backoff} [backoff]
 * @property {{ failures: number, waitMs: number }} [breaker]
 * @property {number} [refusedWaitMs] after a refusal; doubled for a signal that is refused again, up to an hour.
 * @property {Log} [log]
 * @property {import('./clock.mjs').Clock} [clock]
 * @property {() => number} [random]
 */

/** @typedef {(level: 'info' | 'warn' | 'error', message: string, fields?: Record<string, unknown>) => void} Log */

const hourMs = 3_600_000

/**
 * Empties a spool into a server. An item is removed after a 2xx and never before, so each arrives at least once; what
 * the other answers do is told by `meaningOf`.
 */
export class Shipper {
  #queue = new Queue()
  #underWay = 0
  #pausedUntil = 0
  #isRunning = false
  #stop = new AbortController()
  /** @type {AbortController | null} */
  #timer = null
  /** @type {Set<() => void>} */
  #watchers = new Set()
  #delivered = 0

  /** @param {ShipperOptions} options */
  constructor({
    spool,
    send,
    concurrency = 5,
    flushIntervalMs = 10_000,
    backoff = { baseMs: 500, maxMs: 60_000 },
    breaker = { failures: 5, waitMs: 30_000 },
    refusedWaitMs = 60_000,
    log = () => undefined,
    clock = realClock,
    random = Math.random,
  }) {
    this.options = { spool, send, concurrency, flushIntervalMs, backoff, refusedWaitMs, log, clock, random }
    this.breaker = new Breaker(breaker)
  }

  /** Items that the server has taken since the start. */
  get delivered() {
    return this.#delivered
  }

  /** Requests that have no answer yet. */
  get underWay() {
    return this.#underWay
  }

  /** Looks through the spool now and at every interval until it is stopped. */
  start() {
    if (this.#isRunning) return
    this.#isRunning = true
    void this.#lookAround()
  }

  /**
   * Sends an item that was just added.
   * @param {string} name
   */
  notify(name) {
    this.#queue.add(name)
    this.#pump()
  }

  /** Looks through the spool and sends what is due. */
  async flush() {
    const { spool, log } = this.options
    try {
      for (const name of await spool.names()) this.#queue.add(name)
    } catch (error) {
      log('error', 'cannot look into the spool', { error: String(error) })
    }
    this.#pump()
  }

  /** Resolves when everything that was in the spool is with the server. Never rejects: a server may stay away. */
  async emptied() {
    while (this.#queue.size > 0) await new Promise((resolve) => this.#watchers.add(() => resolve(undefined)))
  }

  /**
   * Begins no more requests and waits for those under way, then gives them up. What was not answered stays in the spool.
   * @param {number} [graceMs]
   */
  async stop(graceMs = 10_000) {
    this.#isRunning = false
    this.#timer?.abort()
    const isDone = new AbortController()
    void this.options.clock.sleep(graceMs, isDone.signal).then((isOver) => isOver && this.#stop.abort())
    while (this.#underWay > 0) await new Promise((resolve) => this.#watchers.add(() => resolve(undefined)))
    isDone.abort()
    this.#stop.abort()
  }

  async #lookAround() {
    const { clock, flushIntervalMs } = this.options
    do await this.flush()
    while ((await clock.sleep(flushIntervalMs, this.#stop.signal)) && this.#isRunning)
  }

  /** Begins as many requests as may be begun now; when none may, comes back when one may. */
  #pump() {
    const { clock, concurrency } = this.options
    while (this.#isRunning && this.#underWay < concurrency) {
      const now = clock.now()
      if (now < this.#pausedUntil || !this.#queue.hasDue(now) || !this.breaker.admit(now)) break
      const name = this.#queue.take(now)
      if (name !== null) void this.#ship(name)
    }
    this.#setTimer()
  }

  #setTimer() {
    this.#timer?.abort()
    if (!this.#isRunning || this.#queue.size === 0 || this.#underWay >= this.options.concurrency) return
    const { clock } = this.options
    const now = clock.now()
    const itemAt = this.#queue.hasDue(now) ? now : this.#queue.nextAt
    const at = Math.max(itemAt, this.#pausedUntil, this.breaker.openUntil)
    if (at === Infinity || (at <= now && this.#underWay > 0)) return // what is under way comes back here
    const timer = new AbortController()
    this.#timer = timer
    void clock.sleep(Math.max(0, at - now), timer.signal).then((isTime) => isTime && this.#pump())
  }

  /** @param {string} name */
  async #ship(name) {
    this.#underWay += 1
    try {
      await this.#sendOne(name)
    } catch (error) {
      this.breaker.abandoned()
      this.options.log('error', 'the spool cannot be read or written', { name, error: String(error) })
      this.#tryAgain(name, 0)
    }
    this.#underWay -= 1
    this.#pump()
    const watchers = [...this.#watchers]
    this.#watchers.clear()
    for (const tell of watchers) tell()
  }

  /** @param {string} name */
  async #sendOne(name) {
    const { spool, send, clock, log, random } = this.options
    const body = await spool.read(name)
    if (body === null) {
      this.breaker.abandoned()
      log('warn', 'an item is gone or was damaged; damaged ones lie in corrupt/', { name })
      return this.#queue.letGo(name)
    }
    /** @type {import('./post.mjs').Answer} */
    let answer
    try {
      answer = await send(body, name, this.#stop.signal)
    } catch (error) {
      if (this.#stop.signal.aborted) {
        this.breaker.abandoned()
        return this.#queue.giveBack(name, 0)
      }
      this.#blame(`no answer: ${String(error)}`)
      return this.#tryAgain(name, 0)
    }
    // Never before the server asks us back, and not at the very moment at which it asks everybody back.
    await this.#heed(name, answer, retryAfterMs(answer.retryAfter, clock.now()) * (1 + random() / 4))
  }

  /**
   * @param {string} name
   * @param {import('./post.mjs').Answer} answer
   * @param {number} askedMs
   */
  async #heed(name, { status, text }, askedMs) {
    const { spool, log, refusedWaitMs } = this.options
    const meaning = meaningOf(status)
    if (meaning === 'RETRY' || status === 503) this.#blame(`answer ${status}`)
    else this.breaker.succeeded()
    switch (meaning) {
      case 'DELIVERED':
        this.#delivered += 1
        await spool.remove(name)
        return this.#queue.letGo(name)
      case 'RETRY':
        return this.#tryAgain(name, askedMs)
      case 'BUSY':
        this.#pause(askedMs)
        return this.#tryAgain(name, askedMs)
      case 'SHUT':
        log('error', 'the server takes nothing from this key at this address', { status, text })
        this.#pause(Math.max(askedMs, refusedWaitMs))
        return this.#queue.giveBack(name, 0)
      case 'REFUSED': {
        const waitMs = Math.min(hourMs, refusedWaitMs * 2 ** Math.min(this.#queue.failed(name) - 1, 30))
        log('error', 'the server refuses a signal; it is kept', { name, status, text })
        return this.#wait(name, Math.max(askedMs, waitMs))
      }
    }
  }

  /** @param {string} reason */
  #blame(reason) {
    const { clock, log } = this.options
    if (this.breaker.failed(clock.now()))
      log('warn', `the server is left alone for ${this.breaker.waitMs} ms`, { reason })
  }

  /**
   * @param {string} name
   * @param {number} askedMs at least so long.
   */
  #tryAgain(name, askedMs) {
    const { backoff, random } = this.options
    this.#wait(name, Math.max(askedMs, waitAfter(backoff, this.#queue.failed(name), random)))
  }

  /**
   * @param {string} name
   * @param {number} ms
   */
  #wait(name, ms) {
    this.#queue.giveBack(name, this.options.clock.now() + ms)
  }

  /** @param {number} ms */
  #pause(ms) {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.options.clock.now() + ms)
  }
}
