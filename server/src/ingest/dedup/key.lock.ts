import type { AlertStatus } from '../../alerts/alert.status'
import type { Verdict } from '../../alerts/alert.verdict'
import type { ActorKind } from '../../audit/actor'
import type { Db } from '../../platform/database'
import { newId } from '../../platform/ids'
import { severityOf } from '../../scoring/severity'
import type { KeyState } from './fold'

/** A fingerprint within its source: what the database decides between two that arrive at once. */
export interface AlertKey {
  tenantId: string
  sourceId: string
  key: Buffer
}

/** Keys of a batch, each row locked until the transaction ends. */
export interface LockedAlertKeys {
  /** Keys that nobody had: each now stands for an alert that this transaction has to open under this id. */
  claimed: Map<string, string>
  /** What the other keys stand for. */
  states: Map<string, KeyState>
}

export const nameOfKey = ({ tenantId, sourceId, key }: AlertKey): string =>
  `${tenantId}/${sourceId}/${key.toString('base64')}`

/** A key whose last item is older stands for nothing any more: no window and no memory reaches that far. Refreshed at most once a day. */
export const keptDays = 400

const given = `unnest($1::uuid[], $2::uuid[], $3::bytea[]) AS given(tenant_id, source_id, key)`
const forgetAt = `now() + make_interval(days => ${keptDays})`

const claimSql = `INSERT INTO dedup_key (tenant_id, source_id, key, alert_id, forget_at)
  SELECT tenant_id, source_id, key, alert_id, ${forgetAt}
  FROM unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::uuid[]) AS given(tenant_id, source_id, key, alert_id)
  ORDER BY tenant_id, source_id, key
  ON CONFLICT (tenant_id, source_id, key) DO NOTHING RETURNING tenant_id, source_id, key, alert_id`

const readSql = `SELECT k.tenant_id, k.source_id, k.key, k.alert_id, k.forget_at < ${forgetAt} - interval '1 day' AS is_stale,
    a.status, a.verdict, a.closed_at, a.severity, a.severity_set_by, a.version, a.risk_score, a.occurrences, a.entity, a.last_seen_at, a.ended_at
  FROM ${given} JOIN dedup_key k USING (tenant_id, source_id, key)
  JOIN alert a ON a.tenant_id = k.tenant_id AND a.id = k.alert_id
  ORDER BY k.tenant_id, k.source_id, k.key FOR UPDATE OF k, a`

interface KeyRow {
  tenant_id: string
  source_id: string
  key: Buffer
  alert_id: string
}

interface StateRow extends KeyRow {
  is_stale: boolean
  status: AlertStatus
  verdict: Verdict | null
  closed_at: Date | null
  severity: number
  severity_set_by: ActorKind
  version: number
  risk_score: number
  occurrences: number
  entity: string | null
  last_seen_at: Date
  ended_at: Date | null
}

const keyOfRow = (row: KeyRow): AlertKey => ({ tenantId: row.tenant_id, sourceId: row.source_id, key: row.key })

/** Another batch has re-pointed a key while we waited for it: a second try sees it whole, as after a serialization failure. */
export class KeysMoved extends Error {
  /** SQLSTATE serialization_failure. */
  readonly code = '40001'
}

/**
 * Claims the keys that are free and locks the others with their alerts, in (tenant, source, key) order, so that two batches wait for each
 * other but never in a circle.
 *
 * @throws KeysMoved when another batch has re-pointed one in between: the transaction is to be tried again
 */
export async function lockAlertKeys(db: Db, keys: ReadonlyMap<string, AlertKey>): Promise<LockedAlertKeys> {
  const locked: LockedAlertKeys = { claimed: new Map(), states: new Map() }
  if (keys.size === 0) return locked
  const all = [...keys.values()]
  const won = await db.query<KeyRow>(claimSql, [...columnsOf(all), all.map(newId)])
  for (const row of won) locked.claimed.set(nameOfKey(keyOfRow(row)), row.alert_id)
  if (won.length === all.length) return locked
  const taken = [...keys].filter(([name]) => !locked.claimed.has(name)).map(([, key]) => key)
  const rows = await db.query<StateRow>(readSql, columnsOf(taken))
  if (rows.length < taken.length) throw new KeysMoved()
  for (const row of rows) locked.states.set(nameOfKey(keyOfRow(row)), stateOf(row))
  const stale = rows.filter((row) => row.is_stale).map(keyOfRow)
  if (stale.length > 0) await db.execute(keepSql, columnsOf(stale))
  return locked
}

/** Locks those of the keys that stand for an alert, and leaves the others to be claimed by who comes first. */
export async function lockKnownKeys(db: Db, keys: ReadonlyMap<string, AlertKey>): Promise<Map<string, KeyState>> {
  if (keys.size === 0) return new Map()
  const rows = await db.query<StateRow>(readSql, columnsOf([...keys.values()]))
  return new Map(rows.map((row) => [nameOfKey(keyOfRow(row)), stateOf(row)]))
}

const stateOf = (row: StateRow): KeyState => ({
  alertId: row.alert_id,
  status: row.status,
  verdict: row.verdict,
  closedAt: row.closed_at,
  severity: severityOf(row.severity),
  severitySetBy: row.severity_set_by,
  version: row.version,
  riskScore: row.risk_score,
  occurrences: row.occurrences,
  entity: row.entity,
  lastSeenAt: row.last_seen_at,
  endedAt: row.ended_at,
})

const keepSql = `UPDATE dedup_key k SET forget_at = ${forgetAt} FROM ${given}
  WHERE (k.tenant_id, k.source_id, k.key) = (given.tenant_id, given.source_id, given.key)`

/** Makes locked keys stand for other alerts. */
export async function pointKeys(db: Db, keys: (AlertKey & { alertId: string })[]): Promise<void> {
  if (keys.length === 0) return
  await db.execute(
    `UPDATE dedup_key k SET alert_id = given.alert_id, forget_at = ${forgetAt}
     FROM unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::uuid[]) AS given(tenant_id, source_id, key, alert_id)
     WHERE (k.tenant_id, k.source_id, k.key) = (given.tenant_id, given.source_id, given.key)`,
    [...columnsOf(keys), keys.map(({ alertId }) => alertId)],
  )
}

const columnsOf = (keys: AlertKey[]): unknown[] => [
  keys.map(({ tenantId }) => tenantId),
  keys.map(({ sourceId }) => sourceId),
  keys.map(({ key }) => key),
]
