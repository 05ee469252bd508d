import { permissionsOf, Role } from '../src/auth/role'
import { loadConfig, type Config } from '../src/platform/config'
import type { Context, Platform, TenantRef } from '../src/platform/context'
import { randomSecret } from '../src/platform/crypto'
import { Database } from '../src/platform/database'
import type { OpenedDatabase } from '../src/platform/database-start'
import { newId } from '../src/platform/ids'
import { createLogger, type Log } from '../src/platform/logger'
import type { Permission } from '../src/platform/permissions'
import { createPlatform } from '../src/platform/create-platform'
import type { TestDatabase } from './global-setup'

/** The administrator that a started test server has. */
export const admin = { email: 'admin@tocsin.local', password: 'correct horse battery staple' }

/** Of this jest worker: workers that share a Redis are deployments of their own, and hear nothing of each other. */
const secretKey = `a secret key for tests, long enough to be one, of worker ${process.env.JEST_WORKER_ID ?? 1}`

/** This jest worker's own migrated database. */
export function ownDatabase(): TestDatabase {
  const all = JSON.parse(process.env.TOCSIN_TEST_DATABASES ?? '[]') as TestDatabase[]
  const mine = all[Number(process.env.JEST_WORKER_ID ?? 1) - 1]
  if (!mine) throw new Error('No test database: run through jest, whose global set-up makes them')
  return mine
}

export async function openTestDatabase(_config: Config, log: Log): Promise<OpenedDatabase> {
  const database = new Database({ ...ownDatabase(), connections: 8, log })
  return { database, secretKey, close: () => database.close() }
}

export function testConfig(env: Record<string, string> = {}): Config {
  const { url } = ownDatabase()
  return loadConfig({
    PORT: '0',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    TOCSIN_SECRET_KEY: secretKey,
    TOCSIN_ADMIN_PASSWORD: admin.password,
    DATABASE_URL: url,
    REDIS_URL: process.env.REDIS_URL,
    ...env,
  })
}

export interface TestPlatform {
  platform: Platform
  close: () => Promise<void>
}

/** A platform on the real database, without HTTP: for services. Close it in afterAll. */
export async function testPlatform(env: Record<string, string> = {}): Promise<TestPlatform> {
  const config = testConfig(env)
  const log = createLogger(config.LOG_LEVEL)
  const opened = await openTestDatabase(config, log)
  await opened.database.connect()
  const platform = createPlatform(config, log, opened)
  if (platform.news.isShared) await connected(platform)
  const close = async () => {
    await platform.news.close()
    await opened.close()
  }
  return { platform, close }
}

/** Until Redis is there, which tells of a gap: what a test hears after that is its own doing. */
const connected = ({ news }: Platform): Promise<void> =>
  new Promise((resolve) => {
    const stop = news.onGap(() => {
      stop()
      resolve()
    })
  })

/** A fresh tenant: what a test makes in it, no other test sees. */
export async function aTenant(platform: Platform, name = 'Acme'): Promise<TenantRef> {
  const id = newId()
  const tenant = { id, slug: `${name.toLowerCase()}-${id.slice(-12)}`, name }
  await platform.database.transaction({ tenantId: id }, (db) =>
    db.query('INSERT INTO tenant (id, slug, name) VALUES ($1, $2, $3)', [id, tenant.slug, name]),
  )
  return tenant
}

export interface MemberOptions {
  tenant?: TenantRef
  role?: Role
  name?: string
  permissions?: Permission[]
}

/** The context of a signed-in member (an analyst unless said) of a tenant (a fresh one unless said). */
export async function aMember(
  platform: Platform,
  options: MemberOptions = {},
): Promise<Context & { tenant: TenantRef }> {
  const { role = Role.ANALYST, name = 'Ana Lyst' } = options
  const tenant = options.tenant ?? (await aTenant(platform))
  const id = newId()
  const email = `${id}@example.test`
  await platform.database.transaction({ tenantId: tenant.id, userId: id }, async (db) => {
    await db.query('INSERT INTO app_user (id, email, name) VALUES ($1, $2, $3)', [id, email, name])
    await db.query('INSERT INTO membership (tenant_id, user_id, role) VALUES ($1, $2, $3)', [tenant.id, id, role])
  })
  const permissions = options.permissions ? new Set(options.permissions) : permissionsOf(role)
  const viewer = {
    kind: 'USER',
    id,
    name,
    email,
    role,
    permissions,
    isOperator: false,
    mustChangePassword: false,
    sessionId: null,
  } as const
  return {
    platform,
    requestId: newId(),
    viewer,
    tenant,
    address: '127.0.0.1',
    userAgent: null,
    http: null,
    remembers: true,
  }
}

export const analystOf = (platform: Platform, tenant?: TenantRef) => aMember(platform, { tenant })

/** Unlike any other, for names and slugs. */
export const unique = (word: string): string =>
  `${word}-${randomSecret(6)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, 'x')}`
