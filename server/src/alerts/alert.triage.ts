import { z } from 'zod'
import { recordChange } from '../audit/change'
import { inTenant, type Context } from '../platform/context'
import { checked, shortText } from '../platform/input'
import { editNews, lockAlert, storeEdit } from './alert.edit'
import type { Alert } from './alert.entity'
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
    const alert = await storeEdit(db, before.id, columns)
    await recordChange(db, ctx, { action: 'alert.setStatus', objectType: 'alert', objectId: alert.id, fields, reason })
    const changed = changedOf(before, alert, Object.keys(columns) as (keyof StatusColumns)[])
    after(() => announceAlerts(ctx.platform, [editNews(alert, changed, { status: before.status })]))
    return { alert }
  })
}

/** Names of the columns that are no longer what they were. */
function changedOf(before: Alert, after: Alert, names: (keyof StatusColumns)[]): string[] {
  const same = (a: unknown, b: unknown) =>
    a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b
  return names.filter((name) => !same(before[name], after[name]))
}
