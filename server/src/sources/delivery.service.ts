import { inTenant, type Context } from '../platform/context'
import { badInput } from '../platform/errors'
import { isUuid } from '../platform/ids'
import { cursorOf, orderMark, pageOf, pageRequest } from '../platform/page'
import { Delivery, type DeliveryConnection, type DeliveryOutcome } from './delivery.entity'

export interface DeliveryQuery {
  sourceId?: string | null
  outcome?: DeliveryOutcome | null
  first: number
  after?: string | null
}

/** Newest first. Ids are time-ordered, so the id alone is the order and the cursor. */
export async function deliveries(ctx: Context, query: DeliveryQuery): Promise<DeliveryConnection> {
  const { sourceId = null, outcome = null } = query
  if (sourceId !== null && !isUuid(sourceId)) throw badInput('sourceId', 'is not an id')
  const mark = orderMark('deliveries', sourceId, outcome)
  const request = pageRequest({ first: query.first, after: query.after }, mark)
  const conditions: string[] = []
  const params: unknown[] = []
  const where = (sql: string, value: unknown) => conditions.push(sql.replace('?', `$${params.push(value)}`))
  if (sourceId !== null) where('source_id = ?', sourceId)
  if (outcome !== null) where('outcome = ?', outcome)
  if (request.from) where('id < ?', request.from[1])
  const filter = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''
  const sql = `SELECT * FROM delivery ${filter} ORDER BY id DESC LIMIT ${request.limit + 1}`
  const rows = await inTenant(ctx, (db) => db.rows(Delivery, sql, params))
  return pageOf(rows, request, (row) => cursorOf(mark, [null, row.id]))
}

/** A delivery of the request's tenant; null when there is none, or no longer. */
export async function deliveryById(ctx: Context, id: string): Promise<Delivery | null> {
  const [delivery] = await inTenant(ctx, (db) => db.rows(Delivery, 'SELECT * FROM delivery WHERE id = $1', [id]))
  return delivery ?? null
}
