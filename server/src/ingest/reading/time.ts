import { textOf } from './fields'

const [earliest, latest] = [Date.UTC(1990, 0), Date.UTC(2100, 0)]

/**
 * A time in any form that products use: seconds, milliseconds, microseconds or nanoseconds since 1970, FILETIME (100 ns since 1601), ISO 8601 and
 * its relatives, ctime, RFC 2822, Apache's and syslog's. Finer digits than milliseconds are cut. Null for what is no time between 1990 and 2100.
 *
 * A time without a zone is taken for UTC: a normaliser that knows of local time reads another field. Syslog's has no year either: the newest one
 * that does not lie in the future of `now`.
 */
export function timeOf(value: unknown, now = Date.now()): Date | null {
  if (value instanceof Date) return inRange(value.getTime())
  if (typeof value === 'number') return inRange(epochMs(value))
  const text = textOf(value, 64)
  if (text === null) return null
  if (/^-?\d+(\.\d+)?(e\+?\d+)?$/i.test(text)) return text.length < 9 ? null : inRange(epochMs(Number(text)))
  return inRange(isoMs(text) ?? namedMs(text, now) ?? usualMs(text))
}

/** Whether the text says its zone, or needs none: then it is no local time. */
export const hasZone = (value: unknown): boolean =>
  typeof value === 'number' || /^\d{9,}(\.\d+)?$|(z|utc|gmt|[+-]\d\d:?\d\d)\)?$/i.test(textOf(value, 64) ?? '')

function inRange(ms: number | null): Date | null {
  return ms !== null && ms >= earliest && ms < latest ? new Date(Math.floor(ms)) : null
}

/** From 1601 to 1970, in milliseconds. */
const fileTimeEpoch = 11_644_473_600_000

/** By its size: no unit's years 1990 to 2100 overlap with another's. */
function epochMs(number: number): number | null {
  if (number < 1e8) return null // a duration, a count, a date as digits
  if (number < 1e11) return number * 1_000
  if (number < 1e14) return number
  if (number < 1e17) return number / 1e3
  return number < 2e17 ? number / 1e4 - fileTimeEpoch : number / 1e6
}

/** `2026-01-31T09:30:00.123456789+0100`, also with a space or slashes, a zone in words, or none. */
const iso =
  /^(\d{4})[-/](\d\d?)[-/](\d\d?)(?:[T ]+(\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d{1,12}))?)?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/i

function isoMs(text: string): number | null {
  const found = iso.exec(text)
  if (!found) return null
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = found
  const ms = utcMs([year, month, day, hour, minute, second], fraction)
  return ms === null ? null : ms - offsetMs(zone)
}

/** Null for what the calendar does not have. */
function utcMs(parts: (string | undefined)[], fraction = ''): number | null {
  const [year = NaN, month = NaN, day = NaN, hour = NaN, minute = NaN, second = NaN] = parts.map(Number)
  if (hour > 23 || minute > 59 || second > 60) return null
  const ms = Date.UTC(year, month - 1, day, hour, minute, second, Number(fraction.slice(0, 3).padEnd(3, '0')))
  const isReal = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day && month <= 12
  return isReal ? ms : null
}

function offsetMs(zone: string): number {
  const found = /^([+-])(\d\d):?(\d\d)?$/.exec(zone)
  if (!found) return 0
  const [, sign, hours = '0', minutes = '0'] = found
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const monthOf = (word = ''): string => String(months.indexOf(word.slice(0, 3).toLowerCase()) + 1)

const clock = String.raw`(\d\d?):(\d\d):(\d\d)(?:\.(\d{1,9}))?`
/** `Tue Sep 11 16:14:21 2018 UTC`, and syslog's `Sep 11 16:14:21`. */
const ctime = new RegExp(
  String.raw`^(?:[a-z]{3},? )?([a-z]{3}) +(\d\d?) ${clock}(?: (\d{4}))?(?: (?:UTC|GMT|Z))?$`,
  'i',
)
/** `Tue, 11 Sep 2018 16:14:21 +0000`, and Apache's `11/Sep/2018:16:14:21 +0000`. */
const rfc2822 = new RegExp(
  String.raw`^(?:[a-z]{3}, )?(\d\d?)[ /-]([a-z]{3})[ /-](\d{4})[ :]${clock} ?(UTC|GMT|Z|[+-]\d\d:?\d\d)?$`,
  'i',
)
const day = 86_400_000

function namedMs(text: string, now: number): number | null {
  const found = ctime.exec(text)
  if (found) {
    const [, month, date, hour, minute, second, fraction, stated] = found
    const of = (year: number) => utcMs([String(year), monthOf(month), date, hour, minute, second], fraction)
    if (stated !== undefined) return of(Number(stated))
    const year = new Date(now).getUTCFullYear()
    const thisYear = of(year)
    return thisYear !== null && thisYear <= now + day ? thisYear : of(year - 1)
  }
  const [, date, month, year, hour, minute, second, fraction, zone = 'Z'] = rfc2822.exec(text) ?? []
  const ms = date === undefined ? null : utcMs([year, monthOf(month), date, hour, minute, second], fraction)
  return ms === null ? null : ms - offsetMs(zone)
}

/** .NET's `/Date(1659599456085)/`, and the American form, which its AM or PM gives away: `8/4/2022 7:50:56 AM`. */
function usualMs(text: string): number | null {
  const [, ticks] = /^\/Date\((\d{12,14})[+-]?\d*\)\/$/.exec(text) ?? []
  if (ticks !== undefined) return Number(ticks)
  const found = /^(\d\d?)\/(\d\d?)\/(\d{4}),? (\d\d?):(\d\d)(?::(\d\d))? ?([AP])M$/i.exec(text)
  if (!found) return null
  const [, month, date, year, hour, minute, second = '0', half = 'A'] = found
  const hours = (Number(hour) % 12) + (half.toUpperCase() === 'P' ? 12 : 0)
  return utcMs([year, month, date, String(hours), minute, second])
}
