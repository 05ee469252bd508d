// @ts-check

/** However long a server asks us to wait, we look again after an hour. */
const longestWaitMs = 3_600_000

/**
 * What an answer means for the signal that was sent.
 * - `DELIVERED`: it is theirs, let go of it.
 * - `RETRY`: the server has a bad time; the same request may pass soon.
 * - `BUSY`: the server has too much to do; send nothing at all for a while.
 * - `REFUSED`: this signal is not taken; keep it, send the others.
 * - `SHUT`: the key or the address is wrong, so nothing would be taken; keep all.
 * @typedef {'DELIVERED' | 'RETRY' | 'BUSY' | 'REFUSED' | 'SHUT'} Meaning
 */

/** Not of the signal but of the key (401, 403) or of the address (404, 405, 410). */
const ofTheDoor = new Set([401, 403, 404, 405, 407, 410, 421])

/** 4xx by their number, yet about the moment and not about the request. */
const ofTheMoment = new Set([408, 425])

/**
 * @param {number} status
 * @returns {Meaning}
 */
export function meaningOf(status) {
  if (status >= 200 && status < 300) return 'DELIVERED'
  if (status === 429 || status === 503) return 'BUSY'
  if (status >= 500 || ofTheMoment.has(status)) return 'RETRY'
  return status < 400 || ofTheDoor.has(status) ? 'SHUT' : 'REFUSED'
}

/**
 * Milliseconds that a `Retry-After` asks for (RFC 9110, 10.2.3: seconds or a date); 0 when it is missing or makes no sense.
 * @param {string | undefined} text
 * @param {number} now milliseconds since 1970.
 */
export function retryAfterMs(text, now) {
  if (text === undefined) return 0
  const ms = /^\s*\d+\s*$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), longestWaitMs) : 0
}
