import { Ctx, Field, FieldResolver, Float, Int, ObjectType, Resolver, Root } from 'type-graphql'
import { inTenant, type Context } from '../platform/context'
import { firstIdAt } from '../platform/ids'
import { load } from '../platform/loaders'
import { Source } from '../sources/source.entity'

@ObjectType({
  description:
    'Seconds from when something happened, by its own time, to when it arrived. Of events that state a time.',
})
export class IntakeLag {
  @Field(() => Float)
  median!: number

  @Field(() => Float)
  p95!: number

  @Field(() => Int, {
    description: 'Events whose time lies ahead of ours by more than a minute: their clock is wrong. Left out above.',
  })
  ahead!: number
}

@ObjectType({
  description: 'What became of the items that a source sent in the last day; of the newest 5,000 at the most.',
})
export class SourceIntake {
  @Field(() => Int, { description: 'Items that opened an alert.' })
  created!: number

  @Field(() => Int, { description: 'Items that were folded into an open one.' })
  folded!: number

  @Field(() => Int, { description: 'Items that a closed alert swallowed.' })
  suppressed!: number

  @Field(() => Int, { description: 'Items that were kept as events alone.' })
  stored!: number

  @Field(() => Boolean, { description: 'There were more: the figures are of the newest alone.' })
  isCapped!: boolean

  @Field(() => IntakeLag, { nullable: true, description: 'Null when no event states a time.' })
  lag!: IntakeLag | null
}

const [mostEvents, hours] = [5_000, 24]

interface Row {
  source_id: string
  created: number
  folded: number
  suppressed: number
  stored: number
  ahead: number
  median: number | null
  p95: number | null
}

const intakeSql = `
  SELECT asked.id AS source_id, seen.* FROM unnest($1::uuid[]) AS asked(id) CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE outcome = 'CREATED')::int AS created, count(*) FILTER (WHERE outcome = 'FOLDED')::int AS folded,
      count(*) FILTER (WHERE outcome = 'SUPPRESSED')::int AS suppressed, count(*) FILTER (WHERE outcome = 'STORED')::int AS stored,
      count(*) FILTER (WHERE lag < -60)::int AS ahead,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY lag) FILTER (WHERE lag >= -60) AS median,
      percentile_cont(0.95) WITHIN GROUP (ORDER BY lag) FILTER (WHERE lag >= -60) AS p95
    FROM (
      SELECT outcome, extract(epoch FROM ingested_at - event_at)::float8 AS lag FROM event
      WHERE source_id = asked.id AND id >= $2::uuid ORDER BY id DESC LIMIT ${mostEvents}
    ) AS newest
  ) AS seen`

/** Batched per request: one statement for all listed sources. */
async function intakes(ctx: Context, ids: string[]): Promise<Map<string, SourceIntake>> {
  const since = firstIdAt(Date.now() - hours * 3_600_000)
  const rows = await inTenant(ctx, (db) => db.query<Row>(intakeSql, [ids, since]))
  return new Map(rows.map((row) => [row.source_id, intakeFrom(row)]))
}

/** Pure. A clock that is a little ahead makes no negative lag. */
export function intakeFrom({
  created,
  folded,
  suppressed,
  stored,
  ahead,
  median,
  p95,
}: Omit<Row, 'source_id'>): SourceIntake {
  const lag = median === null || p95 === null ? null : { median: Math.max(0, median), p95: Math.max(0, p95), ahead }
  const isCapped = created + folded + suppressed + stored >= mostEvents
  return Object.assign(new SourceIntake(), { created, folded, suppressed, stored, isCapped, lag })
}

const none = { created: 0, folded: 0, suppressed: 0, stored: 0, ahead: 0, median: null, p95: null }

@Resolver(() => Source)
export class SourceIntakeResolver {
  @FieldResolver(() => SourceIntake)
  async intake(@Root() source: Source, @Ctx() ctx: Context) {
    return (await load(ctx, intakes, source.id)) ?? intakeFrom(none)
  }
}
