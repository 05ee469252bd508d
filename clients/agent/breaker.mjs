// @ts-check

/**
 * Stops asking a server that does not answer. So many failures in a row open it for a while; then a single request
 * may try, and its outcome closes it or opens it again.
 */
export class Breaker {
  #failures = 0
  #openUntil = 0
  #isProbing = false

  /** @param {{ failures: number, waitMs: number }} limits */
  constructor({ failures, waitMs }) {
    this.limit = failures
    this.waitMs = waitMs
  }

  /** Milliseconds since 1970 before which nothing may be sent; 0 while it is closed. */
  get openUntil() {
    return this.#openUntil
  }

  /**
   * Asks to send one request; whoever is let through must tell how it ended.
   * @param {number} now milliseconds since 1970.
   */
  admit(now) {
    if (this.#openUntil === 0) return true
    if (now < this.#openUntil || this.#isProbing) return false
    this.#isProbing = true
    return true
  }

  /** The server answered something that makes sense. */
  succeeded() {
    this.#failures = 0
    this.#openUntil = 0
    this.#isProbing = false
  }

  /**
   * The server did not answer, or said that it cannot. Requests that were under way when it opened do not open it for longer.
   * @param {number} now milliseconds since 1970.
   * @returns true when this failure has opened it.
   */
  failed(now) {
    this.#failures += 1
    const opens = this.#isProbing || (this.#openUntil === 0 && this.#failures >= this.limit)
    this.#isProbing = false
    if (opens) this.#openUntil = now + this.waitMs
    return opens
  }

  /** A request was let through and given up before anybody could answer. */
  abandoned() {
    this.#isProbing = false
  }
}
