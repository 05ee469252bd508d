import { isIP } from 'node:net'
import { isPlaceholder } from './look'

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

/** As {@link textOf}, and null for what products write where they have nothing to say. */
export function wordOf(value: unknown, max?: number): string | null {
  const text = textOf(value, max)
  return text === null || isPlaceholder(text) ? null : text
}

/** An address as Postgres' inet reads it too, in lower case; null for a name, a network or a zone. A port behind it is cut off. */
export function ipOf(value: unknown): string | null {
  const text = wordOf(value, 64)
  if (text === null) return null
  const [, v4, v6] =
    /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?$|^\[([0-9a-f:.]+)\](?::\d{1,5})?$/i.exec(text) ?? []
  const bare = v4 ?? v6 ?? text
  return isIP(bare) !== 0 && !bare.includes('%') ? bare.toLowerCase() : null
}

export function portOf(value: unknown): number | null {
  const port = typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : value
  return typeof port === 'number' && Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : null
}

/** A whole number as Postgres' int holds it, also written in decimal or hexadecimal digits. */
export function wholeOf(value: unknown): number | null {
  const text = textOf(value, 20) ?? ''
  const number = /^(\d{1,10}|0x[0-9a-f]{1,8})$/i.test(text) ? Number(text) : null
  return number !== null && number <= 2_147_483_647 ? number : null
}

/** At most `max` different texts of a list, or of a single text. */
export function listOf(value: unknown, max = 50, length = 100): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value]
  const texts = values.slice(0, 1_000).map((one) => wordOf(one, length))
  return [...new Set(texts.filter((text) => text !== null))].slice(0, max)
}

const hashes = { md5: 32, sha1: 40, sha256: 64 }

/** The digest in lower case; null for another length, and for all zeros, which say that there is none. `SHA256=…` loses its name. */
export function hashOf(value: unknown, kind: keyof typeof hashes): string | null {
  const text =
    textOf(value, 128)
      ?.toLowerCase()
      .replace(/^(md5|sha-?1|sha-?256)[=:]/, '') ?? ''
  return text.length === hashes[kind] && /^[0-9a-f]+$/.test(text) && /[^0]/.test(text) ? text : null
}

/** Only what a browser may open without harm. */
export function linkOf(value: unknown): string | null {
  const text = textOf(value, 2_000)
  return text !== null && /^https?:\/\//i.test(text) ? text : null
}

/** A host or domain name without the dot at its end, in the spelling of the payload; null for addresses and what has a space or a slash. */
export function domainOf(value: unknown): string | null {
  const text = wordOf(value, 254)?.replace(/\.$/, '') ?? ''
  const isName = /^(?=.*[a-z])[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)+$/i.test(text)
  return isName && ipOf(text) === null ? text : null
}

/** `mail@example.net` out of `A name <mail@example.net>`. */
export function mailOf(value: unknown): string | null {
  const [found = null] = /(?<![^\s<>"',;:])[^\s<>"',;:]+@[^\s<>"',;:]+/.exec(wordOf(value, 500) ?? '') ?? []
  return found
}
