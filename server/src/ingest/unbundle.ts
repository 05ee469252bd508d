import type { JsonObject } from './finding'
import { isJsonObject } from './finding'
import type { Item } from './item'
import { listIn, type ListText } from './list-in'
import { generic, listsIn } from './normalise/generic'
import { choose } from './normalise/normalise'
import { lookInto } from './reading/look'

/** Alerts that one delivery may make. */
const most = 2_000
/**
 * Each alert keeps what stood around the list: a long envelope around many short alerts would multiply. Characters of all alerts of a delivery
 * together: so many, and so many times what was sent.
 */
const [mostCharacters, mostTimes] = [1_048_576, 3]

/** What more alerts may be made of. */
interface Room {
  items: number
  characters: number
}

/**
 * Takes bodies apart that hold several alerts, such as Alertmanager's: one item for each, whose text is the body's with the other alerts left
 * out, every remaining character as it was sent. So an item can be read again by itself later, in the same way.
 */
export function unbundle(items: Item[], product: string): Item[] {
  const taken: Item[] = []
  const sent = items.reduce((sum, { text }) => sum + text.length, 0)
  const room = { items: most, characters: mostCharacters + mostTimes * sent }
  for (const item of items) {
    const parts = 'rejected' in item ? [item] : partsOf(item, product, { ...room, items: most - taken.length })
    if (parts.length > 1) room.characters -= parts.reduce((sum, { text }) => sum + text.length, 0)
    for (const part of parts) taken.push(part)
  }
  return taken
}

function partsOf(item: Item & { value: JsonObject }, product: string, room: Room): Item[] {
  if (!mayHoldSeveral(item.value, deepestList)) return [item] // most: told without asking whose it is
  const look = lookInto(item.value)
  const { normaliser } = choose(look, product)
  for (const path of (normaliser === generic ? null : normaliser.lists) ?? listsIn(look)) {
    const list = look(path)
    if (!Array.isArray(list) || list.length < 2 || !list.every(isJsonObject)) continue
    const found = listIn(item.text, path.split('.'))
    if (!found || found.elements.length !== list.length) continue
    if (!fits(found, room))
      return [{ text: item.text, rejected: 'holds too many alerts: send them in several requests' }]
    const { before, after, elements } = found
    return elements.map((text, index) => ({
      text: before + text + after,
      value: withList(item.value, path.split('.'), list[index]),
    }))
  }
  return [item]
}

/** Told before any of them is made. */
function fits({ before, after, elements }: ListText, room: Room): boolean {
  const characters = elements.reduce((sum, { length }) => sum + before.length + length + after.length, 0)
  return elements.length <= room.items && characters <= room.characters
}

/** Keys on the way to any list that is taken apart: `reply.alerts.data`. */
const deepestList = 3

const mayHoldSeveral = (value: JsonObject, depth: number): boolean =>
  Object.values(value).some((inner) =>
    Array.isArray(inner)
      ? inner.length > 1 && isJsonObject(inner[0])
      : depth > 1 && isJsonObject(inner) && mayHoldSeveral(inner, depth - 1),
  )

/** The object with one element alone in that list; the rest is shared. */
function withList(value: JsonObject, [key = '', ...deeper]: string[], element: unknown): JsonObject {
  const inner = value[key]
  const one = deeper.length === 0 ? [element] : isJsonObject(inner) ? withList(inner, deeper, element) : inner
  return { ...value, [key]: one }
}
