import type { Finding, JsonObject, Sender } from '../finding'
import { checked } from '../reading/checked'
import { lookInto, type Look } from '../reading/look'
import { generic } from './generic'
import type { Normaliser } from './normaliser'
import { normaliserById, normalisers } from './normalisers'
import { signOf } from './recognise'

/** Who reads an item, under which product's name, and why. */
export interface Chosen {
  normaliser: Normaliser
  name: string
  recognisedBy: string
}

/** Products that a source names when it does not want to name one. */
const unnamed = new Set(['generic', 'auto', ''])

/** Reads an item of any product. Total: whatever the item is, the finding has a title. */
export function normalise(item: JsonObject, sender: Sender): Finding {
  const look = lookInto(item)
  const { normaliser, name, recognisedBy } = choose(look, sender.product)
  const reading = normaliser.read(look, item)
  if (normaliser === generic && !unnamed.has(sender.product)) reading.product = name // the source knows better
  return checked(reading, sender, { normaliser: normaliser.id, name, recognisedBy })
}

/**
 * The product that the source is set up for, if the item looks like it or like nothing else; else the one that the item itself gives away; else
 * the generic reading, under the name that the source gives.
 */
export function choose(look: Look, product: string): Chosen {
  const named = normaliserById.get(product.toLowerCase())
  if (named) {
    const sign = signOf(look, named)
    if (sign !== null) return { normaliser: named, name: named.name, recognisedBy: `the source, and ${sign}` }
  }
  for (const normaliser of normalisers) {
    const sign = signOf(look, normaliser)
    if (sign !== null) return { normaliser, name: normaliser.name, recognisedBy: sign }
  }
  const name = named?.name ?? (unnamed.has(product) ? generic.id : product)
  return { normaliser: generic, name, recognisedBy: 'the usual names of things alone' }
}
