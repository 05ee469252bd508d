import { isUuid } from '../ids'
import { isAmong } from './choice-filter'
import type { Rule } from './rule'

interface IdColumn<Row> {
  reads: readonly string[]
  column: string
  read: (row: Row) => string | null
}

/** Ids as Postgres compares them; what is no id belongs to no row. */
export const idsOf = (ids: string[]): string[] => ids.filter(isUuid).map((id) => id.toLowerCase())

export const idRule = <Row>({ reads, column, read }: IdColumn<Row>): Rule<string[], Row> => ({
  reads,
  check: (ids) => ids.length,
  sql: (ids, params) => isAmong(column, idsOf(ids), 'uuid', params),
  matches: (ids, row) => {
    const id = read(row)
    return id !== null && idsOf(ids).includes(id)
  },
})
