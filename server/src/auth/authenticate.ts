import type { Platform, TenantRef, Viewer } from '../platform/context'
import { AppError, notFound } from '../platform/errors'
import type { Permission } from '../platform/permissions'
import type { Belonging } from './account'
import { presentedKey } from './api-key.token'
import { cachedIdentity } from './identity.cache'
import { keyIdentity, sessionIdentity, type KeyIdentity, type SessionIdentity } from './identity'
import { permissionsOf } from './role'
import { isSessionOver, sessionTerm } from './session.term'

/** What a caller presents, as it came in: nothing is checked yet. */
export interface Credentials {
  cookieToken?: string | null
  authorization?: string | null
  apiKey?: string | null
  /** Slug or id of the tenant the request is about (X-Tenant). */
  tenant?: string | null
  address?: string | null
  userAgent?: string | null
}

export interface Identified {
  viewer: Viewer | null
  tenant: TenantRef | null
}

/**
 * Who asks and in which tenant. A key beats a cookie; a cookie that is no good is nobody.
 * @throws UNAUTHENTICATED for a key that is no good, NOT_FOUND for a tenant that is not the caller's.
 */
export const authenticate = (platform: Platform, credentials: Credentials): Promise<Identified> =>
  identify(platform, credentials, true)

/** The same for connections that stay open: asking again is no use of the session, so an idle screen still runs out. */
export const recheck = (platform: Platform, credentials: Credentials): Promise<Identified> =>
  identify(platform, credentials, false)

async function identify(platform: Platform, credentials: Credentials, isUse: boolean): Promise<Identified> {
  const key = presentedKey(credentials)
  if (key !== null) return asKey(platform, key, credentials.tenant, isUse)
  const token = credentials.cookieToken
  if (!token) return { viewer: null, tenant: null }
  const identity = await cachedIdentity(platform, token, () => sessionIdentity(platform, token))
  if (identity?.kind !== 'USER' || isSessionOver(identity, Date.now())) return { viewer: null, tenant: null }
  if (isUse) await noteSessionUse(platform, identity)
  const belonging = chosenBelonging(identity, credentials.tenant)
  return { viewer: personAsViewer(identity, belonging), tenant: belonging?.tenant ?? null }
}

async function asKey(
  platform: Platform,
  key: string,
  tenant: string | null | undefined,
  isUse: boolean,
): Promise<Identified> {
  const identity = await cachedIdentity(platform, key, () => keyIdentity(platform, key))
  if (identity?.kind !== 'API_KEY' || identity.expiresAt <= Date.now()) {
    throw new AppError('UNAUTHENTICATED', 'The API key is not valid')
  }
  if (tenant && !isNamed(identity.tenant, tenant)) throw notFound('Tenant')
  if (isUse) await noteKeyUse(platform, identity)
  return { viewer: keyAsViewer(identity), tenant: identity.tenant }
}

const isNamed = (tenant: TenantRef, wanted: string): boolean =>
  tenant.slug === wanted || tenant.id === wanted.toLowerCase()

function chosenBelonging(identity: SessionIdentity, wanted: string | null | undefined): Belonging | null {
  const { belongings, homeTenantId } = identity
  if (!wanted) return belongings.find((one) => one.tenant.id === homeTenantId) ?? belongings[0] ?? null
  const found = belongings.find((one) => isNamed(one.tenant, wanted))
  if (!found) throw notFound('Tenant')
  return found
}

const nothing: ReadonlySet<Permission> = new Set()

function personAsViewer({ person, sessionId }: SessionIdentity, belonging: Belonging | null): Viewer {
  const permissions = belonging ? permissionsOf(belonging.role) : nothing
  return { kind: 'USER', ...person, role: belonging?.role ?? null, permissions, sessionId }
}

function keyAsViewer({ keyId, name, scopes }: KeyIdentity): Viewer {
  const none = { email: null, role: null, isOperator: false, mustChangePassword: false, sessionId: null }
  return { kind: 'API_KEY', id: keyId, name, permissions: scopes, ...none }
}

/** The identity is marked before the write, so that requests at once write once. */
async function noteSessionUse(platform: Platform, identity: SessionIdentity): Promise<void> {
  const now = Date.now()
  if (now - identity.lastSeenAt < sessionTerm.seenEvery) return
  identity.lastSeenAt = now
  await platform.database.transaction({ userId: identity.person.id }, (db) =>
    db.execute("UPDATE session SET last_seen_at = now() WHERE id = $1 AND last_seen_at < now() - interval '30 s'", [
      identity.sessionId,
    ]),
  )
}

async function noteKeyUse(platform: Platform, identity: KeyIdentity): Promise<void> {
  const now = Date.now()
  if (now - identity.lastUsedAt < sessionTerm.seenEvery) return
  identity.lastUsedAt = now
  await platform.database.transaction({ tenantId: identity.tenant.id }, (db) =>
    db.execute('UPDATE api_key SET last_used_at = now() WHERE id = $1', [identity.keyId]),
  )
}
