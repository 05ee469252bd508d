import type { Platform, TenantRef } from '../platform/context'
import { sha256 } from '../platform/crypto'
import { isPermission, type Permission } from '../platform/permissions'
import { asTenant } from '../tenants/tenant.service'
import { belongingsIn, type Account, type Belonging } from './account'
import { isKeySecret, parseKeyToken } from './api-key.token'

/** What a cookie stands for. Times are milliseconds since 1970. */
export interface SessionIdentity {
  kind: 'USER'
  sessionId: string
  person: { id: string; name: string; email: string; isOperator: boolean; mustChangePassword: boolean }
  belongings: Belonging[]
  homeTenantId: string | null
  expiresAt: number
  lastSeenAt: number
}

/** What an API key stands for. */
export interface KeyIdentity {
  kind: 'API_KEY'
  keyId: string
  name: string
  tenant: TenantRef
  scopes: ReadonlySet<Permission>
  expiresAt: number
  lastUsedAt: number
}

interface SessionRow {
  id: string
  user_id: string
  tenant_id: string | null
  expires_at: Date
  last_seen_at: Date
}

/** Null when the token is unknown or its person is disabled. Whether it is over is for the caller: this answer is cached. */
export async function sessionIdentity(platform: Platform, token: string): Promise<SessionIdentity | null> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return null
  return platform.database.transaction({}, async (db) => {
    const [session] = await db.query<SessionRow>('SELECT * FROM lookup_session($1)', [sha256(token)])
    if (!session) return null
    const [account] = await db.query<Account>('SELECT * FROM lookup_user($1)', [session.user_id])
    if (!account || account.disabled_at) return null
    return {
      kind: 'USER',
      sessionId: session.id,
      person: personOf(account),
      belongings: await belongingsIn(db, account.id),
      homeTenantId: session.tenant_id,
      expiresAt: session.expires_at.getTime(),
      lastSeenAt: session.last_seen_at.getTime(),
    }
  })
}

const personOf = (account: Account) => ({
  id: account.id,
  name: account.name,
  email: account.email,
  isOperator: account.is_operator,
  mustChangePassword: account.must_change_password,
})

interface KeyRow {
  tenant_id: string
  id: string
  name: string
  secret_hash: Buffer
  scopes: string[]
  expires_at: Date | null
  last_used_at: Date | null
  revoked_at: Date | null
}

/** Null when the key is malformed, unknown or revoked. */
export async function keyIdentity(platform: Platform, text: string): Promise<KeyIdentity | null> {
  const token = parseKeyToken(text)
  if (!token) return null
  return platform.database.transaction({}, async (db) => {
    const rows = await db.query<KeyRow>('SELECT * FROM lookup_api_key($1)', [token.prefix])
    const row = rows.find((one) => isKeySecret(token.secret, one.secret_hash))
    if (!row || row.revoked_at) return null
    const [tenant] = await db.query<TenantRef>('SELECT * FROM lookup_tenant(NULL, $1)', [row.tenant_id])
    if (!tenant) return null
    return {
      kind: 'API_KEY',
      keyId: row.id,
      name: row.name,
      tenant: asTenant(tenant),
      scopes: new Set(row.scopes.filter(isPermission)),
      expiresAt: row.expires_at?.getTime() ?? Infinity,
      lastUsedAt: row.last_used_at?.getTime() ?? 0,
    }
  })
}
