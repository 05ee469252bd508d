import { ActorKind, type Actor } from '../audit/actor'
import { recordFieldChanges, type MachineChange } from '../audit/bulk'
import type { Db } from '../platform/database'
import { storableJson, storableTime } from '../platform/storable'
import type { RiskFactor } from '../scoring/risk'
import type { RiskFacts } from '../scoring/risk.facts'
import { severityId, type Severity } from '../scoring/severity'
import { closedByItsProduct, closingChanges } from './alert.ending'
import type { AlertNews } from './alert.events'
import { AlertStatus } from './alert.status'

/** What further items add to an alert. Never touches `version`: a noisy alert could never be closed. */
export interface AlertFold {
  tenantId: string
  alertId: string
  source: Actor
  occurrences: number
  swallowed: number
  lastSeenAt: Date
  /** It may hold observables that it did not before. */
  holdsMore: boolean
  raised: { from: Severity; to: Severity } | null
  risk: { score: number; explanation: RiskFactor[]; facts: RiskFacts } | null
  /** When the product said that it is over; null takes that back, undefined leaves it. */
  endedAt?: Date | null
  /** Nobody has touched it, and its source closes what is over. */
  isClosed: boolean
}

const foldSql = `UPDATE alert a SET
    occurrences = a.occurrences + f.occurrences, swallowed = a.swallowed + f.swallowed,
    last_seen_at = greatest(a.last_seen_at, f.last_seen_at), severity = coalesce(f.severity, a.severity),
    risk_score = coalesce(f.risk_score, a.risk_score), risk_explanation = coalesce(f.risk_explanation, a.risk_explanation),
    risk_facts = coalesce(f.risk_facts, a.risk_facts),
    ended_at = CASE WHEN f.ends THEN f.ended_at ELSE a.ended_at END,
    status = CASE WHEN f.closes THEN 'CLOSED' ELSE a.status END, closed_at = CASE WHEN f.closes THEN now() ELSE a.closed_at END,
    verdict = CASE WHEN f.closes THEN 'UNKNOWN' ELSE a.verdict END, reason = CASE WHEN f.closes THEN '${closedByItsProduct.reason}' ELSE a.reason END,
    version = a.version + f.closes::int, change_seq = a.change_seq + 1, updated_at = now()
  FROM jsonb_to_recordset($1::jsonb) AS f(tenant_id uuid, id uuid, occurrences int, swallowed int, last_seen_at timestamptz,
    severity smallint, risk_score real, risk_explanation jsonb, risk_facts jsonb, ends boolean, ended_at timestamptz, closes boolean)
  WHERE a.tenant_id = f.tenant_id AND a.id = f.id RETURNING a.tenant_id, a.id, a.change_seq`

/** Adds to locked alerts, of several tenants too, in one statement (and one for the history of what rose). Returns the news of it. */
export async function foldIntoAlerts(db: Db, folds: AlertFold[]): Promise<AlertNews[]> {
  if (folds.length === 0) return []
  const rows = folds.map((fold) => ({
    tenant_id: fold.tenantId,
    id: fold.alertId,
    occurrences: fold.occurrences,
    swallowed: fold.swallowed,
    last_seen_at: fold.lastSeenAt,
    severity: fold.raised && severityId(fold.raised.to),
    risk_score: fold.risk?.score ?? null,
    risk_explanation: fold.risk?.explanation ?? null,
    risk_facts: fold.risk?.facts ?? null,
    ends: fold.endedAt !== undefined,
    ended_at: storableTime(fold.endedAt ?? null),
    closes: fold.isClosed,
  }))
  const changed = await db.query<{ id: string; change_seq: number }>(foldSql, [storableJson(rows)])
  await recordFieldChanges(db, [...folds.flatMap(riseOf), ...folds.flatMap(closingOf)])
  const sequences = new Map(changed.map((row) => [row.id, row.change_seq]))
  return folds.map((fold) => newsOf(fold, sequences.get(fold.alertId) ?? 0))
}

const riseOf = ({ tenantId, alertId, source, raised }: AlertFold) =>
  raised
    ? [
        {
          tenantId,
          actor: source,
          objectType: 'alert',
          objectId: alertId,
          field: 'severity',
          ...raised,
          reason: 'A further event came with a higher severity',
        },
      ]
    : []

const closingOf = (fold: AlertFold): MachineChange[] => (fold.isClosed ? closingChanges(fold) : [])

function newsOf(fold: AlertFold, changeSeq: number): AlertNews {
  const changedFields = ['occurrences', 'lastSeenAt', 'updatedAt']
  if (fold.swallowed > 0) changedFields.push('swallowed')
  if (fold.holdsMore) changedFields.push('observables')
  if (fold.raised) changedFields.push('severity')
  if (fold.risk) changedFields.push('riskScore')
  if (fold.endedAt !== undefined) changedFields.push('endedAt')
  if (fold.isClosed) changedFields.push('status', 'verdict', 'reason', 'closedAt', 'version')
  const before = {
    ...(fold.raised ? { severity: fold.raised.from } : {}),
    ...(fold.isClosed ? { status: AlertStatus.NEW } : {}),
  }
  return { tenantId: fold.tenantId, id: fold.alertId, changeSeq, changedFields, before }
}

/** The actor that a source is. */
export const sourceActor = ({ id, name }: { id: string; name: string }): Actor => ({ kind: ActorKind.SOURCE, id, name })
