import { Field, InputType, Int } from 'type-graphql'
import { badInput } from '../errors'
import { DateTime } from '../scalars'
import { allOf, isGiven, type Asker, type Params, type Rule } from './rule'

@InputType({
  description: 'within and olderThan are seconds back from the moment of evaluation: saved views and rules need them.',
})
export class DateTimeFilter {
  @Field(() => DateTime, { nullable: true })
  gte?: Date | null

  @Field(() => DateTime, { nullable: true })
  lt?: Date | null

  @Field(() => Int, { nullable: true })
  within?: number | null

  @Field(() => Int, { nullable: true })
  olderThan?: number | null

  @Field(() => Boolean, { nullable: true })
  isNull?: boolean | null
}

interface TimeColumn<Row> {
  reads: readonly string[]
  column: string
  read: (row: Row) => Date | null
  /** A time as the column holds it, as a parameter. A `timestamptz` unless said. */
  held?: (at: number, params: Params) => string
}

export function dateTimeRule<Row>(given: TimeColumn<Row>): Rule<DateTimeFilter, Row> {
  const { reads, column, read, held = (at, params) => params.add(sqlTime(at), 'timestamptz') } = given
  return {
    reads,
    check(input, path) {
      for (const name of ['within', 'olderThan'] as const) {
        if ((input[name] ?? 0) < 0) throw badInput(`${path}.${name}`, 'must not be negative')
      }
      return [input.gte, input.lt, input.within, input.olderThan].filter(isGiven).length
    },
    sql(input, params, asker) {
      const { from, before } = limitsOf(input, asker)
      const nullness = isGiven(input.isNull) ? [`${column} IS ${input.isNull ? '' : 'NOT '}NULL`] : []
      return allOf([
        ...from.map((at) => `${column} >= ${held(at, params)}`),
        ...before.map((at) => `${column} < ${held(at, params)}`),
        ...nullness,
      ])
    },
    matches(input, row, asker) {
      const value = read(row)
      if (isGiven(input.isNull) && input.isNull !== (value === null)) return false
      const { from, before } = limitsOf(input, asker)
      if (from.length + before.length === 0) return true
      return value !== null && from.every((at) => value.getTime() >= at) && before.every((at) => value.getTime() < at)
    },
  }
}

/** Milliseconds since 1970. */
function limitsOf(
  { gte, lt, within, olderThan }: DateTimeFilter,
  { now }: Asker,
): { from: number[]; before: number[] } {
  const ago = (seconds: number) => now.getTime() - seconds * 1_000
  return {
    from: [gte?.getTime(), isGiven(within) ? ago(within) : null].filter(isGiven),
    before: [lt?.getTime(), isGiven(olderThan) ? ago(olderThan) : null].filter(isGiven),
  }
}

const earliest = Date.parse('0001-01-01T00:00:00.000Z')
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/** As text that Postgres and ISO 8601 write alike: years 1 to 9999, in which every stored time lies. */
const sqlTime = (at: number): string => new Date(Math.min(Math.max(at, earliest), latest)).toISOString()
