import { Role } from '../auth/role'
import type { Platform } from '../platform/context'
import { aMember, aTenant, testPlatform, unique } from '../../test/harness'
import { ensureFirstSource } from './bootstrap'
import { SourceAuthentication } from './source.authentication'
import { SourceDirectory } from './source.directory'
import { createWebhookSource, rotateSourceSecret, sourceOf, sources, updateSource } from './source.service'

let platform: Platform
let close: () => Promise<void>

beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const anAdmin = () => aMember(platform, { role: Role.ADMIN })
const ownSecret = 'a secret that came along'

it('makes a source with a generated secret, or the one that came along', async () => {
  const ctx = await anAdmin()
  const made = await createWebhookSource(ctx, { slug: 'siem', name: ' The SIEM ' })
  expect(made.source).toMatchObject({
    slug: 'siem',
    name: 'The SIEM',
    product: 'generic',
    enabled: true,
    authentication: 'SIGNATURE',
    idempotencySeconds: 300,
  })
  expect(made.secret).toMatch(/^whs_[\w-]{43}$/)
  expect((await createWebhookSource(ctx, { slug: 'edr', name: 'EDR', secret: ownSecret })).secret).toBe(ownSecret)
  expect((await sources(ctx)).map(({ slug }) => slug)).toEqual(['edr', 'siem'])
})

it('stores no secret in clear, in the source or in the audit', async () => {
  const ctx = await anAdmin()
  await createWebhookSource(ctx, { slug: 'siem', name: 'SIEM', secret: ownSecret })
  const rows = await platform.database.transaction({ tenantId: ctx.tenant.id }, (db) =>
    db.query("SELECT encode(secret, 'escape') AS text FROM source UNION ALL SELECT detail::text FROM audit_entry"),
  )
  expect(rows).toHaveLength(2)
  expect(JSON.stringify(rows)).not.toContain(ownSecret)
})

it('refuses a taken slug in the same tenant alone', async () => {
  const [ours, theirs] = [await anAdmin(), await anAdmin()]
  await createWebhookSource(ours, { slug: 'siem', name: 'SIEM' })
  await expect(createWebhookSource(ours, { slug: 'siem', name: 'SIEM' })).rejects.toMatchObject({ code: 'CONFLICT' })
  await expect(createWebhookSource(theirs, { slug: 'siem', name: 'SIEM' })).resolves.toBeDefined()
})

it.each([
  [{ slug: 'Siem', name: 'x' }, 'input.slug'],
  [{ slug: '-x', name: 'x' }, 'input.slug'],
  [{ slug: 'x', name: ' ' }, 'input.name'],
  [{ slug: 'x', name: 'x', secret: 'too short' }, 'input.secret'],
  [{ slug: 'x', name: 'x', secret: 'x'.repeat(513) }, 'input.secret'],
  [{ slug: 'x', name: 'x', secret: '\ud800'.repeat(20) }, 'input.secret'],
])('refuses %j', async (input, path) => {
  const fault = { code: 'BAD_USER_INPUT', extensions: { fields: [{ path }] } }
  await expect(createWebhookSource(await anAdmin(), input)).rejects.toMatchObject(fault)
})

it('refuses a secret that no header can carry, where it is sent in one', async () => {
  const ctx = await anAdmin()
  const fault = { code: 'BAD_USER_INPUT', extensions: { fields: [{ path: 'input.secret' }] } }
  const authentication = SourceAuthentication.BEARER
  const made = createWebhookSource(ctx, { slug: 'siem', name: 'SIEM', secret: ownSecret, authentication })
  await expect(made).rejects.toMatchObject(fault)
  const { source } = await createWebhookSource(ctx, { slug: 'siem', name: 'SIEM', secret: ownSecret })
  await expect(updateSource(ctx, { id: source.id, authentication })).rejects.toMatchObject({ code: 'CONFLICT' })
  await rotateSourceSecret(ctx, { id: source.id, overlapSeconds: 0 })
  expect((await updateSource(ctx, { id: source.id, authentication })).source).toMatchObject({ authentication })
  const rotated = rotateSourceSecret(ctx, { id: source.id, overlapSeconds: 0, secret: ownSecret })
  await expect(rotated).rejects.toMatchObject(fault)
})

