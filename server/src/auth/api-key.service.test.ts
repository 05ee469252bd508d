import { aMember, testPlatform } from '../../test/harness'
import type { Platform } from '../platform/context'
import { newId } from '../platform/ids'
import { apiKeyById, apiKeys, createApiKey, revokeApiKey } from './api-key.service'
import { authenticate, recheck } from './authenticate'
import { Role } from './role'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const anAdmin = () => aMember(platform, { role: Role.ADMIN })
const soon = (ms: number) => new Date(Date.now() + ms)
const refused = { code: 'UNAUTHENTICATED', message: 'The API key is not valid' }

it('lets a program in with the scopes it was given, in its own tenant', async () => {
  const admin = await anAdmin()
  const { apiKey, secret } = await createApiKey(admin, { name: ' SIEM ', scopes: ['alert:read', 'alert:read'] })
  expect(apiKey).toMatchObject({ name: 'SIEM', scopes: ['alert:read'], lastUsedAt: null })
  expect(secret.startsWith(`${apiKey.prefix}_`)).toBe(true)
  for (const how of [{ apiKey: secret }, { authorization: `Bearer ${secret}` }]) {
    const { viewer, tenant } = await authenticate(platform, how)
    expect(viewer).toMatchObject({ kind: 'API_KEY', id: apiKey.id, name: 'SIEM', role: null, isOperator: false })
    expect([...(viewer?.permissions ?? [])]).toEqual(['alert:read'])
    expect(tenant?.id).toBe(admin.tenant.id)
  }
})

it('notes its use, but not when an open connection asks again', async () => {
  const admin = await anAdmin()
  const { apiKey, secret } = await createApiKey(admin, { name: 'SIEM', scopes: ['alert:read'] })
  const used = async () => (await apiKeyById(admin, apiKey.id))?.lastUsedAt
  await recheck(platform, { apiKey: secret })
  expect(await used()).toBeNull()
  await authenticate(platform, { apiKey: secret })
  expect(await used()).toBeInstanceOf(Date)
})

it('never holds the secret', async () => {
  const admin = await anAdmin()
  const { secret } = await createApiKey(admin, { name: 'SIEM', scopes: ['alert:read'] })
  const [secretHalf] = secret.split('_').slice(2)
  const tables = ['api_key', 'audit_entry', 'history_entry']
  for (const table of tables) {
    const rows = await platform.database.transaction({ tenantId: admin.tenant.id }, (db) =>
      db.query(`SELECT t::text FROM ${table} t`),
    )
    expect(JSON.stringify(rows)).not.toContain(secretHalf)
  }
})

it('beats a cookie, and a bad one is not saved by it', async () => {
  const cookieToken = 'x'.repeat(43)
  const { secret } = await createApiKey(await anAdmin(), { name: 'SIEM', scopes: ['alert:read'] })
  expect((await authenticate(platform, { apiKey: secret, cookieToken })).viewer?.kind).toBe('API_KEY')
  await expect(authenticate(platform, { apiKey: 'nonsense', cookieToken })).rejects.toMatchObject(refused)
})

it('is out at once when revoked', async () => {
  const admin = await anAdmin()
  const { apiKey, secret } = await createApiKey(admin, { name: 'SIEM', scopes: ['alert:read'] })
  await authenticate(platform, { apiKey: secret })
  const { apiKey: revoked } = await revokeApiKey(admin, apiKey.id)
  expect(revoked.revokedAt).toBeInstanceOf(Date)
  await expect(authenticate(platform, { apiKey: secret })).rejects.toMatchObject(refused)
  const again = await revokeApiKey(admin, apiKey.id)
  expect(again.apiKey.revokedAt).toEqual(revoked.revokedAt)
})

it('is out when it has expired, also while it is remembered', async () => {
  const admin = await anAdmin()
  const { secret } = await createApiKey(admin, { name: 'SIEM', scopes: ['alert:read'], expiresAt: soon(300) })
  await authenticate(platform, { apiKey: secret })
  await new Promise((resolve) => setTimeout(resolve, 320))
  await expect(authenticate(platform, { apiKey: secret })).rejects.toMatchObject(refused)
})

it('does not open with the right prefix and another secret', async () => {
  const { apiKey, secret } = await createApiKey(await anAdmin(), { name: 'SIEM', scopes: ['alert:read'] })
  const last = secret.at(-1) === 'A' ? 'B' : 'A'
  await expect(authenticate(platform, { apiKey: `${apiKey.prefix}_${'A'.repeat(42)}${last}` })).rejects.toMatchObject(
    refused,
  )
})

it('belongs to one tenant: naming another finds nothing', async () => {
  const admin = await anAdmin()
  const other = await anAdmin()
  const { secret } = await createApiKey(admin, { name: 'SIEM', scopes: ['alert:read'] })
  for (const tenant of [admin.tenant.slug, admin.tenant.id, admin.tenant.id.toUpperCase()]) {
    await expect(authenticate(platform, { apiKey: secret, tenant })).resolves.toMatchObject({
      tenant: { id: admin.tenant.id },
    })
  }
  for (const tenant of [other.tenant.slug, other.tenant.id, 'no-such-tenant']) {
    await expect(authenticate(platform, { apiKey: secret, tenant })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }
})

it("cannot be seen or revoked from another tenant's side", async () => {
  const admin = await anAdmin()
  const stranger = await anAdmin()
  const { apiKey, secret } = await createApiKey(admin, { name: 'SIEM', scopes: ['alert:read'] })
  expect(await apiKeys(stranger)).toEqual([])
  expect(await apiKeyById(stranger, apiKey.id)).toBeNull()
  for (const id of [apiKey.id, newId(), '\u0000']) {
    await expect(revokeApiKey(stranger, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }
  await expect(authenticate(platform, { apiKey: secret })).resolves.toBeDefined()
})

it('carries nothing that its maker does not hold', async () => {
  const maker = await aMember(platform, { permissions: ['key:manage', 'alert:read'] })
  await expect(createApiKey(maker, { name: 'SIEM', scopes: ['alert:triage'] })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
})

it.each([
  ['a scope there is not', { name: 'SIEM', scopes: ['alert:everything'] }],
  ['no scope', { name: 'SIEM', scopes: [] }],
  ['a blank name', { name: ' ', scopes: ['alert:read'] }],
  ['a name with NUL', { name: 'a\u0000', scopes: ['alert:read'] }],
  ['a name that is too long', { name: 'x'.repeat(201), scopes: ['alert:read'] }],
  ['an end in the past', { name: 'SIEM', scopes: ['alert:read'], expiresAt: soon(-1) }],
  ['an end beyond the calendar', { name: 'SIEM', scopes: ['alert:read'], expiresAt: new Date(8.64e15) }],
])('refuses %s', async (_case, input) => {
  await expect(createApiKey(await anAdmin(), input)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' })
})
