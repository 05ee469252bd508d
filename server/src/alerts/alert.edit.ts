import type { Db } from '../platform/database'
import { AppError, notFound } from '../platform/errors'
import { isUuid } from '../platform/ids'
import { columnOf } from './alert.column'
import { Alert } from './alert.entity'
import type { AlertNews } from './alert.events'

/** Reads an alert for a change of it; others who want to change it wait. @throws NOT_FOUND, CONFLICT with the row as it is now. */
export async function lockAlert(db: Db, id: string, expectedVersion?: number | null): Promise<Alert> {
  const [alert] = isUuid(id) ? await db.rows(Alert, 'SELECT * FROM alert WHERE id = $1::uuid FOR UPDATE', [id]) : []
  if (!alert) throw notFound('Alert')
  if (expectedVersion != null && expectedVersion !== alert.version) {
    throw new AppError('CONFLICT', 'The alert has been changed since', { current: await currentOf(db, alert) })
  }
  return alert
}

/** What a screen shows beside the user's own version when the two collide. */
async function currentOf(db: Db, alert: Alert) {
  const { id, number, version, status, verdict, reasonCode, reason, severity, assigneeId, updatedAt, closedAt } = alert
  const [around] = await db.query<{ assigneeName: string | null; changedBy: unknown; changedAt: Date | null }>(
    `SELECT (SELECT name FROM app_user WHERE id = $2) AS "assigneeName", last.actor AS "changedBy", last.at AS "changedAt"
     FROM (VALUES (1)) AS one LEFT JOIN LATERAL (
       SELECT at, json_build_object('kind', actor_kind, 'id', actor_id, 'name', actor_name) AS actor FROM history_entry
       WHERE object_type = 'alert' AND object_id = $1 ORDER BY id DESC LIMIT 1
     ) AS last ON true`,
    [id, assigneeId],
  )
  const row = { id, number, version, status, verdict, reasonCode, reason, severity, assigneeId, updatedAt, closedAt }
  return { ...row, ...around }
}

/** Stores columns of a locked alert as somebody's edit. */
export async function storeEdit(db: Db, id: string, columns: Partial<Alert>): Promise<Alert> {
  const names = Object.keys(columns) as (keyof Alert)[]
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

/** @param fields names as in the schema, of what has changed. */
export const editNews = (
  alert: Pick<Alert, 'tenantId' | 'id' | 'changeSeq'>,
  fields: string[],
  before: AlertNews['before'],
): AlertNews => ({
  tenantId: alert.tenantId,
  id: alert.id,
  changeSeq: alert.changeSeq,
  changedFields: [...fields, 'version', 'updatedAt'],
  before,
})