it.each([
  ['STANDARD_WEBHOOKS', /^whsec_[A-Za-z0-9+/]{43}=$/],
  ['URL_TOKEN', /^whs_[\w-]{43}$/],
] as const)('makes the secret that %s needs, also when the way of proof changes with it', async (way, form) => {
  const ctx = await anAdmin()
  const authentication = SourceAuthentication[way]
  expect((await createWebhookSource(ctx, { slug: 'new', name: 'New', authentication })).secret).toMatch(form)
  const { source } = await createWebhookSource(ctx, { slug: 'siem', name: 'SIEM', secret: ownSecret })
  await expect(updateSource(ctx, { id: source.id, authentication })).rejects.toMatchObject({ code: 'CONFLICT' })
  const rotated = await rotateSourceSecret(ctx, { id: source.id, overlapSeconds: 3_600, authentication })
  expect(rotated.secret).toMatch(form)
  expect(rotated.source).toMatchObject({ authentication, previousSecret: null, previousSecretUntil: null })
})

it('lets nobody choose the address of a source', async () => {
  const ctx = await anAdmin()
  const fault = { code: 'BAD_USER_INPUT', extensions: { fields: [{ path: 'input.secret' }] } }
  const authentication = SourceAuthentication.URL_TOKEN
  const secret = `whs_${'x'.repeat(43)}`
  const made = createWebhookSource(ctx, { slug: 'siem', name: 'SIEM', secret, authentication })
  await expect(made).rejects.toMatchObject(fault)
  const { source } = await createWebhookSource(ctx, { slug: 'siem', name: 'SIEM', authentication })
  const rotated = rotateSourceSecret(ctx, { id: source.id, overlapSeconds: 0, secret })
  await expect(rotated).rejects.toMatchObject(fault)
})

it('changes what is given and puts old and new on record', async () => {
  const ctx = await anAdmin()
  const { source } = await createWebhookSource(ctx, { slug: 'siem', name: 'SIEM' })
  await updateSource(ctx, { id: source.id, enabled: false, name: null, burst: source.burst })
  expect(await sourceOf(ctx, source.id)).toMatchObject({ enabled: false, name: 'SIEM' })
  const history = await platform.database.transaction({ tenantId: ctx.tenant.id }, (db) =>
    db.query('SELECT field, from_value, to_value FROM history_entry'),
  )
  expect(history).toEqual([{ field: 'enabled', from_value: true, to_value: false }])
})

