import { allOf, anyOf, isGiven, type Params, type Rule } from './rule'

/** A condition on a column that holds one of a few words, or null. */
interface Choice<Word extends string> {
  in?: Word[] | null
  isNull?: boolean | null
}

interface ChoiceColumn<Word extends string, Row> {
  reads: readonly string[]
  column: string
  read: (row: Row) => Word | null
}

export function choiceRule<Word extends string, Row>({
  reads,
  column,
  read,
}: ChoiceColumn<Word, Row>): Rule<Choice<Word>, Row> {
  return {
    reads,
    check: (input) => input.in?.length ?? 0,
    sql(input, params) {
      const among = isGiven(input.in) ? [isAmong(column, input.in, 'text', params)] : []
      const nullness = isGiven(input.isNull) ? [`${column} IS ${input.isNull ? '' : 'NOT '}NULL`] : []
      return allOf([...among, ...nullness])
    },
    matches(input, row) {
      const value = read(row)
      if (isGiven(input.isNull) && input.isNull !== (value === null)) return false
      return !isGiven(input.in) || (value !== null && input.in.includes(value))
    },
  }
}

/** One value is compared with `=`, so that an index that starts with the column keeps the order of its next one. */
export function isAmong(column: string, values: readonly unknown[], type: string, params: Params): string {
  const different = [...new Set(values)]
  if (different.length === 0) return anyOf([])
  if (different.length === 1) return `${column} = ${params.add(different[0], type)}`
  return `${column} = ANY (${params.add(different, `${type}[]`)})`
}
