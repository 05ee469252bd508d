import { asViewer, signedIn, type Context } from '../platform/context'
import { randomSecret, sha256 } from '../platform/crypto'
import type { Db } from '../platform/database'
import { AppError, badInput } from '../platform/errors'
import { checked } from '../platform/input'
import { announceRights } from '../platform/rights'
import { countAttempt } from './attempt.limit'
import { authenticate } from './authenticate'
import { hashPassword, isPassword } from './password.hash'
import { assertGoodPassword } from './password.rule'
import { assertTakesCookies, recordOwn } from './session.service'
import { changePasswordShape, type ChangePasswordInput, type ChangePasswordPayload } from './sign-in.input'
import { viewerProfile, type ViewerProfile } from './viewer.type'

/**
 * Changes the viewer's password. All other sessions end, this one gets a new token: whoever knew the old ones is out.
 * @throws BAD_USER_INPUT when the current one is wrong, the new one will not do, or over a WebSocket; FORBIDDEN for a key, RATE_LIMITED
 */
export async function changePassword(ctx: Context, input: ChangePasswordInput): Promise<ChangePasswordPayload> {
  const viewer = signedIn(ctx)
  const stored = await asViewer(ctx, (db) => passwordOf(db, viewer.id))
  assertTakesCookies(ctx) // or this session's new token would reach nobody
  const { currentPassword, newPassword } = checked(changePasswordShape, input)
  assertGoodPassword(newPassword, viewer.email ?? '', 'input.newPassword')
  if (newPassword === currentPassword) throw badInput('input.newPassword', 'must not be the current one')
  const attempt = await countAttempt(ctx, viewer.email ?? viewer.id)
  if (!(await isPassword(ctx.platform, stored, currentPassword))) throw badInput('input.currentPassword', 'is wrong')
  await attempt.succeed()
  const opened = await replacePassword(ctx, stored, await hashPassword(ctx.platform, newPassword))
  if (opened) ctx.http?.setSessionCookie(opened.token, opened.expiresAt)
  if (opened)
    Object.assign(ctx, await authenticate(ctx.platform, { cookieToken: opened.token, tenant: ctx.tenant?.id }))
  return { viewer: viewerProfile(ctx) as ViewerProfile }
}

async function passwordOf(db: Db, userId: string): Promise<string | null> {
  const query = 'SELECT password_hash FROM app_user WHERE id = $1'
  const [row] = await db.query<{ password_hash: string | null }>(query, [userId])
  return row?.password_hash ?? null
}

/** @throws CONFLICT when the password was changed elsewhere between check and write */
function replacePassword(ctx: Context, stored: string | null, hash: string) {
  const viewer = signedIn(ctx)
  return asViewer(ctx, async (db, after) => {
    const changed = await db.execute(
      'UPDATE app_user SET password_hash = $2, must_change_password = false WHERE id = $1 AND password_hash = $3',
      [viewer.id, hash, stored],
    )
    if (changed === 0) throw new AppError('CONFLICT', 'The password has just been changed elsewhere')
    await db.execute('DELETE FROM session WHERE user_id = $1 AND id <> $2', [viewer.id, viewer.sessionId])
    const token = randomSecret(32)
    const [kept] = await db.query<{ expires_at: Date }>(
      'UPDATE session SET token_hash = $2 WHERE id = $1 RETURNING expires_at',
      [viewer.sessionId, sha256(token)],
    )
    await recordOwn(db, ctx, 'user.changePassword', viewer.id)
    after(() => announceRights(ctx.platform, viewer.id))
    return kept ? { token, expiresAt: kept.expires_at } : null
  })
}
