import { z } from 'zod'
import { recordChange } from '../audit/change'
import { inTenant, type Context } from '../platform/context'
import type { Db } from '../platform/database'
import { AppError, notFound } from '../platform/errors'
import { isUuid } from '../platform/ids'
import { checked, shortText } from '../platform/input'
import { columnOf } from './alert.column'
import { Alert } from './alert.entity'
import { announceAlerts } from './alert.events'
import type { SetAlertStatusInput, SetAlertStatusPayload } from './alert.input'
import { moveAlert, type StatusColumns } from './alert.transition'

const shape = z.object({
  reason: shortText(10_000, 0)
    .nullish()
    .transform((text) => text || null),
})

/**
 * Moves an alert to another status, with the verdict when there is one. Two may click at once: the row is locked, so the second sees what
 * the first has made of it.
 *
 * @throws NOT_FOUND; CONFLICT with `current` (expectedVersion has moved) or `allowed` (no such move); BAD_USER_INPUT (see moveAlert).
 */
export async function setAlertStatus(ctx: Context, input: SetAlertStatusInput): Promise<SetAlertStatusPayload> {
  const { reason } = checked(shape, input)
  return inTenant(ctx, async (db, after) => {
    const before = await lockAlert(db, input.alertId, input.expectedVersion)
    const { columns, fields } = moveAlert(before, { ...input, reason }, new Date())
    const alert = await storeChange(db, before.id, columns)
    await recordChange(db, ctx, { action: 'alert.setStatus', objectType: 'alert', objectId: alert.id, fields, reason })
    after(() => announceAlerts(ctx.platform, [newsOf(before, alert, Object.keys(columns) as (keyof StatusColumns)[])]))
    return { alert }
  })
}

/** Reads an alert for a change of it; others who want to change it wait. @throws NOT_FOUND, CONFLICT with the row as it is now. */
async function lockAlert(db: Db, id: string, expectedVersion?: number | null): Promise<Alert> {
  const [alert] = isUuid(id) ? await db.rows(Alert, 'SELECT * FROM alert WHERE id = $1::uuid FOR UPDATE', [id]) : []
  if (!alert) throw notFound('Alert')
  if (expectedVersion != null && expectedVersion !== alert.version) {
    throw new AppError('CONFLICT', 'The alert has been changed since', { current: currentOf(alert) })
  }
  return alert
}

/** What a screen shows beside the user's own version when the two collide. */
function currentOf(alert: Alert) {
  const { id, number, version, status, verdict, reasonCode, reason, severity, assigneeId, updatedAt, closedAt } = alert
  return { id, number, version, status, verdict, reasonCode, reason, severity, assigneeId, updatedAt, closedAt }
}

async function storeChange(db: Db, id: string, columns: StatusColumns): Promise<Alert> {
  const names = Object.keys(columns) as (keyof StatusColumns)[]
  const assignments = names.map((name, index) => `${columnOf(name)} = $${index + 2}`)
  const [alert] = await db.rows(
    Alert,
    `UPDATE alert SET ${assignments.join(', ')}, version = version + 1, change_seq = change_seq + 1, updated_at = now()
     WHERE id = $1::uuid RETURNING *`,
    [id, ...names.map((name) => columns[name])],
  )
  if (!alert) throw new Error('A locked alert is gone')
  return alert
}

function newsOf(before: Alert, after: Alert, names: (keyof StatusColumns)[]) {
  const same = (a: unknown, b: unknown) =>
    a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b
  const changed = names.filter((name) => !same(before[name], after[name]))
  return {
    tenantId: after.tenantId,
    id: after.id,
    changeSeq: after.changeSeq,
    changedFields: [...changed, 'version', 'updatedAt'],
    before: { status: before.status },
  }
}
