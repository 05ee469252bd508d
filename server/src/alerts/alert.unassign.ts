import { recordSameChange } from '../audit/bulk'
import { whenMemberLeaves, type Leave } from '../auth/member.leave'
import { editNews } from './alert.edit'
import type { Alert } from './alert.entity'
import { announceAlerts } from './alert.events'

/** News in one message that is a RESYNC for every screen already: the rest need not be told. */
const mostTold = 1_000

/** The alerts of who leaves belong to nobody, on the record of each. The foreign key would clear them too, but in silence. */
async function unassignAlerts({ ctx, db, after, user }: Leave): Promise<void> {
  const alerts = await db.query<Pick<Alert, 'tenantId' | 'id' | 'changeSeq'>>(
    `WITH own AS (SELECT id FROM alert WHERE assignee_id = $1 ORDER BY id FOR UPDATE)
     UPDATE alert a SET assignee_id = NULL, version = version + 1, change_seq = change_seq + 1, updated_at = now()
     FROM own WHERE a.id = own.id
     RETURNING a.tenant_id AS "tenantId", a.id, a.change_seq AS "changeSeq"`,
    [user.id],
  )
  if (alerts.length === 0) return
  await recordSameChange(db, ctx, {
    action: 'alert.unassign',
    about: { objectType: 'member', objectId: user.id },
    objectType: 'alert',
    objectIds: alerts.map(({ id }) => id),
    field: { field: 'assignee', from: user.id, to: null, fromLabel: user.name },
  })
  const news = alerts.slice(0, mostTold).map((alert) => editNews(alert, ['assignee'], { assigneeId: user.id }))
  after(() => announceAlerts(ctx.platform, news))
}

whenMemberLeaves(unassignAlerts)
