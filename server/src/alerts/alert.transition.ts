import type { FieldChange } from '../audit/change'
import { AppError, type FieldFault } from '../platform/errors'
import type { Alert } from './alert.entity'
import { AlertStatus, allowedStatuses, isAllowedMove } from './alert.status'
import type { ReasonCode, Verdict } from './alert.verdict'

/** What somebody wants an alert to become; absent fields stay. */
export interface WantedStatus {
  status: AlertStatus
  verdict?: Verdict | null
  reasonCode?: ReasonCode | null
  reason?: string | null
}

/** Columns that a change of status can touch, as they are afterwards. */
export type StatusColumns = Pick<
  Alert,
  'status' | 'verdict' | 'reasonCode' | 'reason' | 'acknowledgedAt' | 'triagedAt' | 'closedAt'
>

/** What is put on record with old and new value. Times are not: they follow from when it was put on record. */
const recorded = ['status', 'verdict', 'reasonCode', 'reason'] as const

/**
 * Moves an alert to another status for a person or key. Pure: the caller stores the columns and the record.
 * Reopening takes the verdict back (the history keeps it), so that closing again asks for a new one.
 *
 * @throws CONFLICT with `allowed` for a move that the table does not have; BAD_USER_INPUT when CLOSED lacks verdict or reason.
 */
export function moveAlert(
  alert: Alert,
  wanted: WantedStatus,
  now: Date,
): { columns: StatusColumns; fields: FieldChange[] } {
  if (!isAllowedMove(alert.status, wanted.status)) {
    const allowed = allowedStatuses(alert.status)
    throw new AppError('CONFLICT', `An alert that is ${alert.status} cannot become ${wanted.status}`, { allowed })
  }
  const judgement = judge(alert, wanted)
  if (wanted.status === AlertStatus.CLOSED) demandJudgement(judgement)
  const columns: StatusColumns = {
    ...judgement,
    status: wanted.status,
    acknowledgedAt: alert.acknowledgedAt ?? now,
    triagedAt: alert.triagedAt ?? (judgement.verdict ? now : null),
    closedAt: wanted.status === AlertStatus.CLOSED ? now : null,
  }
  const fields = recorded
    .filter((field) => columns[field] !== alert[field])
    .map((field) => ({ field, from: alert[field], to: columns[field] }))
  return { columns, fields }
}

type Judgement = Pick<StatusColumns, 'verdict' | 'reasonCode' | 'reason'>

function judge(alert: Alert, wanted: WantedStatus): Judgement {
  const isReopened = alert.status === AlertStatus.CLOSED
  const kept: Judgement = isReopened ? { verdict: null, reasonCode: null, reason: null } : alert
  return {
    verdict: wanted.verdict ?? kept.verdict,
    reasonCode: wanted.reasonCode ?? kept.reasonCode,
    reason: wanted.reason ?? kept.reason,
  }
}

function demandJudgement({ verdict, reason }: Judgement): void {
  const message = 'is required to close an alert'
  const fields: FieldFault[] = []
  if (!verdict) fields.push({ path: 'input.verdict', message })
  if (!reason) fields.push({ path: 'input.reason', message })
  if (fields.length === 0) return
  throw new AppError('BAD_USER_INPUT', fields.map((fault) => `${fault.path} ${fault.message}`).join('; '), { fields })
}
