/** Our own words: making the browser's formatter takes longer than drawing a screen of times. */
const UNITS: readonly { name: string; seconds: number; last?: string; next?: string }[] = [
  { name: 'yr.', seconds: 31_557_600, last: 'last yr.', next: 'next yr.' },
  { name: 'mo.', seconds: 2_629_800, last: 'last mo.', next: 'next mo.' },
  { name: 'days', seconds: 86_400, last: 'yesterday', next: 'tomorrow' },
  { name: 'hr.', seconds: 3_600 },
  { name: 'min.', seconds: 60 },
]

/** "5 min. ago" for a moment seen from `now` (both in milliseconds). Under a minute it says "just now" or "in a moment": ticking seconds only distract. */
export function relativeTime(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000)
  const unit = UNITS.find((one) => Math.abs(seconds) >= one.seconds)
  if (!unit) return seconds > 5 ? 'in a moment' : 'just now'
  const count = Math.trunc(Math.abs(seconds) / unit.seconds)
  const single = count === 1 ? (seconds < 0 ? unit.last : unit.next) : undefined
  return single ?? (seconds < 0 ? `${count} ${unit.name} ago` : `in ${count} ${unit.name}`)
}

const full = (timeZone?: string) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long', timeZone })
/** Made once, and when it is first wanted: making one costs more than a hundred times what using it does, and a long list shows hundreds of times. */
let fullHere: Intl.DateTimeFormat | undefined

/** The full local date and time with its zone, for a tooltip beside a relative one. */
export function absoluteTime(at: number, timeZone?: string): string {
  return (timeZone ? full(timeZone) : (fullHere ??= full())).format(at)
}
