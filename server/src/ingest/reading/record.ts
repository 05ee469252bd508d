import type { Look } from './look'

/** Signs of a record, by itself and within each of the envelopes that shippers put around it: `_source` of an Elasticsearch hit, `value.0` of a list. */
export const signsWithin = (signs: readonly (readonly string[])[], ...envelopes: string[]): string[][] =>
  ['', ...envelopes.map((envelope) => `${envelope}.`)].flatMap((before) =>
    signs.map((places) => places.map((place) => before + place)),
  )

/** A look at the record itself: into the first of the envelopes that holds one of these places, else at the whole. */
export function opened(look: Look, places: readonly string[], envelopes: readonly string[]): Look {
  const envelope = envelopes.find((one) => places.some((place) => look.has(`${one}.${place}`)))
  return envelope === undefined ? look : look.within(envelope)
}
