// @ts-check
import { release, type, uptime } from 'node:os'
import { meaningOf, retryAfterMs } from './answer.mjs'
import { realClock } from './clock.mjs'
import { version } from './door.mjs'
import { localGoTime } from './time.mjs'

const mostWord = 32

/**
 * What a heartbeat says.
 * @param {string} hostId
 */
export function heartbeatOf(hostId) {
  return {
    agent_id: hostId,
    timestamp: localGoTime(),
    version: version.slice(0, mostWord),
    os_version: `${type()} ${release()}`.slice(0, mostWord),
    uptime_seconds: uptime(),
  }
}

/**
 * @typedef {object} HeartbeatOptions
 * @property {string} hostId
 * @property {(body: Buffer, signal: AbortSignal) => Promise<import('./post.mjs').Answer>} send
 * @property {number} [intervalMs]
 * @property {import('./shipper.mjs').Log} [log]
 * @property {import('./clock.mjs').Clock} [clock]
 */

/** Tells the server at every interval that this machine lives. Nothing is kept: a beat that was missed is of no use later. */
export class Heartbeat {
  #stop = new AbortController()
  /** @type {Promise<void> | null} */
  #running = null

  /** @param {HeartbeatOptions} options */
  constructor({ hostId, send, intervalMs = 30_000, log = () => undefined, clock = realClock }) {
    this.options = { hostId, send, intervalMs, log, clock }
  }

  start() {
    this.#running ??= this.#run()
  }

  async stop() {
    this.#stop.abort()
    await this.#running
  }

  async #run() {
    const { clock, intervalMs } = this.options
    for (let due = clock.now(); !this.#stop.signal.aborted;) {
      const askedMs = await this.#beat()
      due = Math.max(due + intervalMs, clock.now() + askedMs)
      await clock.sleep(Math.max(0, due - clock.now()), this.#stop.signal)
    }
  }

  /** @returns how long the server asks us to be silent, in milliseconds. */
  async #beat() {
    const { hostId, send, log, clock } = this.options
    try {
      const { status, retryAfter, text } = await send(
        Buffer.from(JSON.stringify(heartbeatOf(hostId))),
        this.#stop.signal,
      )
      if (meaningOf(status) === 'DELIVERED') return 0
      log('warn', 'the server does not take the heartbeat', { status, text })
      return retryAfterMs(retryAfter, clock.now())
    } catch (error) {
      if (!this.#stop.signal.aborted) log('warn', 'no answer to the heartbeat', { error: String(error) })
      return 0
    }
  }
}
