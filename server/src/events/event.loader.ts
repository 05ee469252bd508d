import { budgetLeft, overBudget, spendBudget } from '../platform/answer-budget'
import { can, inTenant, type Context } from '../platform/context'
import { AppError, notFound } from '../platform/errors'
import { isUuid } from '../platform/ids'
import { load } from '../platform/loaders'
import { Event, eventColumns } from './event.entity'

/** An event of the request's tenant. @throws NOT_FOUND for another tenant's and for what is no id at all. */
export async function eventById(ctx: Context, id: string): Promise<Event> {
  const event = isUuid(id) ? await load(ctx, eventsById, id.toLowerCase()) : null
  if (!event) throw notFound('Event')
  return event
}

/** The same for `node(id)`: null instead of an error, also for those who may not read events. */
export async function eventNode(ctx: Context, id: string): Promise<Event | null> {
  if (!ctx.tenant || !can(ctx, 'event:read')) return null
  return eventById(ctx, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return null
    throw error
  })
}

async function eventsById(ctx: Context, ids: string[]): Promise<Map<string, Event>> {
  const sql = `SELECT ${eventColumns} FROM event e WHERE e.id = ANY ($1::uuid[])`
  const events = await inTenant(ctx, (db) => db.rows(Event, sql, [ids]))
  return new Map(events.map((event) => [event.id, event]))
}

/**
 * The item's text, exactly as it was received; null once retention has dropped it.
 * @throws PAYLOAD_TOO_LARGE when the operation's payload texts together are too long
 */
export async function eventTextOf(ctx: Context, eventId: string): Promise<string | null> {
  const text = await load(ctx, eventTexts, eventId)
  if (text !== null) spendBudget(ctx, text.length)
  return text
}

/** Texts beyond what the answer may still carry stay in the database. */
async function eventTexts(ctx: Context, ids: string[]): Promise<Map<string, string>> {
  const rows = await inTenant(ctx, (db) =>
    db.query<{ id: string; raw: string | null }>(
      `SELECT e.id, CASE WHEN sum(octet_length(e.raw)) OVER (ORDER BY e.id) <= $2 THEN e.raw END AS raw
       FROM event e WHERE e.id = ANY ($1::uuid[])`,
      [ids, budgetLeft(ctx)],
    ),
  )
  return new Map(
    rows.map(({ id, raw }) => {
      if (raw === null) throw overBudget()
      return [id, raw]
    }),
  )
}
