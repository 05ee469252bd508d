import { dedupFieldNames } from '../../sources/source.dedup'
import type { Finding, JsonObject } from '../finding'
import { valueOf } from './fingerprint'

/** What an event says in each field by which it might be told apart. It takes less room than the payload that it is read from. */
export type Said = ReadonlyMap<string, string | null>

/** What all of the chosen say and none of the others does. */
export interface Discriminator {
  field: string
  value: string
}

/** @param by the only field to look at; absent: all that a rule may name */
export function saidBy(finding: Finding, item: JsonObject, source: { name: string }, by?: string | null): Said {
  const fields = by ? [by] : dedupFieldNames
  return new Map(fields.map((field) => [field, valueOf(field, finding, item, source)]))
}

/**
 * By what events that were split off can be told from those that stay, so that later ones go the same way: the first field in which the
 * chosen agree and no other event says the same (case ignored). Null when there is none. Pure.
 */
export function discriminate(chosen: Said[], others: Said[]): Discriminator | null {
  for (const [field, value] of chosen[0] ?? []) {
    if (value === null) continue
    const isSame = (said: Said) => said.get(field)?.toLowerCase() === value.toLowerCase()
    if (chosen.every(isSame) && !others.some(isSame)) return { field, value }
  }
  return null
}
