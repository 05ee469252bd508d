import { recordChangeBy } from '../audit/change'
import type { Context } from '../platform/context'
import { AppError } from '../platform/errors'
import { checked } from '../platform/input'
import { system } from '../tenants/tenant.service'
import { accountByEmail, personAsActor, type Account, type Belonging } from './account'
import { countAttempt } from './attempt.limit'
import { isPassword } from './password.hash'
import { assertTakesCookies, enterSession, insertSession } from './session.service'
import { signInShape, type SignInInput, type SignInPayload } from './sign-in.input'
import { viewerProfile } from './viewer.type'

/**
 * Opens a session. An unknown e-mail, a disabled person and a wrong password get the same answer after the same work.
 * @throws UNAUTHENTICATED, RATE_LIMITED
 */
export async function signIn(ctx: Context, input: SignInInput): Promise<SignInPayload> {
  const { email, password } = checked(signInShape, input)
  assertTakesCookies(ctx)
  const { account, belongings } = await checkPassword(ctx, email, password)
  const home = belongings[0]?.tenant.id ?? null
  const scope = { userId: account.id, tenantId: home ?? undefined }
  const opened = await ctx.platform.database.transaction(scope, async (db) => {
    const session = await insertSession(db, ctx, account.id, home)
    if (home) {
      const author = { tenantId: home, actor: personAsActor(account), requestId: ctx.requestId }
      const detail = { address: ctx.address }
      await recordChangeBy(db, author, {
        action: 'session.signIn',
        objectType: 'session',
        objectId: session.id,
        detail,
      })
    }
    return session
  })
  await enterSession(ctx, opened)
  return { viewer: viewerProfile(ctx), challenge: null }
}

/** The account whose password this is, counted and slowed. @throws UNAUTHENTICATED, RATE_LIMITED */
export async function checkPassword(ctx: Context, email: string, password: string) {
  const { telemetry } = ctx.platform
  const attempt = await countAttempt(ctx, email).catch((error: unknown) => {
    telemetry.signIns.inc({ outcome: 'limited' })
    throw error
  })
  const { account, belongings } = await accountByEmail(ctx.platform, email)
  const isRight = await isPassword(ctx.platform, account?.password_hash ?? null, password)
  if (!account || !isRight || account.disabled_at) {
    telemetry.signIns.inc({ outcome: 'refused' })
    if (account) recordRefusal(ctx, account, belongings)
    throw new AppError('UNAUTHENTICATED', 'E-mail or password is wrong')
  }
  await attempt.succeed()
  telemetry.signIns.inc({ outcome: 'signed in' })
  return { account, belongings }
}

/** Written after the answer has left: a stranger must not learn from the time it takes that the account exists. */
function recordRefusal(ctx: Context, account: Account, belongings: Belonging[]): void {
  const home = belongings[0]?.tenant.id
  if (!home) return
  const detail = { address: ctx.address, reason: account.disabled_at ? 'disabled' : 'wrong password' }
  const change = { action: 'session.refuse', objectType: 'user', objectId: account.id, detail }
  const author = { tenantId: home, actor: system, requestId: ctx.requestId }
  ctx.platform.database
    .transaction({ tenantId: home }, (db) => recordChangeBy(db, author, change))
    .catch((error: unknown) => ctx.platform.log.warn({ err: error }, 'a refused sign-in could not be recorded'))
}
