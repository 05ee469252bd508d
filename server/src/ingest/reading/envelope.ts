import { isJsonObject, type JsonObject } from '../finding'
import type { Look } from './look'

/** The alert itself, in whichever of these envelopes it came; the whole item when it came bare. */
export function unwrapped(look: Look, ...envelopes: string[]): Look {
  return within(
    look,
    envelopes.find((path) => look.has(path)),
  )
}

const within = (look: Look, envelope: string | undefined): Look =>
  envelope === undefined ? look : look.within(envelope)

/** Signs of a record, by itself and within each of the envelopes that shippers put around it: `_source` of an Elasticsearch hit, `value.0` of a list. */
export const signsWithin = (signs: readonly (readonly string[])[], ...envelopes: string[]): string[][] =>
  ['', ...envelopes.map((envelope) => `${envelope}.`)].flatMap((before) =>
    signs.map((places) => places.map((place) => before + place)),
  )

/** A look at the record itself: into the first of the envelopes that holds one of these places, else at the whole. */
export function opened(look: Look, places: readonly string[], envelopes: readonly string[]): Look {
  return within(
    look,
    envelopes.find((one) => places.some((place) => look.has(`${one}.${place}`))),
  )
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
