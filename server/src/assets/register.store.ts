import type { Db } from '../platform/database'
import { AppError } from '../platform/errors'
import { columnOf, type Register } from './register'
import type { RegisterRow } from './register.row'

export interface Stored {
  created: number
  updated: number
}

/**
 * Writes whole rows, new ones with the ids that they bring, in one statement. One whose key is there already gets the new values of the
 * fields that are `overwritten`, and keeps all others.
 */
export async function insertRows<Row extends RegisterRow>(
  db: Db,
  register: Register<Row>,
  tenantId: string,
  rows: object[],
  overwritten: readonly string[],
): Promise<Stored> {
  const { table, key, fields } = register
  const names = Object.keys(fields)
  const typed = Object.entries(fields).map(([field, type]) => `"${field}" ${type}`)
  const columns = overwritten.filter((field) => field !== key).map(columnOf)
  const written = await db.query<{ is_new: boolean }>(
    `INSERT INTO ${table} (tenant_id, id, ${names.map(columnOf).join(', ')})
     SELECT $1, id, ${names.map((field) => `"${field}"`).join(', ')}
     FROM jsonb_to_recordset($2::jsonb) AS given(id uuid, ${typed.join(', ')}) ORDER BY "${key}"
     ON CONFLICT (tenant_id, ${columnOf(key)}) DO ${columns.length > 0 ? updateOf(table, columns) : 'NOTHING'}
     RETURNING xmax = 0 AS is_new`,
    [tenantId, JSON.stringify(rows)],
  )
  const created = written.filter((row) => row.is_new).length
  return { created, updated: written.length - created }
}

/** A row that says the same already is not written. */
const updateOf = (table: string, columns: string[]): string => {
  const listed = (from: string) => columns.map((column) => `${from}.${column}`).join(', ')
  return `UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}, updated_at = now()
     WHERE ROW(${listed(table)}) IS DISTINCT FROM ROW(${listed('excluded')})`
}

/** @throws UNPROCESSABLE when the tenant has more rows than it may: nothing is stored then */
export async function assertRoom<Row extends RegisterRow>(
  db: Db,
  { table, most, title }: Register<Row>,
): Promise<void> {
  const [row] = await db.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`)
  const count = row?.count ?? 0
  if (count <= most) return
  const words = `a tenant may have at most ${most.toLocaleString('en')}, this would make ${count.toLocaleString('en')}`
  throw new AppError('UNPROCESSABLE', `${title}: ${words}`)
}
