// @ts-check
import { randomUUID } from 'node:crypto'
import { localGoTime } from './time.mjs'

/** What a signal cannot be without; the rest is filled in. */
const needed = ['rule_id', 'severity', 'title']

/**
 * A signal ready for the spool. `signal_id`, `ts` and `host_id` are filled in when they are missing, here and never
 * later, so that every try sends the same; a text that lacks nothing stays as it is, byte by byte.
 * @param {string | Record<string, unknown>} signal an object, or its JSON.
 * @param {string} hostId
 * @returns {{ id: string, body: string }}
 * @throws TypeError for what is no signal; SyntaxError for what is no JSON.
 */
export function completeSignal(signal, hostId) {
  const given = typeof signal === 'string' ? /** @type {unknown} */ (JSON.parse(signal)) : signal
  if (!isObject(given)) throw new TypeError('a signal is a JSON object')
  const lacking = needed.filter((field) => typeof given[field] !== 'string' || given[field] === '')
  if (lacking.length > 0) throw new TypeError(`a signal needs ${lacking.join(', ')}`)
  const filled = { signal_id: randomUUID(), ts: localGoTime(), host_id: hostId }
  const missing = Object.entries(filled).filter(([field]) => given[field] == null || given[field] === '')
  const whole = { ...given, ...Object.fromEntries(missing) }
  if (typeof whole.signal_id !== 'string') throw new TypeError('signal_id is text')
  const isAsGiven = typeof signal === 'string' && missing.length === 0
  return { id: whole.signal_id, body: isAsGiven ? signal : JSON.stringify(whole) }
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
