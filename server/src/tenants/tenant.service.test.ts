import { aMember, testPlatform, unique } from '../../test/harness'
import type { Context, Platform } from '../platform/context'
import { newId } from '../platform/ids'
import { createTenant, tenantBySlug, visibleTenants } from './tenant.service'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

async function anOperator(): Promise<Context> {
  const ctx = await aMember(platform)
  return { ...ctx, viewer: ctx.viewer && { ...ctx.viewer, isOperator: true } }
}

it('makes the creator the administrator of the tenant', async () => {
  const ctx = await anOperator()
  const { tenant } = await createTenant(ctx, { slug: unique('globex'), name: ' Globex ' })
  expect(tenant.name).toBe('Globex')
  const rows = await platform.database.transaction({ tenantId: tenant.id }, (db) =>
    db.query('SELECT user_id, role FROM membership'),
  )
  expect(rows).toEqual([{ user_id: ctx.viewer?.id, role: 'ADMIN' }])
})

it('puts the new tenant on its own record', async () => {
  const ctx = await anOperator()
  const { tenant } = await createTenant(ctx, { slug: unique('globex'), name: 'Globex' })
  const query = 'SELECT action, actor_id, object_id FROM audit_entry'
  const rows = await platform.database.transaction({ tenantId: tenant.id }, (db) => db.query(query))
  expect(rows).toEqual([{ action: 'tenant.create', actor_id: ctx.viewer?.id, object_id: tenant.id }])
})

it('refuses a slug that is taken', async () => {
  const ctx = await anOperator()
  const slug = unique('twice')
  await createTenant(ctx, { slug, name: 'First' })
  await expect(createTenant(ctx, { slug, name: 'Second' })).rejects.toMatchObject({ code: 'CONFLICT' })
})

it.each([
  ['an upper-case slug', 'Acme', 'Acme'],
  ['an empty slug', '', 'Acme'],
  ['a slug that is too long', 'a'.repeat(64), 'Acme'],
  ['a slug that looks like an id', newId(), 'Acme'],
  ['a slug that leads out of a path', '../x', 'Acme'],
  ['a name with NUL', 'acme', 'Ac\u0000me'],
  ['a blank name', 'acme', '   '],
  ['a name that is too long', 'acme', 'x'.repeat(201)],
])('refuses %s', async (_case, slug, name) => {
  await expect(createTenant(await anOperator(), { slug, name })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' })
})

it("shows a member his own tenants alone, not another's", async () => {
  const ctx = await aMember(platform)
  const stranger = await aMember(platform)
  const seen = await visibleTenants(ctx)
  expect(seen.map((one) => one.id)).toEqual([ctx.tenant.id])
  expect((await visibleTenants(stranger)).map((one) => one.id)).not.toContain(ctx.tenant.id)
})

it('shows an operator all of them', async () => {
  const other = await aMember(platform)
  const seen = await visibleTenants(await anOperator())
  expect(seen.map((one) => one.id)).toContain(other.tenant.id)
})

it('finds a tenant by its slug, and nothing by a strange one', async () => {
  const { tenant } = await aMember(platform)
  expect(await tenantBySlug(platform, tenant.slug)).toEqual(tenant)
  expect(await tenantBySlug(platform, 'no-such-tenant')).toBeNull()
})
