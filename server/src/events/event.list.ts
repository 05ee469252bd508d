import type { Context } from '../platform/context'
import { cursorOf, orderMark, pageOf, pageRequest, type PageArgs, type PageRequest } from '../platform/page'
import { inBoundedTime, tally, type Where } from '../platform/tally'
import { EventConnection, mostCounted, type EventCount } from './event.connection'
import { Event, eventColumns } from './event.entity'
import { eventFilters } from './event.filter'
import type { EventFilter } from './event.filter.input'
import { whereEvents } from './event.where'

export interface EventListArgs extends PageArgs {
  filter?: EventFilter | null
}

const tooLong = 'Looking for these events would take too long: narrow the filter, best by ingestedAt'

/** A page of the tenant's events, newest first, whose order is their id. @throws UNPROCESSABLE when few match and too many had to be looked at */
export async function listEvents(ctx: Context, args: EventListArgs): Promise<EventConnection> {
  const { filter } = args
  const mark = orderMark('events', filter ?? {})
  eventFilters.check(filter)
  const request = pageRequest(args, mark)
  const rows = await inBoundedTime(ctx, { tooLong }, async (db, inTime) => {
    const where = (await whereEvents(ctx, db, filter))()
    const { params, conditions } = filter ? await inTime(where) : where // without one it is the newest, which are found at once
    return db.rows(Event, pageSql({ params, conditions }, request), params.values)
  })
  const page = pageOf(rows, request, (event) => cursorOf(mark, [null, event.id]))
  return new EventConnection(page, () => countEvents(ctx, filter))
}

function pageSql({ params, conditions }: Where, { isBackward, from, limit }: PageRequest): string {
  const [word, than] = isBackward ? ['ASC', '>'] : ['DESC', '<']
  const after = from ? [`e.id ${than} ${params.add(from[1], 'uuid')}`] : []
  return `SELECT ${eventColumns} FROM event e WHERE ${[...conditions, ...after].join(' AND ')}
    ORDER BY e.id ${word} LIMIT ${limit + 1}`
}

function countEvents(ctx: Context, filter: EventFilter | null | undefined): Promise<EventCount> {
  return tally(ctx, { line: 'events', question: ['count', filter ?? {}], tooLong }, async (db, inTime) => {
    const { params, conditions } = await inTime((await whereEvents(ctx, db, filter))())
    const [row] = await db.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM (SELECT FROM event e WHERE ${conditions.join(' AND ')} LIMIT ${mostCounted + 1}) AS counted`,
      params.values,
    )
    const count = row?.count ?? 0
    return { count: Math.min(count, mostCounted), isExact: count <= mostCounted }
  })
}
