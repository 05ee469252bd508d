import { insertAccount, insertMembership } from '../src/auth/account'
import { hashPassword } from '../src/auth/password.hash'
import { Role } from '../src/auth/role'
import { signIn } from '../src/auth/sign-in.service'
import type { Context, Http, Platform, TenantRef } from '../src/platform/context'
import { newId } from '../src/platform/ids'
import { aTenant } from './harness'

export const password = 'correct horse battery'

/** A browser's cookie jar, as far as the services see one. */
export class Jar implements Http {
  readonly wantsFresh = false
  token: string | null = null

  setSessionCookie(token: string): void {
    this.token = token
  }

  clearSessionCookie(): void {
    this.token = null
  }
}

let stranger = 0

/** Somebody who has not signed in, from an address of his own, so that tests do not slow each other down. */
export function aStranger(
  platform: Platform,
  address = `10.${++stranger >> 8}.${stranger & 255}.1`,
): Context & { http: Jar } {
  return {
    platform,
    requestId: newId(),
    viewer: null,
    tenant: null,
    address,
    userAgent: 'jest',
    http: new Jar(),
    remembers: true,
  }
}

export interface AnAccount {
  id: string
  email: string
  tenant: TenantRef
}

interface AccountOptions {
  tenant?: TenantRef
  role?: Role
  mustChangePassword?: boolean
}

/** A person with {@link password} in a tenant: a fresh one unless said. */
export async function anAccount(platform: Platform, options: AccountOptions = {}): Promise<AnAccount> {
  const tenant = options.tenant ?? (await aTenant(platform))
  const id = newId()
  const email = `${id}@example.test`
  const account = { id, email, name: 'Ana Lyst', passwordHash: await hashPassword(platform, password), ...options }
  await platform.database.transaction({ tenantId: tenant.id, userId: id }, async (db) => {
    await insertAccount(db, account)
    await insertMembership(db, tenant.id, id, options.role ?? Role.ANALYST)
  })
  return { id, email, tenant }
}

/** The same, signed in. */
export async function aSignedIn(platform: Platform, options: AccountOptions = {}): Promise<Signed> {
  const account = await anAccount(platform, options)
  return { account, ctx: await signedInAs(platform, account.email) }
}

export interface Signed {
  account: AnAccount
  ctx: Context & { http: Jar }
}

export async function signedInAs(platform: Platform, email: string): Promise<Context & { http: Jar }> {
  const ctx = aStranger(platform)
  await signIn(ctx, { email, password })
  return ctx
}

/** Actions on record in a tenant, in order. */
export async function actionsOf(platform: Platform, tenant: TenantRef): Promise<string[]> {
  const rows = await platform.database.transaction({ tenantId: tenant.id }, (db) =>
    db.query<{ action: string }>('SELECT action FROM audit_entry ORDER BY id'),
  )
  return rows.map((row) => row.action)
}
