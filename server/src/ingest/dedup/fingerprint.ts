import { sha256 } from '../../platform/crypto'
import { isDedupFieldName, type DedupRule } from '../../sources/source.dedup'
import type { KnownSplit } from '../../sources/source.directory'
import type { Finding, JsonObject } from '../finding'
import { untitled } from '../reading/checked'
import { textOf } from '../reading/fields'
import { lookInto } from '../reading/look'

/** By what an item is recognised as belonging to an alert, and the reasons in words. */
export interface Fingerprint {
  /** SHA-256; within one source. */
  key: Buffer
  /** Names of what was compared, and what stood there. */
  fields: string[]
  values: string[]
}

/** What a fingerprint is made from. */
export interface Identifiable {
  finding: Finding
  item: JsonObject
  /** The item's exact text. */
  text: string
}

/** How a source wants its items compared. */
export interface Comparison {
  name: string
  dedup: Pick<DedupRule, 'byVendorId' | 'fields'>
  splits: readonly KnownSplit[]
}

const longestValue = 500

/**
 * The vendor's own id, else the values of the rule's fields (case ignored), else, for an item that has none of them, its exact text. Pure:
 * the same item has the same fingerprint on every node and in every dry run.
 */
export function fingerprintOf(one: Identifiable, source: Comparison): Fingerprint {
  const print = unsplit(one, source)
  return source.splits.length === 0 ? print : split(print, one, source)
}

function unsplit({ finding, item, text }: Identifiable, source: Comparison): Fingerprint {
  const { byVendorId, fields } = source.dedup
  const id = finding.identity ?? finding.vendorId
  if (byVendorId && id !== null) return printOf('id', [['vendorId', id]])
  const said = fields.flatMap((field): [string, string][] => {
    const value = valueOf(field, finding, item, source)
    return value === null ? [] : [[field, value]]
  })
  return said.length > 0 ? printOf('fields', said) : { key: sha256(`raw:${text}`), fields: ['raw'], values: [] }
}

/** What an item says in a field of a rule; null when it does not. A title that we made up is none. */
export function valueOf(field: string, finding: Finding, item: JsonObject, source: { name: string }): string | null {
  if (!isDedupFieldName(field)) return textOf(lookInto(item)(field.slice('raw.'.length)), longestValue)
  if (field === 'title' && finding.title === untitled(source)) return null
  return textOf(finding[field], longestValue)
}

function printOf(kind: 'id' | 'fields', said: [field: string, value: string][]): Fingerprint {
  const compared = kind === 'id' ? said : said.map(([field, value]) => [field, value.toLowerCase()])
  return {
    key: sha256(JSON.stringify([kind, ...compared])),
    fields: said.map(([field]) => field),
    values: said.map(([, value]) => value),
  }
}

/** Follows what people have split off. Bounded: a split may be split again, but no circle holds us. */
function split(print: Fingerprint, { finding, item }: Identifiable, source: Comparison): Fingerprint {
  let found = print
  for (let turn = 0; turn < 10; turn++) {
    const next = source.splits.find(
      ({ key, field, value }) => key.equals(found.key) && sameText(valueOf(field, finding, item, source), value),
    )
    if (!next) return found
    found = {
      key: next.newKey,
      fields: [...new Set([...found.fields, next.field])],
      values: found.fields.includes(next.field) ? found.values : [...found.values, next.value],
    }
  }
  return found
}

const sameText = (a: string | null, b: string): boolean => a !== null && a.toLowerCase() === b.toLowerCase()
