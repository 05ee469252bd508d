import { isIP } from 'node:net'
import { parseDateTime } from '../../platform/scalars'
import type { JsonObject } from '../finding'
import type { Path } from './paths'

/** Text that Postgres cannot hold: NUL, and half of a surrogate pair. */
const unstorable = /[\0\p{Cs}]/gu
/** A quick look that whole pairs pass too: most text needs no second one. */
const suspect = /[\0\ud800-\udfff]/

/**
 * The value as trimmed text of at most `max` characters; null for nothing, objects and lists, and for integers beyond 2^53, whose digits
 * are lost already.
 */
export function textOf(value: unknown, max = 500): string | null {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return null
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return null
  const cut = String(value).slice(0, max)
  const text = (suspect.test(cut) ? cut.replace(unstorable, '') : cut).trim()
  return text === '' ? null : text
}

/** The first of these places that holds text. */
export function firstText(item: JsonObject, places: readonly Path[], max?: number): string | null {
  for (const path of places) {
    const text = textOf(valueAt(item, path), max)
    if (text !== null) return text
  }
  return null
}

/** What `read` makes of the first of these places that it can read. */
export function firstOf<Value>(
  item: JsonObject,
  places: readonly Path[],
  read: (value: unknown) => Value | null,
): Value | null {
  for (const path of places) {
    const value = valueAt(item, path)
    const found = value === undefined ? null : read(value)
    if (found !== null) return found
  }
  return null
}

/** Own keys only: a payload may not reach what every object inherits. */
export function valueAt(item: JsonObject, path: Path): unknown {
  let value: unknown = item
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as JsonObject)[key]
  }
  return value
}

/** An address as Postgres' inet reads it too, in lower case; null for a name, a network or a zone. */
export function ipOf(value: unknown): string | null {
  const text = textOf(value, 64)
  return text !== null && isIP(text) !== 0 && !text.includes('%') ? text.toLowerCase() : null
}

export function portOf(value: unknown): number | null {
  const port = typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : value
  return typeof port === 'number' && Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : null
}

const [earliest, latest] = [Date.UTC(1990, 0), Date.UTC(2100, 0)]
/** ISO 8601 writes a zone without a colon as well: +0100. */
const bareZone = /([+-]\d\d)(\d\d)$/

/**
 * RFC 3339 with a zone (its colon may be missing), or seconds or milliseconds since 1970, as a number or its digits. Local time without a
 * zone is no time: guessing one would be wrong somewhere.
 */
export function timeOf(value: unknown): Date | null {
  const text = textOf(value, 64) ?? ''
  const number = /^\d{9,13}(\.\d+)?$/.test(text) ? Number(text) : null
  const date =
    number === null ? parseDateTime(text.replace(bareZone, '$1:$2')) : new Date(number < 1e11 ? number * 1_000 : number)
  return date && date.getTime() >= earliest && date.getTime() < latest ? date : null
}

/** At most `max` different texts of a list, or of a single text. */
export function listOf(value: unknown, max = 50, length = 100): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value]
  const texts = values.slice(0, 1_000).map((one) => textOf(one, length))
  return [...new Set(texts.filter((text) => text !== null))].slice(0, max)
}
