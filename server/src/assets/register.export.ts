import { stringify } from 'csv-stringify/sync'
import { inTenant, type Context } from '../platform/context'
import { cursorOf, orderMark, pageRequest } from '../platform/page'
import { columnOf, type Register } from './register'
import type { RegisterRow } from './register.row'
import { csvRowOf } from './register.csv'
import type { CsvPart } from './register.input'

/** Rows in one part: some megabytes at the most. */
const partRows = 5_000

/** A part of a register as CSV, in the order of its list. @throws BAD_USER_INPUT when `after` is of another list */
export async function exportRegister<Row extends RegisterRow>(
  ctx: Context,
  register: Register<Row>,
  after: string | null,
): Promise<CsvPart> {
  const { table, entity, order } = register
  const mark = orderMark(table, 'csv')
  const { from } = pageRequest({ after }, mark)
  const by = columnOf(order)
  const where = from ? `WHERE (${by}, id) > ($1::text, $2::uuid)` : ''
  const sql = `SELECT * FROM ${table} ${where} ORDER BY ${by}, id LIMIT ${partRows + 1}`
  const rows = await inTenant(ctx, (db) => db.rows(entity, sql, from ?? []))
  const part = rows.slice(0, partRows)
  const last = part.at(-1)
  const csv = csvOf(register, part, from === null)
  return { csv, next: last && rows.length > partRows ? cursorOf(mark, [String(last[order]), last.id]) : null }
}

/** Rows as text that {@link readCsv} reads back as it was. Pure. */
export const csvOf = <Row extends RegisterRow>(register: Register<Row>, rows: Row[], hasHeading: boolean): string =>
  stringify(
    rows.map((row) => csvRowOf(register, row)),
    {
      columns: Object.keys(register.fields),
      header: hasHeading,
    },
  )
