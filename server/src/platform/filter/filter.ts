import { badInput } from '../errors'
import { allOf, anyOf, isGiven, type Params, type Asker, type Rule } from './rule'

/** A filter whose conditions are joined: siblings are ANDed, `not` is the complement. */
export interface Joined<Filter> {
  and?: Filter[] | null
  or?: Filter[] | null
  not?: Filter | null
}

/** The rule of every condition that the filter has, besides and, or, not. */
export type Rules<Filter, Row, By extends Asker> = {
  [Name in Exclude<keyof Filter, keyof Joined<Filter>>]-?: Rule<NonNullable<Filter[Name]>, Row, By>
}

const deepest = 5
const mostConditions = 100
const mostValues = 1_000

/** One filter language over rows of one kind, compiled to SQL and asked in memory. */
export class FilterLanguage<Filter extends Joined<Filter>, Row, By extends Asker = Asker> {
  constructor(private readonly rules: Rules<Filter, Row, By>) {}

  /** @throws BAD_USER_INPUT when it is deeper than 5, has over 100 conditions or 1,000 values, or a value that nothing can be compared with. */
  check(filter: Filter | null | undefined, path = 'filter'): void {
    const count = { conditions: 0, values: 0 }
    if (isGiven(filter)) this.measure(filter, path, 1, count)
  }

  private measure(filter: Filter, path: string, depth: number, count: { conditions: number; values: number }): void {
    if (depth > deepest) throw badInput(path, `is nested more than ${deepest} deep`)
    const conditions = this.conditionsOf(filter)
    count.conditions += Math.max(1, conditions.length) // an empty one counts too, or a million of them would cost nothing
    if (count.conditions > mostConditions) throw badInput(path, `has more than ${mostConditions} conditions`)
    for (const { name, rule, input } of conditions) count.values += rule.check(input, `${path}.${name}`)
    if (count.values > mostValues) throw badInput(path, `has more than ${mostValues} values`)
    for (const { name, inner } of nestedIn(filter)) this.measure(inner, `${path}.${name}`, depth + 1, count)
  }

  /** A condition to put after WHERE, its parameters added to `params`. Check the filter first. */
  sql(filter: Filter | null | undefined, params: Params, asker: By): string {
    if (!isGiven(filter)) return 'TRUE'
    const joined = (filters: Filter[]) => filters.map((one) => this.sql(one, params, asker))
    return allOf([
      ...this.conditionsOf(filter).map(({ rule, input }) => rule.sql(input, params, asker)),
      ...(filter.and ? [allOf(joined(filter.and))] : []),
      ...(filter.or ? [anyOf(joined(filter.or))] : []),
      ...(filter.not ? [`(${this.sql(filter.not, params, asker)}) IS NOT TRUE`] : []),
    ])
  }

  matches(filter: Filter | null | undefined, row: Row, asker: By): boolean {
    if (!isGiven(filter)) return true
    return (
      this.conditionsOf(filter).every(({ rule, input }) => rule.matches(input, row, asker)) &&
      (filter.and ?? []).every((one) => this.matches(one, row, asker)) &&
      (!filter.or || filter.or.some((one) => this.matches(one, row, asker))) &&
      (!filter.not || !this.matches(filter.not, row, asker))
    )
  }

  /** Fields of a row that decide whether it matches, by their names in the schema. */
  fieldsOf(filter: Filter | null | undefined): Set<string> {
    if (!isGiven(filter)) return new Set()
    const own = this.conditionsOf(filter).flatMap(({ rule }) => rule.reads)
    return new Set([...own, ...nestedIn(filter).flatMap(({ inner }) => [...this.fieldsOf(inner)])])
  }

  private conditionsOf(filter: Filter): { name: string; rule: Rule<unknown, Row, By>; input: unknown }[] {
    const given = filter as Record<string, unknown>
    return Object.entries<Rule<unknown, Row, By>>(this.rules)
      .filter(([name]) => isGiven(given[name]))
      .map(([name, rule]) => ({ name, rule, input: given[name] }))
  }
}

const nestedIn = <Filter extends Joined<Filter>>(filter: Filter): { name: string; inner: Filter }[] => [
  ...(filter.and ?? []).map((inner) => ({ name: 'and', inner })),
  ...(filter.or ?? []).map((inner) => ({ name: 'or', inner })),
  ...(filter.not ? [{ name: 'not', inner: filter.not }] : []),
]
