import { ActorKind } from '../audit/actor'
import { announceAlerts } from '../alerts/alert.events'
import { deedWrites } from '../audit/bulk'
import type { StoredKeys } from '../observables/observable.stored'
import type { Weighed } from '../platform/batcher'
import type { Platform } from '../platform/context'
import type { Db } from '../platform/database'
import { AppError } from '../platform/errors'
import { withRetries } from '../platform/retries'
import type { Statement } from '../platform/statement'
import type { RememberedRules } from '../rules/rule.known'
import type { KnownSource } from '../sources/source.directory'
import { acceptedAnswer, forgottenAnswer, repeatedAnswer, storedAnswer, type Answer, type ItemResult } from './answer'
import type { FoldTeller } from './fold.teller'
import { resolveInOrder, type Recognisable, type Resolution } from './idempotency'
import { lockKeys, settleKeys } from './key.store'
import { NumberLease, type NumberPool } from './numbers'
import type { PayloadItem } from './payload'
import { mostAlertsOf, placeItems, writeItems, type FreshDelivery, type Means, type PlacedItems } from './store.items'

/** One well-proven and readable request, ready to be stored. */
export interface Incoming extends Weighed, Recognisable {
  source: KnownSource
  payload: PayloadItem[]
  receivedAt: Date
}

/** What a sender is told; `text` is the answer's exact JSON, as it is kept too. */
export interface Told {
  outcome: 'ACCEPTED' | 'DUPLICATE'
  text: string
}

/** What storing needs beside the batch. */
export interface Store {
  platform: Platform
  numbers: NumberPool
  folds: FoldTeller
  /** Observables and links that need no writing. */
  stored: StoredKeys
  /** Rules that need not be written again; without it all are. */
  rules?: RememberedRules
}

/**
 * Stores a batch in one transaction over all its tenants: delivery keys, events, alerts, dead letters, deliveries, audit. The number of
 * statements does not grow with the batch. News goes out after COMMIT.
 */
export async function storeBatch(store: Store, batch: Incoming[]): Promise<(Told | AppError)[]> {
  const tenantIds = [...new Set(batch.map(({ source }) => source.tenantId))]
  const lease = await NumberLease.take(store.numbers, mostAlertsOf(batch))
  const outcomes = await withRetries(() => {
    lease.restart()
    return store.platform.database.acrossTenants('tocsin_ingest', tenantIds, async (db, after) => {
      const { outcomes: told, items } = await storeIn(db, batch, {
        numbers: lease,
        stored: store.stored,
        rules: store.rules,
      })
      after(() => tell(store, items))
      return told
    })
  })
  lease.giveBack() // not after a failure: if the connection broke during COMMIT, the numbers may be taken
  return outcomes
}

async function storeIn(db: Db, batch: Incoming[], means: Means) {
  const locked = await lockKeys(db, batch)
  const wasBound = new Set(locked.bound.keys())
  const resolutions = resolveInOrder(batch, locked.bound)
  await settleKeys(db, locked, wasBound)
  const fresh = batch.filter((_, index) => resolutions[index]?.kind === 'new')
  const items = await placeItems(db, fresh, means)
  const results = new Map(fresh.map(({ deliveryId }, index) => [deliveryId, items.results[index] ?? []]))
  const outcomes = outcomesOf(batch, resolutions, { stored: locked.answers, results })
  await writeItems(db, items, [...deliveryWrites(batch, outcomes), ...deedWrites(deedsOf(fresh))])
  return { outcomes, items }
}

interface Known {
  /** Answers of earlier deliveries, by id. */
  stored: Map<string, string>
  /** What became of the new ones, by id. */
  results: Map<string, ItemResult[]>
}

function outcomesOf(batch: Incoming[], resolutions: Resolution[], { stored, results }: Known): (Told | AppError)[] {
  const answers = new Map<string, Answer>([...stored].map(([id, text]) => [id, storedAnswer(text)]))
  return batch.map((incoming, index) => {
    const resolution = resolutions[index]
    if (resolution?.kind === 'new') {
      const answer = acceptedAnswer(incoming.deliveryId, results.get(incoming.deliveryId) ?? [])
      answers.set(incoming.deliveryId, answer)
      return { outcome: 'ACCEPTED', text: JSON.stringify(answer) }
    }
    if (resolution?.kind === 'repeats') {
      const first = answers.get(resolution.deliveryId)
      const answer = first ? repeatedAnswer(first) : forgottenAnswer(resolution.deliveryId, incoming.payload.length)
      return { outcome: 'DUPLICATE', text: JSON.stringify(answer) }
    }
    return new AppError('UNPROCESSABLE', 'This Idempotency-Key was used for another body')
  })
}

function deliveryWrites(batch: Incoming[], outcomes: (Told | AppError)[]): Statement[] {
  const rows = batch.flatMap(({ source, deliveryId, bytes }, index) => {
    const told = outcomes[index]
    if (!told || told instanceof AppError) return [] // refusals are kept apart
    return [[source.tenantId, deliveryId, source.id, source.slug, bytes, told.outcome, told.text]]
  })
  if (rows.length === 0) return []
  const sql = `INSERT INTO delivery (tenant_id, id, source_id, source_slug, size, outcome, answer, status)
     SELECT *, 202 FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::text[], $7::text[])`
  return [{ sql, params: Array.from({ length: 7 }, (_, column) => rows.map((row) => row[column])) }]
}

/** One entry per source and batch. */
function deedsOf(stored: Incoming[]) {
  const bySource = new Map<string, Incoming[]>()
  for (const incoming of stored) {
    const group = bySource.get(incoming.source.id)
    if (group) group.push(incoming)
    else bySource.set(incoming.source.id, [incoming])
  }
  return [...bySource.values()].flatMap((group) => {
    const source = group[0]?.source
    if (!source) return []
    const detail = { deliveries: group.map(({ deliveryId }) => deliveryId), items: group.reduce(sumOfItems, 0) }
    const change = { action: 'source.deliver', objectType: 'source', objectId: source.id, detail }
    const actor = { kind: ActorKind.SOURCE, id: source.id, name: source.name }
    return [{ tenantId: source.tenantId, actor, requestId: null, change }]
  })
}

const sumOfItems = (sum: number, { payload }: FreshDelivery): number =>
  sum + payload.filter(({ kind }) => kind !== 'REJECTED').length

/** After COMMIT. */
export function tell({ platform, folds, stored }: Store, items: PlacedItems): void {
  const { created, folded, events, deadLetters, storedKeys } = items
  const { telemetry } = platform
  stored.remember(storedKeys)
  telemetry.alertsCreated.inc({ by: ActorKind.SOURCE }, created.length)
  telemetry.deadLetters.inc(deadLetters)
  for (const { outcome, count } of events) telemetry.events.inc({ outcome }, count)
  announceAlerts(platform, created)
  folds.tell(folded)
}
