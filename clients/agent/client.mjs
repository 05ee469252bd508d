// @ts-check
import { hostIdIn } from './host-id.mjs'
import { headersFor, heartbeatUrlOf, safeUrl } from './door.mjs'
import { Heartbeat } from './heartbeat.mjs'
import { Post } from './post.mjs'
import { Shipper } from './shipper.mjs'
import { completeSignal } from './signal.mjs'
import { Spool } from './spool.mjs'

/**
 * Everything may be left out but the endpoint, the folder, and one of `apiKey` and `secret`.
 * @typedef {object} AgentOptions
 * @property {string} endpoint where signals go; ends in `/ingest`, or is a webhook's address.
 * @property {string} folder of the spool.
 * @property {string} [apiKey]
 * @property {string} [secret] of a webhook source: bodies are signed.
 * @property {string} [tenant]
 * @property {string} [hostId] this machine's name, also as an agent; by default what it was called at the first start.
 * @property {string} [heartbeatUrl]
 * @property {string | Buffer} [ca]
 * @property {number} [heartbeatIntervalMs]
 * @property {number} [timeLimitMs]
 * @property {number} [concurrency]
 * @property {number} [flushIntervalMs]
 * @property {number} [refusedWaitMs]
 * @property {import('./backoff.mjs').Backoff} [backoff]
 * @property {{ failures: number, waitMs: number }} [breaker]
 * @property {number} [maxBytes]
 * @property {number} [maxCount]
 * @property {boolean} [fsync]
 * @property {import('./shipper.mjs').Log} [log]
 * @property {import('./clock.mjs').Clock} [clock]
 * @property {() => number} [random]
 */

/** An agent: what is enqueued reaches the server, however often either of them dies on the way. */
export class Agent {
  /**
   * @param {AgentOptions} options
   * @param {Spool} spool
   * @param {string} hostId
   */
  constructor(options, spool, hostId) {
    const { heartbeatUrl, heartbeatIntervalMs, timeLimitMs, concurrency = 5, ca, clock, log } = options
    const endpoint = safeUrl(options.endpoint)
    this.spool = spool
    this.hostId = hostId
    this.post = new Post({ timeLimitMs, connections: concurrency + 1, ca, clock })
    this.shipper = new Shipper({
      ...options,
      spool,
      send: (body, name, signal) => this.post.send(endpoint, body, headersFor(options, body, name), signal),
    })
    const beatUrl = heartbeatUrl === undefined ? heartbeatUrlOf(endpoint) : safeUrl(heartbeatUrl)
    this.heartbeat =
      beatUrl && options.apiKey
        ? new Heartbeat({
            hostId,
            send: (body, signal) =>
              this.post.send(beatUrl, body, headersFor({ ...options, secret: undefined }, body), signal),
            intervalMs: heartbeatIntervalMs,
            log,
            clock,
          })
        : null
  }

  /**
   * Opens the spool and makes an agent, which sends nothing before it is started.
   * @param {AgentOptions} options
   * @throws TypeError for an address that is not safe or when there is neither key nor secret.
   */
  static async open(options) {
    if (!options.apiKey && !options.secret) throw new TypeError('an agent needs an apiKey or a secret')
    safeUrl(options.endpoint)
    const { folder, maxBytes, maxCount, fsync } = options
    const spool = await Spool.open({ folder, maxBytes, maxCount, fsync })
    return new Agent(options, spool, options.hostId ?? (await hostIdIn(folder)))
  }

  start() {
    this.shipper.start()
    this.heartbeat?.start()
  }

  /**
   * Keeps a signal, then sends it. It is safe, and only then, when the promise resolves.
   * @param {string | Record<string, unknown>} signal
   * @returns its `signal_id`.
   * @throws TypeError or SyntaxError for what is no signal; SpoolError when there is no room.
   */
  async enqueue(signal) {
    const { id, body } = completeSignal(signal, this.hostId)
    this.shipper.notify(await this.spool.enqueue(body))
    return id
  }

  /** Resolves when everything that the spool holds is with the server. */
  async emptied() {
    await this.shipper.flush()
    await this.shipper.emptied()
  }

  /**
   * Waits for what is under way, then gives it up. The spool keeps what was not answered.
   * @param {number} [graceMs]
   */
  async stop(graceMs) {
    await Promise.all([this.heartbeat?.stop(), this.shipper.stop(graceMs)])
    this.post.close()
  }
}
