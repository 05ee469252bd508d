import { secondsOf, sinceWord } from './queue-query'
import { spanWords } from './queue-chips'
import { textsOf, type UrlQuery } from './url-query'

/** Which events by their time of arrival: those of the last while, which moves on, or those between two moments (ms). */
export type EventRange = { kind: 'last'; seconds: number } | { kind: 'between'; from: number; to: number }

/** What the page offers, in seconds. */
export const SPANS = [900, 3_600, 86_400, 604_800, 2_592_000] as const

export const usualRange = { kind: 'last', seconds: 86_400 } as const satisfies EventRange

/** Reads `range=7d`, or `from` and `to`. What makes no sense is told in `faults`, and the usual range taken. */
export function readRange(query: UrlQuery, faults: string[]): EventRange {
  const [span, from, to] = [query.range, query.from, query.to].map((value) => textsOf(value)[0])
  if (from !== undefined || to !== undefined) {
    const between = { kind: 'between' as const, from: Date.parse(from ?? ''), to: Date.parse(to ?? '') }
    if (between.from < between.to) return between
    faults.push('“from” and “to” are no range of time.')
    return usualRange
  }
  const seconds = span === undefined ? usualRange.seconds : secondsOf(span)
  if (seconds) return { kind: 'last', seconds }
  faults.push(`“${span}” is no span of time such as 15m, 24h or 7d.`)
  return usualRange
}

export function rangeQuery(range: EventRange): UrlQuery {
  if (range.kind === 'between')
    return { from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString() }
  return range.seconds === usualRange.seconds ? {} : { range: sinceWord(range.seconds) }
}

/** "Last 24 h", or the two moments. */
export function rangeWords(range: EventRange, timeZone?: string): string {
  if (range.kind === 'last') return `Last ${spanWords(range.seconds)}`
  const isOneDay = dayWords(range.from, timeZone) === dayWords(range.to, timeZone)
  const end = isOneDay
    ? timeWords(range.to, timeZone)
    : `${dayWords(range.to, timeZone)} ${timeWords(range.to, timeZone)}`
  return `${dayWords(range.from, timeZone)} ${timeWords(range.from, timeZone)} – ${end}`
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatted(at: number, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify(options)
  const format = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', options)
  formats.set(key, format)
  return format.format(at)
}

const dayWords = (at: number, timeZone?: string): string => formatted(at, { day: 'numeric', month: 'short', timeZone })

/** Seconds only where there are some: "14:05", "14:05:30". */
function timeWords(at: number, timeZone?: string): string {
  const second = at % 60_000 === 0 ? undefined : ('2-digit' as const)
  return formatted(at, { hour: '2-digit', minute: '2-digit', second, timeZone })
}

/** A moment in a list: its time today, with its day before. `now` in milliseconds. */
export function clockWords(at: number, now: number, timeZone?: string): string {
  const time = formatted(at, { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone })
  const isToday = formatted(at, { dateStyle: 'short', timeZone }) === formatted(now, { dateStyle: 'short', timeZone })
  return isToday ? time : `${dayWords(at, timeZone)} ${time}`
}

/** The spans of time that the histogram counts: equal ones that begin at whole steps, so that its bars stay where they are. */
export interface Bars {
  from: number
  to: number
  stepMs: number
  count: number
}

const STEPS = [
  1, 5, 15, 30, 60, 300, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 28_800, 43_200, 86_400, 604_800, 2_592_000,
  31_536_000,
]
const MOST_BARS = 100

export function barsOf(range: EventRange, now: number): Bars {
  const [from, to] = range.kind === 'last' ? [now - range.seconds * 1_000, now] : [range.from, range.to]
  const fits = (step: number) => (to - from) / (step * 1_000) <= MOST_BARS - 2
  const stepMs = (STEPS.find(fits) ?? STEPS.at(-1) ?? 1) * 1_000
  const begins = Math.floor(from / stepMs) * stepMs
  const count = Math.min(200, Math.max(1, Math.ceil((to - begins) / stepMs)))
  return { from: begins, to: begins + count * stepMs, stepMs, count }
}

/** The time that some bars cover, first to last. */
export const rangeOfBars = (bars: Bars, first: number, last: number): EventRange => ({
  kind: 'between',
  from: bars.from + Math.min(first, last) * bars.stepMs,
  to: bars.from + (Math.max(first, last) + 1) * bars.stepMs,
})
