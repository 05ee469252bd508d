import { badInput } from '../errors'
import { foldCase } from './fold-case'
import { allOf, checkText, isGiven, type Rule } from './rule'

interface SearchedColumns<Row> {
  reads: readonly string[]
  /** Where words are looked for: first where most are found. */
  columns: readonly string[]
  read: (row: Row) => readonly (string | null)[]
}

const mostWords = 20

const wordsOf = (text: string): string[] => [...new Set(foldCase(text).split(/\s+/).filter(Boolean))]

/** Every word must occur somewhere, as a part of a word too. */
export function wordsRule<Row>({ reads, columns, read }: SearchedColumns<Row>): Rule<string, Row> {
  const haystack = `fold_case(concat_ws(' ', ${columns.join(', ')}))`
  return {
    reads,
    check(text, path) {
      checkText(text, path)
      const count = wordsOf(text).length
      if (count > mostWords) throw badInput(path, `must have at most ${mostWords} words`)
      return count
    },
    sql: (text, params) => allOf(wordsOf(text).map((word) => `strpos(${haystack}, ${params.add(word, 'text')}) > 0`)),
    matches(text, row) {
      const hay = foldCase(read(row).filter(isGiven).join(' '))
      return wordsOf(text).every((word) => hay.includes(word))
    },
  }
}
