import { Field, InputType } from 'type-graphql'
import { foldCase } from './fold-case'
import { allOf, anyOf, checkText, isGiven, type Params, type Rule } from './rule'

@InputType()
export class StringFilter {
  @Field(() => String, { nullable: true })
  eq?: string | null;

  @Field(() => [String], { nullable: true })
  in?: string[] | null

  @Field(() => String, { nullable: true })
  contains?: string | null

  @Field(() => String, { nullable: true })
  startsWith?: string | null

  @Field(() => Boolean, { nullable: true })
  isNull?: boolean | null
}

interface StringColumns<Row> {
  reads: readonly string[]
  /** Several columns: one of them must meet all conditions; null means that all are null. */
  columns: readonly string[]
  read: (row: Row) => readonly (string | null)[]
  /** For text of another table: puts the condition on its columns into a sub-select. `presence` is then the column that refers to it. */
  wrap?: (condition: string) => string
  presence?: string
}

/** Text, whatever its case (see fold-case.ts). */
export function stringRule<Row>({ reads, columns, read, wrap, presence }: StringColumns<Row>): Rule<StringFilter, Row> {
  return {
    reads,
    check(input, path) {
      const values = [input.eq, input.contains, input.startsWith, ...(input.in ?? [])].filter(isGiven)
      for (const value of values) checkText(value, path)
      return values.length
    },
    sql(input, params) {
      const conditions: string[] = []
      const comparisons = comparisonsOf(input, params)
      if (comparisons.length > 0) {
        const one = anyOf(columns.map((column) => allOf(comparisons.map((compare) => compare(`fold_case(${column})`)))))
        conditions.push(wrap ? wrap(one) : one)
      }
      const held = presence ? [presence] : columns
      if (input.isNull === true) conditions.push(allOf(held.map((column) => `${column} IS NULL`)))
      if (input.isNull === false) conditions.push(anyOf(held.map((column) => `${column} IS NOT NULL`)))
      return allOf(conditions)
    },
    matches(input, row) {
      const values = read(row).filter(isGiven)
      if (isGiven(input.isNull) && input.isNull !== (values.length === 0)) return false
      return isOnlyNullness(input) || values.some((value) => meets(input, foldCase(value)))
    },
  }
}

const isOnlyNullness = ({ eq, in: among, contains, startsWith }: StringFilter): boolean =>
  ![eq, among, contains, startsWith].some(isGiven)

/** Parameters are added once, however many columns are compared with them. */
function comparisonsOf(input: StringFilter, params: Params): ((text: string) => string)[] {
  const comparisons: ((text: string) => string)[] = []
  const compare = (value: string | null | undefined, sql: (text: string, place: string) => string) => {
    if (!isGiven(value)) return
    const place = params.add(foldCase(value), 'text')
    comparisons.push((text) => sql(text, place))
  }
  compare(input.eq, (text, place) => `${text} = ${place}`)
  compare(input.contains, (text, place) => `strpos(${text}, ${place}) > 0`)
  compare(input.startsWith, (text, place) => `starts_with(${text}, ${place})`)
  if (isGiven(input.in)) {
    const place = params.add(input.in.map(foldCase), 'text[]')
    comparisons.push((text) => `${text} = ANY (${place})`)
  }
  return comparisons
}

const meets = (input: StringFilter, folded: string): boolean =>
  (!isGiven(input.eq) || folded === foldCase(input.eq)) &&
  (!isGiven(input.contains) || folded.includes(foldCase(input.contains))) &&
  (!isGiven(input.startsWith) || folded.startsWith(foldCase(input.startsWith))) &&
  (!isGiven(input.in) || input.in.some((value) => folded === foldCase(value)))
