import { inTenant, tenantOf, type Context } from '../platform/context'
import type { Db } from '../platform/database'
import { Params } from '../platform/filter/rule'
import { firstIdAt } from '../platform/ids'
import { load } from '../platform/loaders'
import { cursorOf, orderMark, pageOf, pageRequest } from '../platform/page'
import { inBoundedTime } from '../platform/tally'
import { EventConnection, mostCounted, type EventCount } from './event.connection'
import { Event, eventColumns } from './event.entity'

export interface AlertEventsArgs {
  alertId: string
  /** When the first of them arrived: older days are not looked at. */
  since: Date
  first: number
  after?: string | null
}

/** Clocks of several servers differ a little, and an event is named before its alert is. */
const slackMs = 3_600_000
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** The events of one alert, newest first. Batched: those of a list of alerts cost one statement. */
export async function eventsOfAlert(ctx: Context, args: AlertEventsArgs): Promise<EventConnection> {
  const { alertId, since, first, after } = args
  const mark = orderMark('alert.events', alertId)
  const request = pageRequest({ first, after }, mark)
  const from = firstIdAt(since.getTime() - slackMs)
  const before = request.from?.[1].toLowerCase() ?? lastId
  const events = (await load(ctx, pages, [alertId, from, before, request.limit + 1].join(' '))) ?? []
  const page = pageOf(events, request, (event) => cursorOf(mark, [null, event.id]))
  return new EventConnection(page, async () => {
    return (await load(ctx, counts, [alertId, from].join(' '))) ?? { count: 0, isExact: true }
  })
}

async function pages(ctx: Context, keys: string[]): Promise<Map<string, Event[]>> {
  const asked = keys.map((key) => key.split(' '))
  const events = await inTenant(ctx, (db) => readPages(ctx, db, asked))
  return new Map(keys.map((key, index) => [key, pageFrom(events, asked[index])]))
}

/** The oldest day that any of them needs is said as a value too: of what stands in a join, the planner would plan every day. */
function readPages(ctx: Context, db: Db, asked: string[][]): Promise<Event[]> {
  const column = (index: number) => asked.map((parts) => parts[index])
  return db.rows(
    Event,
    `SELECT e.* FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::int[]) AS asked(alert_id, first_id, before_id, size)
     CROSS JOIN LATERAL (
       SELECT ${eventColumns} FROM event e
       WHERE e.tenant_id = $1 AND e.alert_id = asked.alert_id AND e.id >= $6::uuid AND e.id >= asked.first_id AND e.id < asked.before_id
       ORDER BY e.id DESC LIMIT asked.size
     ) AS e ORDER BY e.id DESC`,
    [tenantOf(ctx).id, column(0), column(1), column(2), column(3), oldest(column(1))],
  )
}

const oldest = (ids: (string | undefined)[]): string | undefined => [...ids].sort()[0]

/** Two keys may ask for different pages of the same alert; each gets its own. */
function pageFrom(events: Event[], [alertId = '', , before = '', size]: string[] = []): Event[] {
  const own = events.filter((event) => event.alertId === alertId && event.id < before)
  const different = new Map(own.map((event) => [event.id, event]))
  return [...different.values()].slice(0, Number(size))
}

const tooLong = 'Counting the events of so many alerts would take too long'

async function counts(ctx: Context, keys: string[]): Promise<Map<string, EventCount>> {
  const asked = keys.map((key) => key.split(' '))
  const column = (index: number) => asked.map((parts) => parts[index])
  const rows = await inBoundedTime(ctx, { tooLong }, async (db, inTime) => {
    const params = new Params()
    const table = `unnest(${params.add(column(0), 'uuid[]')}, ${params.add(column(1), 'uuid[]')})`
    const own = [`e.tenant_id = ${params.add(tenantOf(ctx).id, 'uuid')}`, 'e.alert_id = asked.alert_id']
    const range = [`e.id >= ${params.add(oldest(column(1)), 'uuid')}`, 'e.id >= asked.first_id']
    const { conditions } = await inTime({ params, conditions: [...own, ...range] })
    return db.query<{ alert_id: string; count: number }>(
      `SELECT asked.alert_id, (SELECT count(*)::int FROM (
         SELECT FROM event e WHERE ${conditions.join(' AND ')} LIMIT ${mostCounted + 1}
       ) AS counted) AS count FROM ${table} AS asked(alert_id, first_id)`,
      params.values,
    )
  })
  const found = new Map(rows.map((row) => [row.alert_id, row.count]))
  return new Map(
    keys.map((key, index) => {
      const count = found.get(asked[index]?.[0] ?? '') ?? 0
      return [key, { count: Math.min(count, mostCounted), isExact: count <= mostCounted }]
    }),
  )
}
