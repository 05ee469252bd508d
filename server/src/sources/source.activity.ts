import { Field, Float, Int, ObjectType } from 'type-graphql'
import { inTenant, type Context } from '../platform/context'
import { firstIdAt } from '../platform/ids'
import { load } from '../platform/loaders'

@ObjectType({
  description: 'How much a source has sent lately. Refused deliveries count too, each repetition for itself.',
})
export class SourceActivity {
  @Field(() => Float, { description: 'Deliveries a minute, over the last five minutes.' })
  perMinute!: number

  @Field(() => Int, { description: 'Deliveries of the last hour that were taken and new.' })
  accepted!: number

  @Field(() => Int, { description: 'Deliveries of the last hour that had been sent before.' })
  duplicates!: number

  @Field(() => Int, { description: 'Deliveries of the last hour that were refused.' })
  refused!: number

  @Field(() => [Int], { description: 'Deliveries in each of the last 60 minutes, oldest first.' })
  minutes!: number[]

  @Field(() => Boolean, {
    description: 'More was sent than is counted here: the figures cover the latest deliveries alone, and are at least.',
  })
  isCapped!: boolean
}

/** Deliveries that are looked at, for one source and for all that are asked at once: a busy sender must not make the list slow. */
const [perSource, forAll, leastPerSource] = [5_000, 50_000, 500]
const minutes = 60
const [minuteMs, recentMinutes] = [60_000, 5]

/** What a source has sent in the last hour. Batched per request: one statement for all listed sources. */
export const activityOf = async (ctx: Context, sourceId: string): Promise<SourceActivity> =>
  (await load(ctx, activities, sourceId)) ?? activityFrom([], Infinity)

interface Row {
  source_id: string
  /** Whole minutes before now, 0 to 59. */
  age: number
  outcome: 'ACCEPTED' | 'DUPLICATE' | 'REFUSED'
  looked_at: number
  deliveries: number
}

async function activities(ctx: Context, ids: string[]): Promise<Map<string, SourceActivity>> {
  const limit = Math.max(leastPerSource, Math.min(perSource, Math.floor(forAll / ids.length)))
  const now = Date.now()
  const since = now - minutes * minuteMs
  const rows = await inTenant(ctx, (db) =>
    db.query<Row>(
      `SELECT asked.id AS source_id, floor(extract(epoch FROM $3::timestamptz - last.at) / 60)::int AS age, last.outcome,
         count(*)::int AS looked_at, sum(last.repeats)::int AS deliveries
       FROM unnest($1::uuid[]) AS asked(id) CROSS JOIN LATERAL (
         SELECT at, outcome, repeats FROM delivery WHERE source_id = asked.id AND id >= $2::uuid ORDER BY id DESC LIMIT ${limit}
       ) AS last GROUP BY 1, 2, 3`,
      [ids, firstIdAt(since), new Date(now)],
    ),
  )
  const bySource = new Map<string, Row[]>(ids.map((id) => [id, []]))
  for (const row of rows) bySource.get(row.source_id)?.push(row)
  return new Map([...bySource].map(([id, own]) => [id, activityFrom(own, limit)]))
}

/** Pure. A clock that is a little ahead of the database's makes no hole: what seems to come from later counts as now. */
export function activityFrom(rows: Omit<Row, 'source_id'>[], limit: number): SourceActivity {
  const counts = { ACCEPTED: 0, DUPLICATE: 0, REFUSED: 0 }
  const perMinute = new Array<number>(minutes).fill(0)
  let lookedAt = 0
  for (const { age, outcome, looked_at, deliveries } of rows) {
    const minute = minutes - 1 - Math.max(0, age)
    if (minute < 0) continue
    perMinute[minute] = (perMinute[minute] ?? 0) + deliveries
    counts[outcome] += deliveries
    lookedAt += looked_at
  }
  const recent = perMinute.slice(-recentMinutes).reduce((sum, count) => sum + count, 0)
  return Object.assign(new SourceActivity(), {
    perMinute: recent / recentMinutes,
    accepted: counts.ACCEPTED,
    duplicates: counts.DUPLICATE,
    refused: counts.REFUSED,
    minutes: perMinute,
    isCapped: lookedAt >= limit,
  })
}
