import type { Platform } from './context'
import { inTenant } from './context'
import { AppError } from './errors'
import { aMember, aTenant, testPlatform } from '../../test/harness'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const tenantIds = (scope: { tenantId?: string; userId?: string }) =>
  platform.database.transaction(scope, (db) => db.query<{ id: string }>('SELECT id FROM tenant'))

it('shows a tenant its own row and nothing else', async () => {
  const acme = await aTenant(platform)
  await aTenant(platform, 'Globex')
  expect(await tenantIds({ tenantId: acme.id })).toEqual([{ id: acme.id }])
})

it('shows nothing when no tenant is set', async () => {
  await aTenant(platform)
  expect(await tenantIds({})).toEqual([])
})

it('refuses to write a row of another tenant', async () => {
  const acme = await aMember(platform)
  const globex = await aTenant(platform, 'Globex')
  const attempt = inTenant(acme, (db) => db.execute('INSERT INTO alert_counter VALUES ($1, 1)', [globex.id]))
  await expect(attempt).rejects.toMatchObject({ code: '42501' })
})

it('leaves no role or tenant behind on the connection', async () => {
  const acme = await aTenant(platform)
  await tenantIds({ tenantId: acme.id })
  const seen = await Promise.all(Array.from({ length: 20 }, () => tenantIds({})))
  expect(seen.flat()).toEqual([])
})

it('rolls back and runs nothing after it when the work throws', async () => {
  const acme = await aMember(platform)
  const after = jest.fn()
  const attempt = inTenant(acme, async (db, later) => {
    later(after)
    await db.execute("UPDATE tenant SET name = 'Changed'")
    throw new AppError('CONFLICT', 'no')
  })
  await expect(attempt).rejects.toMatchObject({ code: 'CONFLICT' })
  const [row] = await inTenant(acme, (db) => db.query('SELECT name FROM tenant'))
  expect(row).toEqual({ name: 'Acme' })
  expect(after).not.toHaveBeenCalled()
})

it('lets a provider read a list of tenants, and only that list', async () => {
  const [acme, globex, other] = await Promise.all([aTenant(platform), aTenant(platform), aTenant(platform)])
  const rows = await platform.database.acrossTenants('tocsin_reader', [acme.id, globex.id], (db) =>
    db.query<{ id: string }>('SELECT id FROM tenant'),
  )
  expect(rows.map((row) => row.id).sort()).toEqual([acme.id, globex.id].sort())
  expect(rows.map((row) => row.id)).not.toContain(other.id)
})

it('ends a statement that runs away (Postgres; the embedded database knows no such limit)', async () => {
  const acme = await aMember(platform)
  const [row] = await inTenant(acme, (db) => db.query("SELECT current_setting('statement_timeout') AS longest"))
  expect(row).toEqual({ longest: '30s' })
})

it('vacuums, so that the planner knows how many rows there are', async () => {
  await aMember(platform)
  await platform.database.vacuum()
  const [row] = await platform.database.asLogin((db) =>
    db.query<{ rows: number }>("SELECT reltuples::int AS rows FROM pg_class WHERE relname = 'tenant'"),
  )
  expect(row?.rows).toBeGreaterThan(0)
})
