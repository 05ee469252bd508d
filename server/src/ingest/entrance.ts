import type { Request } from 'express'
import { ActorKind } from '../audit/actor'
import { authenticate, type Credentials } from '../auth/authenticate'
import { presentedKey } from '../auth/api-key.token'
import type { Platform, TenantRef, Viewer } from '../platform/context'
import type { Permission } from '../platform/permissions'
import { AppError, notFound } from '../platform/errors'
import { firstSlug } from '../sources/bootstrap'
import { agentSource, ensureSource, ingestSource, sourcesOfKeys } from '../sources/own.source'
import type { Found, SourceDirectory } from '../sources/source.directory'
import type { Shown } from './proofs/way'

/** Through which door a request comes, and what it names there. */
export type Entrance =
  | { endpoint: 'webhook'; tenant: string; slug: string }
  | { endpoint: 'hook'; token: string }
  | { endpoint: 'ingest'; credentials: Credentials; slug: string; signals: Signals }

/** What a door for keys makes of an agent's signal: it is nothing but one, may be one, or is an item like any other. */
export type Signals = 'ALWAYS' | 'RECOGNISED' | 'NEVER'

export const byNames = (tenant: string, slug: string): Entrance => ({ endpoint: 'webhook', tenant, slug })
export const byToken = (token: string): Entrance => ({ endpoint: 'hook', token })

/** A key, never a cookie: no page may make a browser deliver. */
export function byKey(request: Request): Entrance & { endpoint: 'ingest' } {
  const { source } = request.query
  const slug = typeof source === 'string' ? source : request.get('x-source')
  const told = { slug: slug ?? ingestSource.slug, signals: slug === undefined ? 'RECOGNISED' : 'NEVER' } as const
  return { endpoint: 'ingest', credentials: keyIn(request), ...told }
}

/** A door that names no source: a key says whose it is, or the signature of the tenant's first source. */
export function byKeyOrFirstSource(request: Request, tenant: string): Entrance {
  const holdsKey = presentedKey(keyIn(request)) !== null
  if (holdsKey) return { ...byKey(request), signals: 'NEVER' }
  return byNames(request.get('x-tenant') ?? tenant, firstSlug)
}

/** The agents' own door. */
export const byAgent = (request: Request): Entrance => ({
  endpoint: 'ingest',
  credentials: keyIn(request),
  slug: agentSource.slug,
  signals: 'ALWAYS',
})

export const keyIn = (request: Request): Credentials => ({
  authorization: request.get('authorization') ?? null,
  apiKey: request.get('x-api-key') ?? null,
  tenant: request.get('x-tenant') ?? null,
})

export const shownBy = (entrance: Entrance, header: Shown['header']): Shown => ({
  header,
  token: entrance.endpoint === 'hook' ? entrance.token : null,
})

/** What could name a tenant or a source, well or badly spelt. Neither NUL nor half a surrogate pair: Postgres' text cannot hold them. */
const possibleName = /^[^\x00-\x1f\x7f\p{Cs}]{1,63}$/u
const possibleToken = /^[\w-]{20,600}$/
const nobody: Found = { tenantId: null, source: null }

/** The name by which a refusal is listed; null for what could be none. A token never is one. */
export const nameIn = (entrance: Entrance): string | null =>
  entrance.endpoint !== 'hook' && possibleName.test(entrance.slug) ? entrance.slug : null

/**
 * Whose delivery a request claims to be.
 *
 * @param tell is told the tenant as soon as it is sure, so that what is refused then is shown to its admin.
 * @throws with a key: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND; else never for what is unknown. UNAVAILABLE, RATE_LIMITED.
 */
export async function findSource(
  platform: Platform,
  directory: SourceDirectory,
  entrance: Entrance,
  tell: (found: Found) => void,
): Promise<Found> {
  if (entrance.endpoint === 'hook')
    return possibleToken.test(entrance.token) ? directory.findByToken(entrance.token) : nobody
  if (entrance.endpoint === 'webhook') {
    const isKnowable = possibleName.test(entrance.tenant) && possibleName.test(entrance.slug)
    return isKnowable ? directory.find(entrance.tenant, entrance.slug) : nobody
  }
  const key = await keyHolder(platform, entrance.credentials)
  tell({ tenantId: key.tenant.id, source: null })
  mustHold(key.viewer, 'ingest:write')
  return sourceOfKey(platform, directory, key, entrance.slug)
}

export interface KeyHolder {
  viewer: Viewer
  tenant: TenantRef
}

/** @throws UNAUTHENTICATED without a good key, NOT_FOUND when it names another tenant than its own. */
export async function keyHolder(platform: Platform, credentials: Credentials): Promise<KeyHolder> {
  const { viewer, tenant } = await authenticate(platform, credentials)
  if (viewer?.kind !== 'API_KEY' || !tenant)
    throw new AppError('UNAUTHENTICATED', 'Send an API key, as X-API-Key or Authorization: Bearer')
  return { viewer, tenant }
}

/** @throws FORBIDDEN unless the key holds one of these. */
export function mustHold(viewer: Viewer, ...scopes: Permission[]): void {
  if (!scopes.some((scope) => viewer.permissions.has(scope)))
    throw new AppError('FORBIDDEN', `This needs a key with the scope ${scopes.join(' or ')}`)
}

async function sourceOfKey(
  platform: Platform,
  directory: SourceDirectory,
  { viewer, tenant }: KeyHolder,
  slug: string,
): Promise<Found> {
  if (!possibleName.test(slug)) throw notFound('Source')
  const found = await directory.find(tenant.id, slug)
  if (found.source) return found
  const own = sourcesOfKeys.find((one) => one.slug === slug)
  if (!own) throw notFound('Source')
  await ensureSource(platform, tenant, own, { kind: ActorKind.API_KEY, id: viewer.id, name: viewer.name })
  directory.forget(tenant.id, slug)
  return directory.find(tenant.id, slug)
}
