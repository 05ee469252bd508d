import type { Known } from '../../alerts/alert.knowledge'
import { matchOf } from '../../alerts/alert.match'
import { valuesOf } from '../../alerts/alert.values'
import { riskOf } from '../../scoring/risk'
import { fingerprintOf } from '../dedup/fingerprint'
import type { Finding, JsonObject } from '../finding'
import type { Item } from '../item'
import { normalise } from '../normalise/normalise'
import { indicatorsOf } from '../indicators'
import { placesIn } from './places'
import type { UnderstoodField, UnderstoodItem } from './understand.input'

const nothing: UnderstoodItem = {
  rejected: null,
  kind: null,
  normaliser: null,
  recognisedBy: null,
  product: null,
  title: null,
  severity: null,
  fields: [],
  observables: [],
  indicators: [],
  riskScore: null,
  riskExplanation: [],
  dedupKey: null,
}

/** How a source without rules of its own would compare the item with others. */
export interface Asker {
  product: string
  dedup: { byVendorId: boolean; fields: string[] }
}

/** What an item would become if it came in now. Pure: what comes in goes through the same functions. */
export function understood(item: Item, { product, dedup }: Asker, known: Known): UnderstoodItem {
  if ('rejected' in item) return { ...nothing, rejected: item.rejected }
  const sender = { name: 'this source', product }
  const finding = normalise(item.value, sender)
  const { kind, normaliser, recognisedBy, title, severity } = finding
  const isAlert = kind === 'ALERT'
  const observables = valuesOf(finding)
  const risk = isAlert ? riskOf(matchOf(finding, observables, known).facts, known.weights) : null
  const print = fingerprintOf({ finding, item: item.value, text: item.text }, { ...sender, dedup, splits: [] })
  return {
    ...nothing,
    ...{ kind, normaliser, recognisedBy, title, severity, product: finding.product },
    fields: fieldsOf(finding, placesIn(item.value)),
    observables,
    indicators: indicatorsOf(finding).map(({ type, value }) => ({ type, value })),
    riskScore: risk?.score ?? null,
    riskExplanation: risk?.explanation ?? [],
    dedupKey: isAlert || kind === 'RESOLUTION' ? print.key.toString('hex') : null,
  }
}

/** Shown by themselves, or of no use to a reader. */
const apart = new Set([
  'kind',
  'normaliser',
  'recognisedBy',
  'product',
  'title',
  'severity',
  'observables',
  'indicators',
  'identity',
])

function fieldsOf(finding: Finding, placeOf: (value: string) => string | null): UnderstoodField[] {
  return Object.entries(finding as unknown as JsonObject).flatMap(([name, value]) => {
    const isEmpty = value === null || value === undefined || (Array.isArray(value) && value.length === 0)
    if (apart.has(name) || isEmpty) return []
    const text = textOf(value)
    return [{ name, value: text, place: placeOf(Array.isArray(value) && value.length === 1 ? textOf(value[0]) : text) }]
  })
}

function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'string' ? value : JSON.stringify(value)
}