it("cannot see or change another tenant's source", async () => {
  const ours = await createWebhookSource(await anAdmin(), { slug: 'siem', name: 'SIEM' })
  const stranger = await anAdmin()
  const { id } = ours.source
  expect(await sourceOf(stranger, id)).toBeNull()
  await expect(updateSource(stranger, { id, enabled: false })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(rotateSourceSecret(stranger, { id, overlapSeconds: 0 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

it('keeps the old secret for the overlap alone', async () => {
  const ctx = await anAdmin()
  const { source } = await createWebhookSource(ctx, { slug: 'siem', name: 'SIEM' })
  const rotated = await rotateSourceSecret(ctx, { id: source.id, overlapSeconds: 3_600 })
  const left = (rotated.source.previousSecretUntil?.getTime() ?? 0) - (rotated.source.secretRotatedAt?.getTime() ?? 0)
  expect(left).toBe(3_600_000)
  const atOnce = await rotateSourceSecret(ctx, { id: source.id, overlapSeconds: 0 })
  expect(atOnce.source).toMatchObject({ previousSecret: null, previousSecretUntil: null })
  const tooLong = rotateSourceSecret(ctx, { id: source.id, overlapSeconds: 31 * 86_400 })
  await expect(tooLong).rejects.toMatchObject({ code: 'BAD_USER_INPUT' })
})

describe('the directory', () => {
  it('remembers what is there and what is not, and drops it when a source changes', async () => {
    const directory = new SourceDirectory(platform)
    const ctx = await anAdmin()
    const find = () => directory.find(ctx.tenant.slug, 'siem')
    expect(await find()).toEqual({ tenantId: ctx.tenant.id, source: null })
    expect(find()).toBe(find())
    const { source, secret } = await createWebhookSource(ctx, { slug: 'siem', name: 'SIEM' })
    expect((await find()).source?.secret.toString()).toBe(secret)
    await updateSource(ctx, { id: source.id, enabled: false })
    expect((await find()).source?.enabled).toBe(false)
    directory.close()
  })

  it('finds a source by the token in its address, until it is rotated or reached in another way', async () => {
    const directory = new SourceDirectory(platform)
    const ctx = await anAdmin()
    const authentication = SourceAuthentication.URL_TOKEN
    const { source, secret } = await createWebhookSource(ctx, { slug: 'siem', name: 'SIEM', authentication })
    const idOf = async (token: string) => (await directory.findByToken(token)).source?.id
    expect([await idOf(secret), await idOf(`${secret}x`)]).toEqual([source.id, undefined])
    const second = await rotateSourceSecret(ctx, { id: source.id, overlapSeconds: 60 })
    expect([await idOf(secret), await idOf(second.secret)]).toEqual([source.id, source.id])
    const third = await rotateSourceSecret(ctx, { id: source.id, overlapSeconds: 0 })
    expect([await idOf(second.secret), await idOf(third.secret)]).toEqual([undefined, source.id])
    await updateSource(ctx, { id: source.id, authentication: SourceAuthentication.SIGNATURE })
    expect(await idOf(third.secret)).toBeUndefined()
    directory.close()
  })

  it('finds neither of two sources that claim one token', async () => {
    const directory = new SourceDirectory(platform)
    const [ours, theirs] = [await anAdmin(), await anAdmin()]
    const authentication = SourceAuthentication.URL_TOKEN
    const { secret } = await createWebhookSource(ours, { slug: 'siem', name: 'SIEM', authentication })
    const copied = await createWebhookSource(theirs, { slug: 'siem', name: 'SIEM', secret })
    await updateSource(theirs, { id: copied.source.id, authentication })
    expect(await directory.findByToken(secret)).toEqual({ tenantId: null, source: null })
    directory.close()
  })

  it('reads once for many that ask at once', async () => {
    const directory = new SourceDirectory(platform)
    const ctx = await anAdmin()
    const asked = Array.from({ length: 50 }, () => directory.find(ctx.tenant.slug, 'siem'))
    expect(new Set(asked).size).toBe(1)
    await asked[0]
    directory.close()
  })

  it('takes a stranger with many made-up names in turn, and refuses when too many wait', async () => {
    const directory = new SourceDirectory(platform)
    const asked = await Promise.allSettled(
      Array.from({ length: 1_100 }, (_, n) => directory.find('nobody', `made-up-${n}`)),
    )
    const refused = asked.filter((one) => one.status === 'rejected')
    expect(refused).toHaveLength(1_100 - 2 - 1_000)
    expect(refused[0]).toMatchObject({ reason: { code: 'RATE_LIMITED' } })
    directory.close()
  })
})

it('makes the first source once, with the secret of the configuration', async () => {
  const slug = unique('first')
  const own = await testPlatform({ TOCSIN_TENANT: slug, WEBHOOK_SECRET: ownSecret })
  const tenant = await aTenant(own.platform)
  await own.platform.database.transaction({ tenantId: tenant.id }, (db) =>
    db.query('UPDATE tenant SET slug = $1', [slug]),
  )
  const both = await Promise.all([ensureFirstSource(own.platform), ensureFirstSource(own.platform)])
  expect(both).toEqual([
    { slug: 'siem', generatedSecret: null },
    { slug: 'siem', generatedSecret: null },
  ])
  const found = await new SourceDirectory(own.platform).find(slug, 'siem')
  expect(found.source?.secret.toString()).toBe(ownSecret)
  await own.close()
})
