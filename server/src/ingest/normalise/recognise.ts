import { textOf } from '../reading/fields'
import type { Look } from '../reading/look'
import type { Normaliser } from './normaliser'

/** What in the item only this product writes, in words; null when nothing does. */
export function signOf(look: Look, { signs }: Normaliser): string | null {
  const line = signs.find((places) => places.every((place) => isThere(look, place)))
  return line ? line.join(', ') : null
}

function isThere(look: Look, place: string): boolean {
  const at = place.indexOf('=')
  if (at < 0) return look.has(place)
  return textOf(look(place.slice(0, at)))?.toLowerCase() === place.slice(at + 1).toLowerCase()
}
