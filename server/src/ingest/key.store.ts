import type { Db } from '../platform/database'
import { isLasting, nameOf, type Binding, type DeliveryKey, type Recognisable } from './idempotency'

/** The keys of a batch as they stand in the database, each row locked until the transaction ends. */
export interface LockedKeys {
  keys: Map<string, DeliveryKey>
  /** What this transaction wrote for the keys that were free. */
  claimed: Map<string, Binding>
  /** What the keys stand for that were taken before. */
  bound: Map<string, Binding>
  /** Stored answers of the deliveries that `bound` names. */
  answers: Map<string, string>
}

/**
 * Claims every key of a batch for the first delivery that carries it. The unique index decides between transactions; rows are locked in
 * (tenant, source, key) order, so that two batches wait for each other but never in a circle. An expired row is taken over.
 */
export async function lockKeys(db: Db, deliveries: Recognisable[]): Promise<LockedKeys> {
  const locked: LockedKeys = { keys: new Map(), claimed: new Map(), bound: new Map(), answers: new Map() }
  const wanted = new Map<string, Binding>()
  for (const { bodyHash, deliveryId, bodyKey, clientKey } of deliveries) {
    for (const key of [bodyKey, clientKey]) {
      if (!key || locked.keys.has(nameOf(key))) continue
      locked.keys.set(nameOf(key), key)
      wanted.set(nameOf(key), { bodyHash, deliveryId })
    }
  }
  if (wanted.size === 0) return locked
  const won = await db.query<KeyRow>(claimSql, columnsOf(locked.keys, wanted))
  for (const row of won) locked.claimed.set(nameOfRow(row), { bodyHash: row.body_hash, deliveryId: row.delivery_id })
  if (locked.claimed.size < wanted.size) await readTaken(db, locked)
  return locked
}

interface KeyRow {
  tenant_id: string
  source_id: string
  key: Buffer
  body_hash: Buffer
  delivery_id: string
}

const nameOfRow = (row: KeyRow): string => nameOf({ tenantId: row.tenant_id, sourceId: row.source_id, key: row.key })

const given = `unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::bytea[], $5::uuid[], $6::int[])
  AS given(tenant_id, source_id, key, body_hash, delivery_id, seconds)`

const claimSql = `
  INSERT INTO delivery_key (tenant_id, source_id, key, body_hash, delivery_id, expires_at)
  SELECT tenant_id, source_id, key, body_hash, delivery_id, now() + make_interval(secs => seconds) FROM ${given}
  ORDER BY tenant_id, source_id, key
  ON CONFLICT (tenant_id, source_id, key) DO UPDATE
    SET body_hash = excluded.body_hash, delivery_id = excluded.delivery_id, expires_at = excluded.expires_at
    WHERE delivery_key.expires_at < now()
  RETURNING tenant_id, source_id, key, body_hash, delivery_id`

function columnsOf(keys: Map<string, DeliveryKey>, bindings: Map<string, Binding>): unknown[] {
  const rows = [...bindings].flatMap(([name, { bodyHash, deliveryId }]) => {
    const key = keys.get(name)
    return key ? [[key.tenantId, key.sourceId, key.key, bodyHash, deliveryId, key.seconds]] : []
  })
  return Array.from({ length: 6 }, (_, column) => rows.map((row) => row[column]))
}

/** A key whose delivery is gone (retention ran while the key was still good) counts as free, there being no answer to repeat, unless it is a lasting one. */
async function readTaken(db: Db, locked: LockedKeys): Promise<void> {
  const taken = [...locked.keys].filter(([name]) => !locked.claimed.has(name)).map(([, key]) => key)
  const rows = await db.query<KeyRow & { is_kept: boolean; answer: string | null }>(
    `SELECT k.tenant_id, k.source_id, k.key, k.body_hash, k.delivery_id, d.id IS NOT NULL AS is_kept, d.answer
     FROM unnest($1::uuid[], $2::uuid[], $3::bytea[]) AS given(tenant_id, source_id, key)
     JOIN delivery_key k USING (tenant_id, source_id, key)
     LEFT JOIN delivery d ON d.tenant_id = k.tenant_id AND d.id = k.delivery_id`,
    [taken.map((key) => key.tenantId), taken.map((key) => key.sourceId), taken.map((key) => key.key)],
  )
  for (const row of rows) {
    if (!row.is_kept && !isLasting(row.key)) continue
    locked.bound.set(nameOfRow(row), { bodyHash: row.body_hash, deliveryId: row.delivery_id })
    if (row.answer !== null) locked.answers.set(row.delivery_id, row.answer)
  }
}

/**
 * Makes the rows say what the batch decided: claims of refused deliveries are given up, those of repetitions point to the first delivery.
 * Nearly always there is nothing to do.
 */
export async function settleKeys(db: Db, locked: LockedKeys, wasBound: ReadonlySet<string>): Promise<void> {
  const changed = new Map<string, Binding>()
  const released: DeliveryKey[] = []
  for (const [name, key] of locked.keys) {
    if (wasBound.has(name)) continue
    const binding = locked.bound.get(name)
    const claim = locked.claimed.get(name)
    if (!binding) released.push(key)
    else if (claim?.deliveryId !== binding.deliveryId) changed.set(name, binding)
  }
  if (changed.size > 0) {
    await db.execute(rebindSql, columnsOf(locked.keys, changed))
    await db.execute(keepSql, columnsOf(locked.keys, changed))
  }
  if (released.length > 0) {
    await db.execute(
      `DELETE FROM delivery_key USING unnest($1::uuid[], $2::uuid[], $3::bytea[]) AS given(tenant_id, source_id, key)
       WHERE (delivery_key.tenant_id, delivery_key.source_id, delivery_key.key) = (given.tenant_id, given.source_id, given.key)`,
      [released.map((key) => key.tenantId), released.map((key) => key.sourceId), released.map((key) => key.key)],
    )
  }
}

const rebindSql = `
  UPDATE delivery_key SET body_hash = given.body_hash, delivery_id = given.delivery_id, expires_at = now() + make_interval(secs => given.seconds)
  FROM ${given}
  WHERE (delivery_key.tenant_id, delivery_key.source_id, delivery_key.key) = (given.tenant_id, given.source_id, given.key)`

/** A delivery stays as long as a key points to it: without its answer the key would count for nothing. */
const keepSql = `
  UPDATE delivery SET needed_until = greatest(delivery.needed_until, given.needed_until)
  FROM (SELECT tenant_id, delivery_id, now() + make_interval(secs => max(seconds)) AS needed_until FROM ${given} GROUP BY 1, 2) AS given
  WHERE (delivery.tenant_id, delivery.id) = (given.tenant_id, given.delivery_id)`
