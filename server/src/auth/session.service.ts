import { recordChange } from '../audit/change'
import { asViewer, signedIn, type Context } from '../platform/context'
import { randomSecret, sha256 } from '../platform/crypto'
import type { Db } from '../platform/database'
import { AppError, notFound } from '../platform/errors'
import { isUuid, newId } from '../platform/ids'
import { announceRights } from '../platform/rights'
import { authenticate } from './authenticate'
import { Session } from './session.entity'
import { sessionTerm } from './session.term'

const alive = "expires_at > now() AND last_seen_at > now() - interval '12 h'"

export interface OpenedSession {
  id: string
  token: string
  expiresAt: Date
}

/** Writes a session with a token nobody has seen before. The transaction must act for that very person. */
export async function insertSession(
  db: Db,
  ctx: Context,
  userId: string,
  tenantId: string | null,
): Promise<OpenedSession> {
  const opened = { id: newId(), token: randomSecret(32), expiresAt: new Date(Date.now() + sessionTerm.absolute) }
  await db.query(`DELETE FROM session WHERE user_id = $1 AND NOT (${alive})`, [userId])
  await db.query(
    `INSERT INTO session (id, user_id, token_hash, tenant_id, address, user_agent, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      opened.id,
      userId,
      sha256(opened.token),
      tenantId,
      ctx.address,
      ctx.userAgent?.slice(0, 512) ?? null,
      opened.expiresAt,
    ],
  )
  return opened
}

/** Hands the cookie out; the rest of this request acts as the person who has just signed in. */
export async function enterSession(ctx: Context, opened: OpenedSession): Promise<void> {
  const previous = ctx.viewer
  if (previous?.sessionId) await endSession(ctx, previous.id, previous.sessionId)
  ctx.http?.setSessionCookie(opened.token, opened.expiresAt)
  Object.assign(ctx, await authenticate(ctx.platform, { cookieToken: opened.token }))
}

/** A session is worth nothing where no cookie can be set. @throws BAD_USER_INPUT over a WebSocket */
export function assertTakesCookies(ctx: Context): void {
  if (!ctx.http) throw new AppError('BAD_USER_INPUT', 'Do this over HTTP: a WebSocket cannot set the cookie')
}

function endSession(ctx: Context, userId: string, sessionId: string): Promise<number> {
  return ctx.platform.database.transaction({ userId }, (db, after) => {
    after(() => announceRights(ctx.platform, userId))
    return db.execute('DELETE FROM session WHERE id = $1', [sessionId])
  })
}

/** Ends this session. Without one there is nothing to end, and that is no fault. */
export async function signOut(ctx: Context): Promise<boolean> {
  if (ctx.viewer?.kind === 'API_KEY') throw new AppError('FORBIDDEN', 'An API key has no session')
  if (ctx.viewer?.sessionId) {
    const { sessionId, id } = ctx.viewer
    await asViewer(ctx, async (db, after) => {
      after(() => announceRights(ctx.platform, id))
      await db.execute('DELETE FROM session WHERE id = $1 AND user_id = $2', [sessionId, id])
      await recordOwn(db, ctx, 'session.signOut', sessionId)
    })
  }
  leave(ctx)
  return true
}

/** Ends every session of the viewer, this one too. */
export async function signOutEverywhere(ctx: Context): Promise<boolean> {
  const { id } = signedIn(ctx)
  await asViewer(ctx, async (db, after) => {
    after(() => announceRights(ctx.platform, id))
    const ended = await db.execute('DELETE FROM session WHERE user_id = $1', [id])
    await recordOwn(db, ctx, 'session.signOutEverywhere', id, { ended })
  })
  leave(ctx)
  return true
}

function leave(ctx: Context): void {
  ctx.http?.clearSessionCookie()
  Object.assign(ctx, { viewer: null, tenant: null })
}

/** The viewer's own sessions that still live, the latest used first. */
export function ownSessions(ctx: Context): Promise<Session[]> {
  const { id } = signedIn(ctx)
  return asViewer(ctx, (db) =>
    db.rows(Session, `SELECT * FROM session WHERE user_id = $1 AND ${alive} ORDER BY last_seen_at DESC, id DESC`, [id]),
  )
}

export async function ownSession(ctx: Context, id: string): Promise<Session | null> {
  const viewer = signedIn(ctx)
  const own = 'SELECT * FROM session WHERE id = $1 AND user_id = $2'
  const [session] = await asViewer(ctx, (db) => db.rows(Session, own, [id, viewer.id]))
  return session ?? null
}

/** Signs one of the viewer's own browsers out. @throws NOT_FOUND, also for another person's session */
export async function revokeSession(ctx: Context, id: string): Promise<{ session: Session }> {
  const viewer = signedIn(ctx)
  const session = await asViewer(ctx, async (db, after) => {
    if (!isUuid(id)) throw notFound('Session')
    const own = 'SELECT * FROM session WHERE id = $1 AND user_id = $2 FOR UPDATE'
    const [found] = await db.rows(Session, own, [id, viewer.id])
    if (!found) throw notFound('Session')
    await db.execute('DELETE FROM session WHERE id = $1', [found.id])
    await recordOwn(db, ctx, 'session.revoke', found.id)
    after(() => announceRights(ctx.platform, viewer.id))
    return found
  })
  if (session.id === viewer.sessionId) ctx.http?.clearSessionCookie()
  return { session }
}

/** A person's own deed goes on record in the tenant of the request; who belongs to none has no tenant's record to stand in. */
export async function recordOwn(
  db: Db,
  ctx: Context,
  action: string,
  objectId: string,
  detail?: Record<string, unknown>,
): Promise<void> {
  if (ctx.tenant) await recordChange(db, ctx, { action, objectType: action.split('.')[0] ?? action, objectId, detail })
}
