// @ts-check
import * as http from 'node:http'
import * as https from 'node:https'
import { realClock } from './clock.mjs'

/** What is kept of an answer's body: enough for a log. */
const mostText = 2_048

/** No answer within the time limit. */
export class TimeLimitError extends Error {
  /** @param {number} ms */
  constructor(ms) {
    super(`no answer within ${ms} ms`)
    this.name = 'TimeLimitError'
    this.code = 'TIME_LIMIT'
  }
}

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {string | undefined} retryAfter
 * @property {string} text the beginning of its body.
 */

/**
 * @typedef {object} PostOptions
 * @property {number} [timeLimitMs] from the first byte sent to the last byte of the answer.
 * @property {number} [connections] kept open at most.
 * @property {string | Buffer} [ca] certificates in PEM to trust instead of the public ones.
 * @property {import('./clock.mjs').Clock} [clock]
 */

/**
 * Posts bodies over connections that are kept open. Redirects are not followed: the key is for one host.
 * Once a status has come it is the answer, whatever becomes of the rest.
 */
export class Post {
  /** @param {PostOptions} [options] */
  constructor({ timeLimitMs = 10_000, connections = 6, ca, clock = realClock } = {}) {
    this.timeLimitMs = timeLimitMs
    this.clock = clock
    const keep = { keepAlive: true, maxSockets: connections }
    this.agents = { 'http:': new http.Agent(keep), 'https:': new https.Agent({ ...keep, ca }) }
  }

  /**
   * @param {URL} url
   * @param {Buffer} body
   * @param {Record<string, string>} headers
   * @param {AbortSignal} [signal] gives the request up.
   * @returns {Promise<Answer>}
   * @throws TimeLimitError, AbortError, or what the network says: nobody knows then whether it was received.
   */
  async send(url, body, headers, signal) {
    const settled = new AbortController()
    try {
      return await new Promise((resolve, reject) => {
        const isTls = url.protocol === 'https:'
        const request = (isTls ? https : http).request(url, {
          method: 'POST',
          agent: this.agents[isTls ? 'https:' : 'http:'],
          headers: { ...headers, 'content-length': String(body.length) },
          signal,
        })
        void this.clock
          .sleep(this.timeLimitMs, settled.signal)
          .then((isOver) => isOver && request.destroy(new TimeLimitError(this.timeLimitMs)))
        request.on('error', reject)
        request.on('response', (response) => read(response, resolve))
        request.end(body)
      })
    } finally {
      settled.abort()
    }
  }

  /** Closes the connections that nobody uses. */
  close() {
    for (const agent of Object.values(this.agents)) agent.destroy()
  }
}

/**
 * @param {http.IncomingMessage} response
 * @param {(answer: Answer) => void} resolve
 */
function read(response, resolve) {
  let text = ''
  response.setEncoding('utf8')
  response.on('data', (/** @type {string} */ part) => {
    if (text.length < mostText) text = (text + part).slice(0, mostText)
  })
  response.on('error', () => undefined) // 'close' follows
  response.on('close', () =>
    resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], text }),
  )
}
