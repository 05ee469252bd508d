import { Field, Int, ObjectType } from 'type-graphql'
import type { Context } from '../platform/context'
import { badInput } from '../platform/errors'
import { firstIdAt } from '../platform/ids'
import { tally } from '../platform/tally'
import { Severity, severityOf } from '../scoring/severity'
import { eventFilters } from './event.filter'
import type { EventFilter } from './event.filter.input'
import { whereEvents } from './event.where'

@ObjectType()
export class EventSeverityCount {
  @Field(() => Severity)
  severity!: Severity

  @Field(() => Int)
  count!: number
}

@ObjectType({ description: 'The events that arrived in one span of time.' })
export class EventBucket {
  @Field(() => Date, { description: 'When the span begins. It ends where the next begins, the last at `to`.' })
  at!: Date

  @Field(() => Int)
  count!: number

  @Field(() => [EventSeverityCount], { description: 'In the order of severity; what is zero is left out.' })
  bySeverity!: EventSeverityCount[]
}

export interface HistogramArgs {
  filter?: EventFilter | null
  from: Date
  to: Date
  buckets: number
}

export const mostBuckets = 200
const tooLong = 'Counting these events would take too long: narrow the time or the filter'

/**
 * How many events arrived when, in equal spans. One pass over ids and severities, which stand in the key: without a filter of other fields
 * no row is read. @throws BAD_USER_INPUT; UNPROCESSABLE, RATE_LIMITED as {@link tally}
 */
export function eventHistogram(ctx: Context, args: HistogramArgs): Promise<EventBucket[]> {
  const { filter } = args
  eventFilters.check(filter)
  const starts = startsOf(args)
  const question = ['histogram', starts, args.to, filter ?? {}]
  return tally(ctx, { line: 'events', question, tooLong }, async (db, inTime) => {
    const where = (await whereEvents(ctx, db, filter))()
    const [first, end] = [args.from, args.to].map((at) => where.params.add(firstIdAt(at.getTime()), 'uuid'))
    const limits = where.params.add(starts.map(firstIdAt), 'uuid[]')
    where.conditions.push(`e.id >= ${first}`, `e.id < ${end}`)
    const { params, conditions } = await inTime(where)
    const rows = await db.query<Row>(
      `SELECT width_bucket(e.id, ${limits}) AS place, e.severity, count(*)::int AS count
       FROM event e WHERE ${conditions.join(' AND ')} GROUP BY 1, 2 ORDER BY 2`,
      params.values,
    )
    return bucketsOf(starts, rows)
  })
}

interface Row {
  /** From 1. */
  place: number
  severity: number
  count: number
}

/** Milliseconds since 1970 at which the spans begin. */
function startsOf({ from, to, buckets }: HistogramArgs): number[] {
  if (!Number.isInteger(buckets) || buckets < 1 || buckets > mostBuckets) {
    throw badInput('buckets', `must be 1 to ${mostBuckets}`)
  }
  const spanMs = to.getTime() - from.getTime()
  if (spanMs < buckets) throw badInput('to', 'must lie after from, by a millisecond for each bucket at least')
  return Array.from({ length: buckets }, (_, place) => from.getTime() + Math.round((spanMs * place) / buckets))
}

function bucketsOf(starts: number[], rows: Row[]): EventBucket[] {
  const bySeverity = starts.map((): EventSeverityCount[] => [])
  for (const { place, severity, count } of rows) bySeverity[place - 1]?.push({ severity: severityOf(severity), count })
  return bySeverity.map((counts, place) => ({
    at: new Date(starts[place] ?? 0),
    count: counts.reduce((sum, { count }) => sum + count, 0),
    bySeverity: counts,
  }))
}
