import { Field, Float, InputType } from 'type-graphql'
import { allOf, isGiven, type Params, type Rule } from './rule'

@InputType()
export class NumberFilter {
  @Field(() => Float, { nullable: true })
  eq?: number | null

  @Field(() => Float, { nullable: true })
  gte?: number | null

  @Field(() => Float, { nullable: true })
  lte?: number | null

  @Field(() => Boolean, { nullable: true })
  isNull?: boolean | null
}

interface NumberColumn<Row> {
  reads: readonly string[]
  column: string
  read: (row: Row) => number | null
}

/** How a kind of column is compared with any number of a client's. */
interface Grain {
  /** The nearest value that the column could hold, at or above, at or below. */
  up(value: number): number
  down(value: number): number
  type: string
  /** A value as the column holds it. */
  held(value: number): number
}

const clamp = (value: number): number => Math.min(Math.max(value, Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER)
const whole: Grain = {
  up: (value) => clamp(Math.ceil(value)),
  down: (value) => clamp(Math.floor(value)),
  type: 'bigint',
  held: (value) => value,
}
/** Single precision: 0.7 in the column and 0.7 in the filter are equal only once both are rounded alike. */
const single: Grain = { up: Math.fround, down: Math.fround, type: 'real', held: Math.fround }

export const wholeNumberRule = <Row>(column: NumberColumn<Row>) => numberRule(column, whole)
export const realNumberRule = <Row>(column: NumberColumn<Row>) => numberRule(column, single)

function numberRule<Row>({ reads, column, read }: NumberColumn<Row>, grain: Grain): Rule<NumberFilter, Row> {
  return {
    reads,
    check: (input) => [input.eq, input.gte, input.lte].filter(isGiven).length,
    sql(input, params) {
      const least = [input.eq, input.gte]
        .filter(isGiven)
        .map((value) => compare(column, '>=', grain.up(value), grain, params))
      const most = [input.eq, input.lte]
        .filter(isGiven)
        .map((value) => compare(column, '<=', grain.down(value), grain, params))
      const nullness = isGiven(input.isNull) ? [`${column} IS ${input.isNull ? '' : 'NOT '}NULL`] : []
      return allOf([...least, ...most, ...nullness])
    },
    matches(input, row) {
      const value = read(row)
      if (isGiven(input.isNull) && input.isNull !== (value === null)) return false
      const { eq, gte, lte } = input
      if (![eq, gte, lte].some(isGiven)) return true
      if (value === null) return false
      const held = grain.held(value)
      const isAtLeast = (limit: number | null | undefined) => !isGiven(limit) || held >= grain.up(limit)
      const isAtMost = (limit: number | null | undefined) => !isGiven(limit) || held <= grain.down(limit)
      return isAtLeast(eq) && isAtMost(eq) && isAtLeast(gte) && isAtMost(lte)
    },
  }
}

const compare = (column: string, operator: string, value: number, grain: Grain, params: Params): string =>
  `${column} ${operator} ${params.add(value, grain.type)}`
