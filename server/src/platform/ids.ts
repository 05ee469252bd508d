import { v7 } from 'uuid'
import { sha256Hex } from './crypto'

/** A clock that falls back by more was set right: it is followed, or all that arrives would stand in the future until it has caught up. */
const wobbleMs = 10_000
let last = 0
let sequence = 0

/** UUIDv7, made in the server: time-ordered, so indexes grow at one end and keyset paging works on the id. */
export function newId(): string {
  const now = Date.now()
  if (now > last || now < last - wobbleMs) [last, sequence] = [now, Math.floor(Math.random() * 2 ** 31)]
  else sequence++
  return v7({ msecs: last, seq: sequence })
}

/** The last millisecond that an id can hold. */
const latest = 2 ** 48 - 1

/** The smallest id that can be made at this time (milliseconds since 1970): what is older has a smaller one. */
export const firstIdAt = (time: number): string =>
  `${Math.min(Math.max(time, 0), latest).toString(16).padStart(12, '0').replace(/^.{8}/, '$&-')}-7000-8000-000000000000`

/** When an id was made, to the millisecond. */
export const timeOfId = (id: string): Date => new Date(parseInt(id.slice(0, 8) + id.slice(9, 13), 16))

/**
 * An id made from what it stands for, so that everybody who meets it makes the same and nobody has to look: a UUID of version 8
 * (RFC 9562 §5.8) from the SHA-256 of its parts.
 */
export function derivedId(...parts: string[]): string {
  const hex = sha256Hex(parts.join('\0'))
  const variant = ((parseInt(hex.charAt(16), 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export const isUuid = (text: unknown): text is string => typeof text === 'string' && uuid.test(text)
