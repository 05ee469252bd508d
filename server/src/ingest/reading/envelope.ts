import { isJsonObject, type JsonObject } from '../finding'
import type { Look } from './look'

/** The alert itself, in whichever of these envelopes it came; the whole item when it came bare. */
export function unwrapped(look: Look, ...envelopes: string[]): Look {
  const envelope = envelopes.find((path) => look.has(path))
  return envelope === undefined ? look : look.within(envelope)
}

/** An object at a place where a Look would give its single values only; empty when none stands there. */
export function objectAt(item: JsonObject, path: string): JsonObject {
  let value: unknown = item
  for (const key of path.split('.')) {
    const isInside = typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    value = isInside ? (value as JsonObject)[key] : undefined
  }
  return isJsonObject(value) ? value : {}
}
