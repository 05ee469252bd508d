import type { JsonObject } from '../finding'

/** Shorter values stand in many places by accident. */
const SHORTEST = 2

/** Where each value of an item stands, the nearest to its top first: `event.MitreAttack[0].TechniqueID`. */
export function placesIn(item: JsonObject): (value: string) => string | null {
  const places = new Map<string, string>()
  let level: (readonly [path: string, value: unknown])[] = [['', item]]
  while (level.length > 0) {
    const below: (readonly [string, unknown])[] = []
    for (const [path, value] of level) {
      if (Array.isArray(value)) value.forEach((one, at) => below.push([`${path}[${at}]`, one]))
      else if (value !== null && typeof value === 'object')
        for (const [name, one] of Object.entries(value)) below.push([path ? `${path}.${name}` : name, one])
      else if (!places.has(wordOf(value))) places.set(wordOf(value), path)
    }
    level = below
  }
  return (value) => (value.length < SHORTEST ? null : (places.get(wordOf(value)) ?? null))
}

const wordOf = (value: unknown) => String(value).trim().toLowerCase()
