import { Field, InputType } from 'type-graphql'
import { foldCase } from './fold-case'
import { allOf, checkText, isGiven, type Rule } from './rule'

@InputType()
export class SetFilter {
  @Field(() => [String], { nullable: true })
  hasAny?: string[] | null

  @Field(() => [String], { nullable: true })
  hasAll?: string[] | null

  @Field(() => Boolean, { nullable: true })
  isEmpty?: boolean | null
}

interface LinkTable<Row> {
  reads: readonly string[]
  /** Is there a row in the link table of this owner, with this condition on `folded`? */
  exists: (condition: string) => string
  read: (row: Row) => readonly string[]
}

/** Words of a link table that keeps each word's folded form. */
export function setRule<Row>({ reads, exists, read }: LinkTable<Row>): Rule<SetFilter, Row> {
  return {
    reads,
    check(input, path) {
      const values = [...(input.hasAny ?? []), ...(input.hasAll ?? [])]
      for (const value of values) checkText(value, path)
      return values.length
    },
    sql(input, params) {
      const folded = (words: string[]) => [...new Set(words.map(foldCase))]
      const conditions = isGiven(input.hasAll)
        ? folded(input.hasAll).map((word) => exists(`folded = ${params.add(word, 'text')}`))
        : []
      if (isGiven(input.hasAny)) conditions.push(exists(`folded = ANY (${params.add(folded(input.hasAny), 'text[]')})`))
      if (isGiven(input.isEmpty)) conditions.push(`${input.isEmpty ? 'NOT ' : ''}${exists('TRUE')}`)
      return allOf(conditions)
    },
    matches(input, row) {
      const words = new Set(read(row).map(foldCase))
      const has = (word: string) => words.has(foldCase(word))
      if (isGiven(input.isEmpty) && input.isEmpty !== (words.size === 0)) return false
      return (input.hasAll ?? []).every(has) && (!isGiven(input.hasAny) || input.hasAny.some(has))
    },
  }
}
