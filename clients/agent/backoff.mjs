// @ts-check

/**
 * How long to wait between tries.
 * @typedef {object} Backoff
 * @property {number} baseMs after the first failure.
 * @property {number} maxMs the wait stops doubling here.
 */

/** Agents that failed together must not come back together. */
const jitter = 0.25

/**
 * Milliseconds until the next try: doubled with each failure up to the most, then up to a quarter more or less.
 * @param {Backoff} backoff
 * @param {number} failures in a row, 1 or more.
 * @param {() => number} random from 0 up to, but not, 1.
 */
export function waitAfter({ baseMs, maxMs }, failures, random) {
  const whole = Math.min(maxMs, baseMs * 2 ** Math.min(failures - 1, 52))
  return whole * (1 - jitter + 2 * jitter * random())
}
