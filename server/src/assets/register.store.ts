import type { Db } from '../platform/database'
import { AppError } from '../platform/errors'
import { columnOf, type Register, type RegisterRow } from './register'

export interface Stored {
  created: number
  updated: number
}

/** Writes rows, new ones with the ids that they bring, in one statement. One whose key is there already is kept, or gets the new values. */
export async function insertRows<Row extends RegisterRow>(
  db: Db,
  register: Register<Row>,
  tenantId: string,
  rows: object[],
  ifThere: 'keep' | 'update',
): Promise<Stored> {
  const { table, key, fields } = register
  const columns = Object.keys(fields).map(columnOf)
  const typed = Object.entries(fields).map(([field, type]) => `"${field}" ${type}`)
  const others = columns.filter((column) => column !== columnOf(key))
  const update = `UPDATE SET ${others.map((column) => `${column} = excluded.${column}`).join(', ')}, updated_at = now()
    WHERE ROW(${others.map((column) => `${table}.${column}`).join(', ')})
      IS DISTINCT FROM ROW(${others.map((column) => `excluded.${column}`).join(', ')})`
  const written = await db.query<{ is_new: boolean }>(
    `INSERT INTO ${table} (tenant_id, id, ${columns.join(', ')})
     SELECT $1, id, ${Object.keys(fields)
       .map((field) => `"${field}"`)
       .join(', ')}
     FROM jsonb_to_recordset($2::jsonb) AS given(id uuid, ${typed.join(', ')}) ORDER BY "${key}"
     ON CONFLICT (tenant_id, ${columnOf(key)}) DO ${ifThere === 'keep' ? 'NOTHING' : update}
     RETURNING xmax = 0 AS is_new`,
    [tenantId, JSON.stringify(rows)],
  )
  const created = written.filter((row) => row.is_new).length
  return { created, updated: written.length - created }
}

/** @throws UNPROCESSABLE when the tenant has more rows than it may: nothing is stored then */
export async function assertRoom<Row extends RegisterRow>(
  db: Db,
  { table, most, title }: Register<Row>,
): Promise<void> {
  const [row] = await db.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`)
  if ((row?.count ?? 0) <= most) return
  throw new AppError('UNPROCESSABLE', `${title}: a tenant may have at most ${most.toLocaleString('en')}`)
}
