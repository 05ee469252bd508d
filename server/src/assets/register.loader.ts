import { inTenant, type Context } from '../platform/context'
import { isUuid } from '../platform/ids'
import { load, type BatchLoad } from '../platform/loaders'
import type { Register } from './register'
import type { RegisterRow } from './register.row'

/** One per register: a batch is known by its function. */
const batches = new WeakMap<object, unknown>()

/** A row of the request's tenant; null when there is none, or no longer. Batched per request. */
export async function rowOf<Row extends RegisterRow>(
  ctx: Context,
  register: Register<Row>,
  id: string,
): Promise<Row | null> {
  if (!isUuid(id)) return null
  let batch = batches.get(register) as BatchLoad<Row> | undefined
  if (!batch) batches.set(register, (batch = batchOf(register)))
  return load(ctx, batch, id.toLowerCase())
}

const batchOf =
  <Row extends RegisterRow>({ entity, table }: Register<Row>): BatchLoad<Row> =>
  async (ctx, ids) => {
    const sql = `SELECT * FROM ${table} WHERE id = ANY ($1::uuid[])`
    const rows = await inTenant(ctx, (db) => db.rows(entity, sql, [ids]))
    return new Map(rows.map((row) => [row.id, row]))
  }
