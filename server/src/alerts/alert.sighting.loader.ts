import { inTenant, type Context } from '../platform/context'
import { load } from '../platform/loaders'

/** How often a value was seen, over the alerts that hold it. */
export interface Sightings {
  /** Events of these alerts, together. */
  events: number
  alerts: number
  /** Null when no alert holds it. */
  lastSeenAt: Date | null
  /** False: there are more alerts than were looked at, which are the newest. */
  areExact: boolean
}

/** Alerts that are looked at for one value, and for all that are asked at once: a value that everything holds must not make the list slow. */
const [mostPerValue, mostForAll, leastPerValue] = [10_000, 50_000, 500]
const largestInt = 2_147_483_647
const none: Sightings = { events: 0, alerts: 0, lastSeenAt: null, areExact: true }

/** Batched per request: one statement for all listed observables. */
export const sightingsOf = async (ctx: Context, observableId: string): Promise<Sightings> =>
  (await load(ctx, sightings, observableId)) ?? none

interface Row {
  observable_id: string
  alerts: number
  /** Text: the sum is a bigint. */
  events: string
  last_seen_at: Date
}

async function sightings(ctx: Context, ids: string[]): Promise<Map<string, Sightings>> {
  const limit = Math.max(leastPerValue, Math.min(mostPerValue, Math.floor(mostForAll / ids.length)))
  const rows = await inTenant(ctx, (db) =>
    db.query<Row>(
      `SELECT l.observable_id, count(*)::int AS alerts, sum(a.occurrences)::text AS events, max(a.last_seen_at) AS last_seen_at
       FROM unnest($1::uuid[]) AS asked(id) CROSS JOIN LATERAL (
         SELECT tenant_id, observable_id, alert_id FROM alert_observable WHERE observable_id = asked.id
         ORDER BY alert_id DESC LIMIT ${limit + 1}
       ) AS l JOIN alert a ON a.tenant_id = l.tenant_id AND a.id = l.alert_id GROUP BY l.observable_id`,
      [ids],
    ),
  )
  return new Map(rows.map((row) => [row.observable_id, sightingsFrom(row, limit)]))
}

const sightingsFrom = ({ events, alerts, last_seen_at: lastSeenAt }: Row, limit: number): Sightings => ({
  events: Math.min(Number(events), largestInt),
  alerts: Math.min(alerts, limit),
  lastSeenAt,
  areExact: alerts <= limit,
})
