import { recordChange, type FieldChange } from '../audit/change'
import { inTenant, tenantOf, type Context } from '../platform/context'
import type { Db } from '../platform/database'
import { AppError, notFound } from '../platform/errors'
import { isUuid, newId } from '../platform/ids'
import { checked } from '../platform/input'
import { announceTenant } from '../platform/tenant.news'
import { assetsChanged } from './asset.events'
import { columnOf, given, type Register } from './register'
import type { RegisterRow } from './register.row'
import { assertRoom, insertRows } from './register.store'

/** Adds a row. @throws BAD_USER_INPUT, CONFLICT when there is one of this key, UNPROCESSABLE when there are too many */
export async function addToRegister<Row extends RegisterRow>(
  ctx: Context,
  register: Register<Row>,
  input: object,
): Promise<Row> {
  const wanted = checked(register.shape, { ...register.defaults, ...given(input) })
  const id = newId()
  return inTenant(ctx, async (db, after) => {
    const { created } = await insertRows(db, register, tenantOf(ctx).id, [{ id, ...wanted }], [])
    if (created === 0) throw taken(register, wanted[register.key])
    await assertRoom(db, register)
    await record(db, ctx, register, { id, verb: 'create', fields: changesOf(register, null, wanted) })
    after(() => announce(ctx))
    return byId(db, register, id)
  })
}

/** Changes what is given; equal values are no change. @throws NOT_FOUND, BAD_USER_INPUT, CONFLICT when another has this key */
export async function changeInRegister<Row extends RegisterRow>(
  ctx: Context,
  register: Register<Row>,
  { id, ...input }: { id: string },
): Promise<Row> {
  const wanted = checked(register.shape.partial(), given(input))
  return inTenant(ctx, async (db, after) => {
    const row = await byId(db, register, id, 'FOR UPDATE')
    const fields = changesOf(register, row, wanted)
    if (fields.length === 0) return row
    await assertFree(db, register, id, wanted[register.key])
    const sets = fields.map(({ field }, index) => `${columnOf(field)} = $${index + 2}`)
    const sql = `UPDATE ${register.table} SET ${sets.join(', ')}, updated_at = now() WHERE id = $1 RETURNING *`
    const [changed] = await db.rows(register.entity, sql, [id, ...fields.map(({ to }) => to)])
    if (!changed) throw notFound(register.title)
    await record(db, ctx, register, { id, verb: 'update', fields })
    after(() => announce(ctx))
    return changed
  })
}

/** Takes a row out. @throws NOT_FOUND */
export function removeFromRegister<Row extends RegisterRow>(
  ctx: Context,
  register: Register<Row>,
  { id }: { id: string },
): Promise<Row> {
  return inTenant(ctx, async (db, after) => {
    const row = await byId(db, register, id, 'FOR UPDATE')
    await db.execute(`DELETE FROM ${register.table} WHERE id = $1`, [id])
    await record(db, ctx, register, { id, verb: 'delete', fields: changesOf(register, row, null) })
    after(() => announce(ctx))
    return row
  })
}

export const announce = (ctx: Context): void => announceTenant(ctx.platform, assetsChanged, tenantOf(ctx).id)

async function byId<Row extends RegisterRow>(
  db: Db,
  { table, entity, title }: Register<Row>,
  id: string,
  lock = '',
): Promise<Row> {
  const [row] = isUuid(id) ? await db.rows(entity, `SELECT * FROM ${table} WHERE id = $1 ${lock}`, [id]) : []
  if (!row) throw notFound(title)
  return row
}

async function assertFree<Row extends RegisterRow>(
  db: Db,
  register: Register<Row>,
  id: string,
  key: unknown,
): Promise<void> {
  if (key === undefined) return
  const sql = `SELECT FROM ${register.table} WHERE ${columnOf(register.key)} = $1 AND id <> $2`
  if ((await db.query(sql, [key, id])).length > 0) throw taken(register, key)
}

const taken = <Row extends RegisterRow>({ title }: Register<Row>, key: unknown): AppError =>
  new AppError('CONFLICT', `${title} ${String(key)} is there already`)

/** What differs between two states of a row; null: there is none. */
function changesOf<Row extends RegisterRow>(
  { fields }: Register<Row>,
  before: object | null,
  after: object | null,
): FieldChange[] {
  const [from, to] = [before, after] as (Record<string, unknown> | null)[]
  return Object.keys(fields)
    .filter((field) => !after || (to && field in to))
    .map((field) => ({ field, from: from?.[field] ?? null, to: to?.[field] ?? null }))
    .filter((change) => JSON.stringify(change.from) !== JSON.stringify(change.to))
}

const record = <Row extends RegisterRow>(
  db: Db,
  ctx: Context,
  { objectType }: Register<Row>,
  { id, verb, fields }: { id: string; verb: string; fields: FieldChange[] },
) => recordChange(db, ctx, { action: `${objectType}.${verb}`, objectType, objectId: id, fields })
