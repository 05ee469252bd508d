import { ActorKind, type Actor } from '../audit/actor'
import { recordFieldChanges } from '../audit/bulk'
import type { Db } from '../platform/database'
import type { RiskFactor } from '../scoring/risk'
import { severityId, type Severity } from '../scoring/severity'
import type { AlertNews } from './alert.events'

/** What further items add to an alert. Never touches `version`: a noisy alert could never be closed. */
export interface AlertFold {
  tenantId: string
  alertId: string
  source: Actor
  occurrences: number
  swallowed: number
  lastSeenAt: Date
  raised: { from: Severity; to: Severity } | null
  risk: { score: number; explanation: RiskFactor[] } | null
}

const foldSql = `UPDATE alert a SET
    occurrences = a.occurrences + f.occurrences, swallowed = a.swallowed + f.swallowed,
    last_seen_at = greatest(a.last_seen_at, f.last_seen_at), severity = coalesce(f.severity, a.severity),
    risk_score = coalesce(f.risk_score, a.risk_score), risk_explanation = coalesce(f.risk_explanation, a.risk_explanation),
    change_seq = a.change_seq + 1, updated_at = now()
  FROM jsonb_to_recordset($1::jsonb) AS f(tenant_id uuid, id uuid, occurrences int, swallowed int, last_seen_at timestamptz,
    severity smallint, risk_score real, risk_explanation jsonb)
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
  }))
  const changed = await db.query<{ id: string; change_seq: number }>(foldSql, [JSON.stringify(rows)])
  await recordFieldChanges(db, folds.flatMap(riseOf))
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

function newsOf(fold: AlertFold, changeSeq: number): AlertNews {
  const changedFields = ['occurrences', 'lastSeenAt', 'updatedAt']
  if (fold.swallowed > 0) changedFields.push('swallowed')
  if (fold.raised) changedFields.push('severity')
  if (fold.risk) changedFields.push('riskScore')
  const before = fold.raised ? { severity: fold.raised.from } : {}
  return { tenantId: fold.tenantId, id: fold.alertId, changeSeq, changedFields, before }
}

/** The actor that a source is. */
export const sourceActor = ({ id, name }: { id: string; name: string }): Actor => ({ kind: ActorKind.SOURCE, id, name })
