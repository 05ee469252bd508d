// @ts-check

const nanosPerMs = 1_000_000n

/** The wall clock's reading, in nanoseconds, at which the monotonic clock stood at 0. */
let origin = BigInt(Date.now()) * nanosPerMs - process.hrtime.bigint()

/** Nanoseconds since 1970: the wall clock's, told finer by the monotonic clock. A clock that was set anew is followed. */
export function nanosNow() {
  const wall = BigInt(Date.now()) * nanosPerMs
  const fine = origin + process.hrtime.bigint()
  const drift = fine - wall
  if (drift > -10n * nanosPerMs && drift < 10n * nanosPerMs) return fine
  origin = wall - process.hrtime.bigint()
  return wall
}

/**
 * RFC 3339 as Go's `time.Time` writes itself into JSON (RFC3339Nano): up to nine digits without zeros at the end,
 * `Z` for UTC, else the offset.
 * @param {bigint} nanos since 1970.
 * @param {number} offsetMinutes east of Greenwich.
 */
export function goTime(nanos, offsetMinutes) {
  const ms = nanos / nanosPerMs
  const seconds = new Date(Number(ms) + offsetMinutes * 60_000).toISOString().slice(0, 19)
  const digits = String(nanos % 1_000_000_000n)
    .padStart(9, '0')
    .replace(/0+$/, '')
  return `${seconds}${digits && `.${digits}`}${offsetText(offsetMinutes)}`
}

/** Now, with this machine's offset. */
export function localGoTime(nanos = nanosNow()) {
  return goTime(nanos, -new Date(Number(nanos / nanosPerMs)).getTimezoneOffset())
}

/** @param {number} minutes */
function offsetText(minutes) {
  if (minutes === 0) return 'Z'
  const two = (/** @type {number} */ part) => String(part).padStart(2, '0')
  const distance = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(distance / 60))}:${two(distance % 60)}`
}
