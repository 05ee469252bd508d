const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' })

/** "5 min. ago" for a moment seen from `now` (both in milliseconds). Under a minute it says "just now" or "in a moment": ticking seconds only distract. */
export function relativeTime(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000)
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit)
  }
  return seconds > 5 ? 'in a moment' : 'just now'
}

const full = (timeZone?: string) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long', timeZone })
/** Made once: making one costs more than a hundred times what using it does, and a long list shows hundreds of times. */
const fullHere = full()

/** The full local date and time with its zone, for a tooltip beside a relative one. */
export function absoluteTime(at: number, timeZone?: string): string {
  return (timeZone ? full(timeZone) : fullHere).format(at)
}
