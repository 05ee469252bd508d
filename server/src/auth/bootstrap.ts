import { recordChangeBy } from '../audit/change'
import type { Platform } from '../platform/context'
import { randomSecret } from '../platform/crypto'
import type { Db } from '../platform/database'
import { newId } from '../platform/ids'
import { asTenant, insertAdmin, insertTenant, system } from '../tenants/tenant.service'
import { insertAccount } from './account'
import { hashPassword } from './password.hash'

export interface FirstTenant {
  adminEmail: string
  /** Set on the very first start alone, when no password was configured; to be shown once and never logged. */
  generatedPassword: string | null
}

/**
 * On the first start (no operator yet): the tenant TOCSIN_TENANT and its administrator, who is the platform's operator too. Later it changes nothing,
 * and of two nodes that start together one does it.
 */
export async function ensureFirstTenant(platform: Platform): Promise<FirstTenant> {
  const { config, database } = platform
  const adminEmail = config.TOCSIN_ADMIN_EMAIL.toLowerCase()
  const ready = { adminEmail, generatedPassword: null }
  if (hasOperator(await database.lookUp('lookup_has_operator', []))) return ready

  const generated = config.TOCSIN_ADMIN_PASSWORD ? null : randomSecret(15)
  const passwordHash = await hashPassword(platform, config.TOCSIN_ADMIN_PASSWORD ?? generated ?? '')
  const tenant = asTenant({ id: newId(), slug: config.TOCSIN_TENANT, name: titleOf(config.TOCSIN_TENANT) })
  const admin = {
    id: newId(),
    email: adminEmail,
    name: 'Administrator',
    passwordHash,
    mustChangePassword: generated !== null,
  }
  const isMade = await database.transaction({ tenantId: tenant.id, userId: admin.id }, async (db) => {
    await db.query('SELECT pg_advisory_xact_lock(7032)')
    if (hasOperator(await db.query('SELECT * FROM lookup_has_operator()'))) return false
    const author = { actor: system, requestId: null }
    await insertTenant(db, tenant, author)
    await insertAccount(db, { ...admin, isOperator: true })
    await insertAdmin(db, tenant.id, admin.id)
    await recordAdmin(db, tenant.id, admin)
    return true
  })
  return isMade ? { adminEmail, generatedPassword: generated } : ready
}

const hasOperator = (rows: Record<string, unknown>[]): boolean => rows[0]?.lookup_has_operator === true

const titleOf = (slug: string): string => slug.charAt(0).toUpperCase() + slug.slice(1)

async function recordAdmin(db: Db, tenantId: string, admin: { id: string; email: string }): Promise<void> {
  const author = { tenantId, actor: system, requestId: null }
  const detail = { email: admin.email, isOperator: true }
  await recordChangeBy(db, author, { action: 'user.create', objectType: 'user', objectId: admin.id, detail })
}
