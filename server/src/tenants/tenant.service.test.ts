import { aMember, testPlatform, unique } from '../../test/harness'
import type { Context, Platform } from '../platform/context'
import { newId } from '../platform/ids'
import { tenantFacts } from './tenant.loader'
import { asTenant, createTenant, tenantBySlug, updateTenant, visibleTenants } from './tenant.service'

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

it('renames a tenant and puts old and new on its own record', async () => {
  const ctx = await anOperator()
  const { tenant } = await createTenant(ctx, { slug: unique('globex'), name: 'Globex' })
  for (let time = 0; time < 2; time++) {
    const renamed = await updateTenant(ctx, { id: tenant.id, name: ' Globex Health ' })
    expect(renamed.tenant).toEqual({ ...tenant, name: 'Globex Health' })
  }
  expect((await tenantBySlug(platform, tenant.slug))?.name).toBe('Globex Health')
  const query = 'SELECT field, from_value, to_value, actor_id FROM history_entry'
  const history = await platform.database.transaction({ tenantId: tenant.id }, (db) => db.query(query))
  expect(history).toEqual([
    { field: 'name', from_value: 'Globex', to_value: 'Globex Health', actor_id: ctx.viewer?.id },
  ])
})

it('sets how long events are kept, and leaves the name alone', async () => {
  const ctx = await anOperator()
  const { tenant } = await createTenant(ctx, { slug: unique('globex'), name: 'Globex' })
  expect(await tenantFacts({ ...ctx }, tenant)).toMatchObject({ eventRetentionDays: 30 })
  const renamed = await updateTenant(ctx, { id: tenant.id, eventRetentionDays: 45 })
  expect(renamed.tenant).toEqual(tenant)
  expect(await tenantFacts({ ...ctx }, tenant)).toMatchObject({ eventRetentionDays: 45 })
  await updateTenant(ctx, { id: tenant.id, eventRetentionDays: 45, name: 'Globex' })
  const query = 'SELECT field, from_value, to_value FROM history_entry'
  const history = await platform.database.transaction({ tenantId: tenant.id }, (db) => db.query(query))
  expect(history).toEqual([{ field: 'eventRetentionDays', from_value: 30, to_value: 45 }])
})

it('sets a daily quota, and takes it away with 0', async () => {
  const ctx = await anOperator()
  const { tenant } = await createTenant(ctx, { slug: unique('globex'), name: 'Globex' })
  for (const dailyEventQuota of [1_000, 1_000, 0]) await updateTenant(ctx, { id: tenant.id, dailyEventQuota })
  const query = 'SELECT field, from_value, to_value FROM history_entry ORDER BY id'
  const history = await platform.database.transaction({ tenantId: tenant.id }, (db) => db.query(query))
  expect(history).toEqual([
    { field: 'dailyEventQuota', from_value: null, to_value: 1_000 },
    { field: 'dailyEventQuota', from_value: 1_000, to_value: null },
  ])
  await expect(updateTenant(ctx, { id: tenant.id, dailyEventQuota: -1 })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
  })
})

it.each([0, 3_651, 1.5, NaN])('keeps events no %p days', async (eventRetentionDays) => {
  const ctx = await anOperator()
  const attempt = updateTenant(ctx, { id: ctx.tenant?.id ?? '', eventRetentionDays })
  await expect(attempt).rejects.toMatchObject({ code: 'BAD_USER_INPUT' })
})

it.each([
  [newId(), 'Name', 'NOT_FOUND'],
  ['not-an-id', 'Name', 'BAD_USER_INPUT'],
  [newId(), ' ', 'BAD_USER_INPUT'],
])('does not rename %s to %j', async (id, name, code) => {
  await expect(updateTenant(await anOperator(), { id, name })).rejects.toMatchObject({ code })
})

it('tells operators and members how many there are and since when, and nobody else', async () => {
  const member = await aMember(platform)
  await aMember(platform, { tenant: member.tenant })
  const tenant = asTenant(member.tenant)
  for (const ctx of [member, await anOperator()]) {
    expect(await tenantFacts(ctx, tenant)).toEqual({
      createdAt: expect.any(Date),
      memberCount: 2,
      eventRetentionDays: 30,
    })
  }
  expect(await tenantFacts(await aMember(platform), tenant)).toBeNull()
  const blind = await aMember(platform, { tenant: member.tenant, permissions: ['alert:read'] })
  expect(await tenantFacts(blind, tenant)).toBeNull()
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
