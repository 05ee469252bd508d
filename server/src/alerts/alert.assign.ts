import { recordChange } from '../audit/change'
import { inTenant, type Context } from '../platform/context'
import type { Db } from '../platform/database'
import { badInput } from '../platform/errors'
import { isUuid } from '../platform/ids'
import { editNews, lockAlert, storeEdit } from './alert.edit'
import { announceAlerts } from './alert.events'
import type { AssignAlertInput, AssignAlertPayload } from './alert.input'

/**
 * Gives an alert to a member of the tenant, or to nobody. The status stays: who is asked has not looked yet. Giving it to whom it belongs
 * already changes and records nothing.
 *
 * @throws BAD_USER_INPUT for who is no member; NOT_FOUND; CONFLICT with `current` when expectedVersion has moved.
 */
export function assignAlert(ctx: Context, input: AssignAlertInput): Promise<AssignAlertPayload> {
  const { alertId, expectedVersion } = input
  return inTenant(ctx, async (db, after) => {
    const assignee = input.assigneeId == null ? null : await lockMember(db, input.assigneeId) // before the alert, as a removal of the member does
    const before = await lockAlert(db, alertId, expectedVersion)
    const assigneeId = assignee?.id ?? null
    if (before.assigneeId === assigneeId) return { alert: before }
    const alert = await storeEdit(db, before.id, { assigneeId })
    const change = {
      field: 'assignee',
      from: before.assigneeId,
      to: assigneeId,
      fromLabel: before.assigneeId && (await nameOf(db, before.assigneeId)),
      toLabel: assignee?.name,
    }
    await recordChange(db, ctx, { action: 'alert.assign', objectType: 'alert', objectId: alert.id, fields: [change] })
    after(() => announceAlerts(ctx.platform, [editNews(alert, ['assignee'], { assigneeId: before.assigneeId })]))
    return { alert }
  })
}

/** Keeps the membership until the alert is stored. */
async function lockMember(db: Db, id: string): Promise<{ id: string; name: string }> {
  const [member] = isUuid(id)
    ? await db.query<{ id: string; name: string }>(
        'SELECT u.id, u.name FROM membership m JOIN app_user u ON u.id = m.user_id WHERE m.user_id = $1::uuid FOR KEY SHARE OF m',
        [id],
      )
    : []
  if (!member) throw badInput('input.assigneeId', 'must be a member of the tenant')
  return member
}

async function nameOf(db: Db, id: string): Promise<string | undefined> {
  const [user] = await db.query<{ name: string }>('SELECT name FROM app_user WHERE id = $1', [id])
  return user?.name
}
