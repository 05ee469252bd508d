import { aMember, analystOf, aTenant, testPlatform } from '../../test/harness'
import type { Context, Platform, TenantRef } from '../platform/context'
import { removeMember } from './member.service'
import { preferencesOf, setPreference } from './preference.service'
import { Role } from './role'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const refused = (path: string) => ({ extensions: { code: 'BAD_USER_INPUT', fields: [{ path }] } })

/** The same person in another tenant. */
async function inAnotherTenant(ctx: Context): Promise<Context & { tenant: TenantRef }> {
  const tenant = await aTenant(platform)
  await platform.database.transaction({ tenantId: tenant.id, userId: ctx.viewer?.id }, (db) =>
    db.execute("INSERT INTO membership (tenant_id, user_id, role) VALUES ($1, $2, 'VIEWER')", [
      tenant.id,
      ctx.viewer?.id,
    ]),
  )
  return { ...ctx, tenant }
}

const asKey = (ctx: Context): Context => ({ ...ctx, viewer: ctx.viewer && { ...ctx.viewer, kind: 'API_KEY' } })

it('keeps any JSON, replaces it, and removes it', async () => {
  const ctx = await analystOf(platform)
  const columns = { order: ['title', 'Ä\u0000\ud800'], width: { title: 1e21 }, hidden: null, dense: true }
  await setPreference(ctx, { key: 'queue.columns', value: columns })
  await setPreference(ctx, { key: 'theme', value: 'light' })
  await setPreference(ctx, { key: 'theme', value: 'dark' })
  expect(await preferencesOf(ctx)).toEqual({ 'queue.columns': columns, theme: 'dark' })
  await setPreference(ctx, { key: 'theme', value: null })
  await setPreference(ctx, { key: 'queue.columns' })
  await setPreference(ctx, { key: 'never.there', value: null })
  expect(await preferencesOf(ctx)).toEqual({})
})

it("shows nobody else's, nor one's own of another tenant", async () => {
  const ctx = await analystOf(platform)
  const colleague = await aMember(platform, { tenant: ctx.tenant, role: Role.ADMIN })
  const elsewhere = await inAnotherTenant(ctx)
  for (const [who, value] of [
    [ctx, 1],
    [colleague, 2],
    [elsewhere, 3],
  ] as const) {
    await setPreference(who, { key: 'theme', value })
  }
  expect(await preferencesOf(ctx)).toEqual({ theme: 1 })
  expect(await preferencesOf(colleague)).toEqual({ theme: 2 })
  expect(await preferencesOf(elsewhere)).toEqual({ theme: 3 })
  await setPreference(elsewhere, { key: 'theme', value: null })
  expect(await preferencesOf(ctx)).toEqual({ theme: 1 })
})

it.each(['', 'Theme', '1a', 'a b', 'a-b', '__proto__', 'a\n', `a${'b'.repeat(64)}`])(
  'refuses the key %j',
  async (key) => {
    await expect(async () => setPreference(await analystOf(platform), { key, value: 1 })).rejects.toMatchObject(
      refused('input.key'),
    )
  },
)

it('takes the longest key and value, and nothing longer', async () => {
  const ctx = await analystOf(platform)
  const key = `a${'B'.repeat(63)}`
  const longest = 'é'.repeat((16 * 1024 - 2) / 2)
  await setPreference(ctx, { key, value: longest })
  expect(await preferencesOf(ctx)).toEqual({ [key]: longest })
  await expect(async () => setPreference(ctx, { key, value: `${longest}x` })).rejects.toMatchObject(
    refused('input.value'),
  )
})

it('keeps at most 50 keys, also when the 51st comes twice at once', async () => {
  const ctx = await analystOf(platform)
  for (let index = 0; index < 49; index++) await setPreference(ctx, { key: `k${index}`, value: index })
  const attempts = await Promise.allSettled(['x', 'y', 'z'].map((key) => setPreference(ctx, { key, value: 1 })))
  expect(attempts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect(attempts.find(({ status }) => status === 'rejected')).toMatchObject({ reason: refused('input.key') })
  await setPreference(ctx, { key: 'k0', value: 'changed' })
  expect(Object.keys(await preferencesOf(ctx))).toHaveLength(50)
})

it('is for people: a key has none and may set none, and without a tenant there is none', async () => {
  const ctx = await analystOf(platform)
  await setPreference(ctx, { key: 'theme', value: 1 })
  expect(await preferencesOf(asKey(ctx))).toEqual({})
  await expect(async () => setPreference(asKey(ctx), { key: 'theme', value: 2 })).rejects.toMatchObject({
    extensions: { code: 'FORBIDDEN' },
  })
  expect(await preferencesOf({ ...ctx, tenant: null })).toEqual({})
  await expect(async () => setPreference({ ...ctx, tenant: null }, { key: 'theme', value: 2 })).rejects.toMatchObject({
    extensions: { code: 'BAD_USER_INPUT' },
  })
})

it('goes with the membership', async () => {
  const admin = await aMember(platform, { role: Role.ADMIN })
  const ctx = await aMember(platform, { tenant: admin.tenant })
  await setPreference(ctx, { key: 'theme', value: 1 })
  await removeMember(admin, { userId: ctx.viewer?.id ?? '' })
  expect(await preferencesOf(ctx)).toEqual({})
  const late = setPreference(ctx, { key: 'theme', value: 2 }) // his rights are remembered for seconds
  await expect(late).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } })
})
