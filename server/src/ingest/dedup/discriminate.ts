import { dedupFieldNames } from '../../sources/source.dedup'
import type { Finding, JsonObject } from '../finding'
import { valueOf } from './fingerprint'

/** One event as its normaliser reads it. */
export interface ReadEvent {
  finding: Finding
  item: JsonObject
}

/** What all of the chosen say and none of the others does. */
export interface Discriminator {
  field: string
  value: string
}

/**
 * By what events that were split off can be told from those that stay, so that later ones go the same way: the first field in which the
 * chosen agree and no other event says the same (case ignored). Null when there is none. Pure.
 *
 * @param by the only field to look at; absent: all that a rule may name
 */
export function discriminate(
  chosen: ReadEvent[],
  others: ReadEvent[],
  source: { name: string },
  by?: string | null,
): Discriminator | null {
  for (const field of by ? [by] : dedupFieldNames) {
    const said = (event: ReadEvent) => valueOf(field, event.finding, event.item, source)
    const [value] = chosen.map(said)
    if (value == null) continue
    const isSame = (event: ReadEvent) => said(event)?.toLowerCase() === value.toLowerCase()
    if (chosen.every(isSame) && !others.some(isSame)) return { field, value }
  }
  return null
}
