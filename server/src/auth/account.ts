import { ActorKind, type Actor } from '../audit/actor'
import type { Platform } from '../platform/context'
import type { Db } from '../platform/database'
import { asTenant } from '../tenants/tenant.service'
import type { Tenant } from '../tenants/tenant.entity'
import { type Role } from './role'

/** A person as the checks before sign-in need him; never leaves this module. */
export interface Account {
  id: string
  email: string
  name: string
  password_hash: string | null
  must_change_password: boolean
  is_operator: boolean
  disabled_at: Date | null
}

/** One tenant a person belongs to. */
export interface Belonging {
  tenant: Tenant
  role: Role
}

export interface NewAccount {
  id: string
  email: string
  name: string
  passwordHash: string
  mustChangePassword?: boolean
  isOperator?: boolean
}

/** The account with this e-mail and where it belongs, the first joined tenant first. The statements are the same when there is none. */
export function accountByEmail(platform: Platform, email: string) {
  return platform.database.transaction({}, async (db) => {
    const [account] = await db.query<Account>('SELECT * FROM lookup_user_by_email($1)', [email])
    const belongings = await belongingsIn(db, account?.id ?? nobody)
    return { account: account ?? null, belongings }
  })
}

const nobody = '00000000-0000-0000-0000-000000000000'

export const belongingsOf = (platform: Platform, userId: string): Promise<Belonging[]> =>
  platform.database.transaction({}, (db) => belongingsIn(db, userId))

/** Reads through look-ups: row security shows a transaction one tenant at most. */
export async function belongingsIn(db: Db, userId: string): Promise<Belonging[]> {
  const rows = await db.query<{ id: string; slug: string; name: string; role: Role }>(
    `SELECT t.id, t.slug, t.name, m.role FROM lookup_memberships($1) m JOIN lookup_tenants_of($1) t ON t.id = m.tenant_id
     ORDER BY m.created_at, t.slug`,
    [userId],
  )
  return rows.map((row) => ({ tenant: asTenant(row), role: row.role }))
}

export async function insertAccount(db: Db, account: NewAccount): Promise<void> {
  await db.query(
    `INSERT INTO app_user (id, email, name, password_hash, must_change_password, is_operator) VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      account.id,
      account.email,
      account.name,
      account.passwordHash,
      account.mustChangePassword ?? false,
      account.isOperator ?? false,
    ],
  )
}

export async function insertMembership(db: Db, tenantId: string, userId: string, role: Role): Promise<void> {
  await db.query('INSERT INTO membership (tenant_id, user_id, role) VALUES ($1, $2, $3)', [tenantId, userId, role])
}

/** A person as the author of a deed done while nobody is signed in yet. */
export const personAsActor = (person: { id: string; name: string }): Actor => ({
  kind: ActorKind.USER,
  id: person.id,
  name: person.name,
})
