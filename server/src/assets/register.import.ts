import { recordChange } from '../audit/change'
import { inTenant, tenantOf, type Context } from '../platform/context'
import type { Db } from '../platform/database'
import { newId } from '../platform/ids'
import { checked } from '../platform/input'
import { columnOf, type Register } from './register'
import type { RegisterRow } from './register.row'
import { readCsv } from './register.csv'
import { importShape, type RegisterImportPayload } from './register.input'
import { announce } from './register.service'
import { assertRoom, insertRows } from './register.store'

/** Takes a file in: all of it, or nothing when a line has a fault. A field that its heading leaves out stays as it is stored. @throws BAD_USER_INPUT, UNPROCESSABLE when there are too many */
export async function importRegister<Row extends RegisterRow>(
  ctx: Context,
  register: Register<Row>,
  input: { csv: string; replace: boolean },
): Promise<RegisterImportPayload> {
  const { csv, replace } = checked(importShape, input)
  const { named, rows, errors } = await readCsv(register, csv)
  if (replace && rows.length === 0 && errors.length === 0)
    errors.push({ line: 1, column: null, message: 'The file has no rows, and would replace all there are by nothing' })
  if (errors.length > 0) return { created: 0, updated: 0, unchanged: 0, deleted: 0, errors }
  const tenant = tenantOf(ctx)
  const made = rows.map((row) => ({ id: newId(), ...row }))
  return inTenant(ctx, async (db, after) => {
    const deleted = replace ? await deleteOthers(db, register, rows) : 0
    const { created, updated } = await insertRows(db, register, tenant.id, made, named)
    await assertRoom(db, register)
    const counts = { created, updated, unchanged: rows.length - created - updated, deleted }
    if (created + updated + deleted > 0) {
      await recordChange(db, ctx, {
        action: `${register.objectType}.import`,
        objectType: 'tenant',
        objectId: tenant.id,
        detail: { ...counts, replace },
      })
      after(() => announce(ctx))
    }
    return { ...counts, errors }
  })
}

const deleteOthers = <Row extends RegisterRow>(
  db: Db,
  { table, key }: Register<Row>,
  rows: Record<string, unknown>[],
): Promise<number> =>
  db.execute(
    `DELETE FROM ${table} t WHERE NOT EXISTS (SELECT FROM unnest($1::text[]) AS kept(key) WHERE kept.key = t.${columnOf(key)})`,
    [rows.map((row) => row[key])],
  )
