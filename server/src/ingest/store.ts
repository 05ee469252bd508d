import { announceAlerts } from '../alerts/alert.events'
import { insertAlerts, type NewAlert } from '../alerts/alert.insert'
import { ActorKind } from '../audit/actor'
import { recordDeeds } from '../audit/bulk'
import type { Platform } from '../platform/context'
import type { Db } from '../platform/database'
import { AppError, sqlState } from '../platform/errors'
import type { KnownSource } from '../sources/source.directory'
import { acceptedAnswer, repeatedAnswer, type Answer } from './answer'
import type { Weighed } from './batcher'
import { resolveInOrder, type Recognisable, type Resolution } from './idempotency'
import { lockKeys, settleKeys } from './key.store'
import type { NumberPool } from './numbers'
import type { Payload } from './payload'

/** One well-signed and readable request, ready to be stored. */
export interface Incoming extends Weighed, Recognisable {
  source: KnownSource
  payload: Payload
}

/** What a sender is told; `text` is the answer's exact JSON, as it is kept too. */
export interface Told {
  outcome: 'ACCEPTED' | 'DUPLICATE'
  text: string
}

/**
 * Stores a batch in one transaction over all its tenants: delivery keys, alerts, deliveries, audit. The number of statements does not grow
 * with the batch. News goes out after COMMIT.
 */
export async function storeBatch(
  platform: Platform,
  numbers: NumberPool,
  batch: Incoming[],
): Promise<(Told | AppError)[]> {
  const tenantIds = [...new Set(batch.map(({ source }) => source.tenantId))]
  const leased = await lease(numbers, batch)
  let left = leased
  const outcomes = await withRetries(() => {
    left = new Map([...leased].map(([tenantId, all]) => [tenantId, [...all]]))
    return platform.database.acrossTenants('tocsin_ingest', tenantIds, async (db, after) => {
      const stored = await storeIn(db, batch, left)
      after(() => tell(platform, stored.alerts))
      return stored.outcomes
    })
  })
  // Not after a failure: if the connection broke during COMMIT, the numbers may be taken.
  left.forEach((rest, tenantId) => numbers.giveBack(tenantId, rest))
  return outcomes
}

async function lease(pool: NumberPool, batch: Incoming[]): Promise<Map<string, number[]>> {
  const wanted = new Map<string, number>()
  for (const { source, payload } of batch) {
    wanted.set(source.tenantId, (wanted.get(source.tenantId) ?? 0) + payload.alerts.length)
  }
  const leases = [...wanted].map(async ([tenantId, count]) => [tenantId, await pool.take(tenantId, count)] as const)
  return new Map(await Promise.all(leases))
}

/** Deadlocks and serialization failures are nobody's fault: the same batch goes again. */
async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === 5 || !['40P01', '40001'].includes(sqlState(error) ?? '')) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt))
    }
  }
}

async function storeIn(db: Db, batch: Incoming[], numbers: Map<string, number[]>) {
  const locked = await lockKeys(db, batch)
  const wasBound = new Set(locked.bound.keys())
  const resolutions = resolveInOrder(batch, locked.bound)
  await settleKeys(db, locked, wasBound)
  const outcomes = outcomesOf(batch, resolutions, locked.answers)
  const fresh = batch.filter((_, index) => resolutions[index]?.kind === 'new')
  const alerts = fresh.flatMap(({ payload }) => payload.alerts.map((alert) => numbered(alert, numbers)))
  await insertAlerts(db, alerts)
  await insertDeliveries(db, batch, outcomes)
  await recordDeeds(db, deedsOf(fresh))
  return { outcomes, alerts }
}

function numbered(alert: Omit<NewAlert, 'number'>, numbers: Map<string, number[]>): NewAlert {
  const number = numbers.get(alert.tenantId)?.shift()
  if (number === undefined) throw new Error('More alerts than numbers were leased')
  return { ...alert, number }
}

function outcomesOf(batch: Incoming[], resolutions: Resolution[], stored: Map<string, string>): (Told | AppError)[] {
  const answers = new Map([...stored].map(([id, text]) => [id, JSON.parse(text) as Answer]))
  return batch.map((incoming, index) => {
    const resolution = resolutions[index]
    if (resolution?.kind === 'new') {
      const answer = acceptedAnswer(incoming.deliveryId, incoming.payload.results)
      answers.set(incoming.deliveryId, answer)
      return { outcome: 'ACCEPTED', text: JSON.stringify(answer) }
    }
    const first = resolution?.kind === 'repeats' ? answers.get(resolution.deliveryId) : undefined
    if (first) return { outcome: 'DUPLICATE', text: JSON.stringify(repeatedAnswer(first)) }
    return new AppError('UNPROCESSABLE', 'This Idempotency-Key was used for another body')
  })
}

async function insertDeliveries(db: Db, batch: Incoming[], outcomes: (Told | AppError)[]): Promise<void> {
  const rows = batch.flatMap(({ source, deliveryId, bytes }, index) => {
    const told = outcomes[index]
    if (!told || told instanceof AppError) return [] // refusals are kept apart
    return [[source.tenantId, deliveryId, source.id, source.slug, bytes, told.outcome, told.text]]
  })
  if (rows.length === 0) return
  await db.execute(
    `INSERT INTO delivery (tenant_id, id, source_id, source_slug, size, outcome, answer, status)
     SELECT *, 202 FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::text[], $7::text[])`,
    Array.from({ length: 7 }, (_, column) => rows.map((row) => row[column])),
  )
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
    const alerts = group.reduce((sum, { payload }) => sum + payload.alerts.length, 0)
    const detail = { deliveries: group.map(({ deliveryId }) => deliveryId), alerts }
    const change = { action: 'source.deliver', objectType: 'source', objectId: source.id, detail }
    const actor = { kind: ActorKind.SOURCE, id: source.id, name: source.name }
    return [{ tenantId: source.tenantId, actor, requestId: null, change }]
  })
}

function tell(platform: Platform, alerts: NewAlert[]): void {
  platform.telemetry.alertsCreated.inc({ by: ActorKind.SOURCE }, alerts.length)
  announceAlerts(
    platform,
    alerts.map(({ tenantId, id }) => ({ tenantId, id, changeSeq: 1, changedFields: [], before: null })),
  )
}
