import type { Config } from './config'
import type { SecretBox } from './crypto'
import { type After, type Database, type Db } from './database'
import { AppError } from './errors'
import type { MessageBudget } from './live.pace'
import type { Log } from './logger'
import type { Permission } from './permissions'
import type { NewsChannel } from './pubsub'
import type { Telemetry } from './telemetry'

/** What one running server has. Passed along, never global: tests run two nodes in one process. */
export interface Platform {
  config: Config
  log: Log
  database: Database
  news: NewsChannel
  telemetry: Telemetry
  secrets: SecretBox
  nodeId: string
  /** How other hosts are asked: the global one, but for tests that have a host of their own. */
  fetch: typeof fetch
}

export interface TenantRef {
  id: string
  slug: string
  name: string
}

/** Who asks. `permissions` are those in the tenant of this request. */
export interface Viewer {
  kind: 'USER' | 'API_KEY'
  id: string
  name: string
  email: string | null
  role: string | null
  permissions: ReadonlySet<Permission>
  isOperator: boolean
  mustChangePassword: boolean
  /** The session behind a cookie; null for a key. */
  sessionId: string | null
}

/** The request's HTTP side, as little of it as services need. Absent over WebSocket. */
export interface Http {
  /** The caller knows of a change and wants no answer from before it (Cache-Control: no-cache). */
  wantsFresh: boolean
  setSessionCookie(token: string, expiresAt: Date): void
  clearSessionCookie(): void
}

export interface Context {
  platform: Platform
  requestId: string
  viewer: Viewer | null
  tenant: TenantRef | null
  address: string
  userAgent: string | null
  http: Http | null
  /** False in contexts that outlive one answer (subscriptions): loaders there batch but do not remember. */
  remembers: boolean
  /** What may still be sent on this connection; absent over HTTP. */
  budget?: MessageBudget
}

export function signedIn(ctx: Context): Viewer {
  if (!ctx.viewer) throw new AppError('UNAUTHENTICATED', 'Sign in, or send an API key')
  return ctx.viewer
}

export function tenantOf(ctx: Context): TenantRef {
  signedIn(ctx)
  if (!ctx.tenant) throw new AppError('BAD_USER_INPUT', 'No tenant is chosen: send its slug or id as X-Tenant')
  return ctx.tenant
}

export const can = (ctx: Context, permission: Permission): boolean => ctx.viewer?.permissions.has(permission) ?? false

/** The only door to a tenant's rows: one short transaction under forced row security, for the viewer, in the request's tenant. */
export function inTenant<T>(ctx: Context, work: (db: Db, after: After) => Promise<T>): Promise<T> {
  const viewer = signedIn(ctx)
  const scope = { tenantId: tenantOf(ctx).id, userId: viewer.kind === 'USER' ? viewer.id : undefined }
  return ctx.platform.database.transaction(scope, work)
}

/** The viewer's own rows (sessions, profile), whatever the tenant. Keys have none. */
export function asViewer<T>(ctx: Context, work: (db: Db, after: After) => Promise<T>): Promise<T> {
  const viewer = signedIn(ctx)
  if (viewer.kind !== 'USER') throw new AppError('FORBIDDEN', 'An API key has no sessions or password')
  return ctx.platform.database.transaction({ userId: viewer.id, tenantId: ctx.tenant?.id }, work)
}
