import { inTenant, type Context } from '../platform/context'
import { badInput } from '../platform/errors'
import { cursorOf, orderMark, pageOf, pageRequest, type Page } from '../platform/page'
import { columnOf, type Register } from './register'
import type { RegisterRow } from './register.row'

export interface RegisterQuery {
  /** Anywhere in any of the fields, whatever its case. */
  text?: string | null
  first: number
  after?: string | null
}

export interface RegisterPage<Row> {
  page: Page<Row>
  count: () => Promise<number>
}

/** A page of a tenant's register. @throws BAD_USER_INPUT */
export async function listRegister<Row extends RegisterRow>(
  ctx: Context,
  register: Register<Row>,
  { text = null, first, after }: RegisterQuery,
): Promise<RegisterPage<Row>> {
  if (text !== null && text.length > 200) throw badInput('text', 'must have at most 200 characters')
  const { table, entity, order } = register
  const mark = orderMark(table, text)
  const request = pageRequest({ first, after }, mark)
  const { sql: filter, params } = filterOf(register, text)
  const by = columnOf(order)
  const from = request.from ? ` AND (${by}, id) > ($${params.length + 1}::text, $${params.length + 2}::uuid)` : ''
  const sql = `SELECT * FROM ${table} WHERE ${filter}${from} ORDER BY ${by}, id LIMIT ${request.limit + 1}`
  const rows = await inTenant(ctx, (db) => db.rows(entity, sql, [...params, ...(request.from ?? [])]))
  const page = pageOf(rows, request, (row) => cursorOf(mark, [String(row[order]), row.id]))
  return { page, count: () => countRegister(ctx, register, text) }
}

async function countRegister<Row extends RegisterRow>(
  ctx: Context,
  register: Register<Row>,
  text: string | null,
): Promise<number> {
  const { sql, params } = filterOf(register, text)
  const [row] = await inTenant(ctx, (db) =>
    db.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${register.table} WHERE ${sql}`, params),
  )
  return row?.count ?? 0
}

/** Looked for in every row: there are few enough, and no index finds the middle of a word. */
function filterOf<Row extends RegisterRow>({ fields }: Register<Row>, text: string | null) {
  if (!text?.trim()) return { sql: 'true', params: [] as unknown[] }
  const texts = Object.entries(fields).flatMap(([field, type]) => {
    if (type === 'boolean') return []
    return [type === 'text[]' ? `array_to_string(${columnOf(field)}, ' ')` : columnOf(field)]
  })
  return { sql: `strpos(fold_case(concat_ws(' ', ${texts.join(', ')})), fold_case($1)) > 0`, params: [text.trim()] }
}
