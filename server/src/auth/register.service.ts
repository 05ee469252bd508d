import { recordChangeBy } from '../audit/change'
import type { Context } from '../platform/context'
import { AppError, isUniqueViolation } from '../platform/errors'
import { newId } from '../platform/ids'
import { checked } from '../platform/input'
import { tenantBySlug } from '../tenants/tenant.service'
import { insertAccount, insertMembership, personAsActor } from './account'
import { countAttempt } from './attempt.limit'
import { hashPassword } from './password.hash'
import { assertGoodPassword } from './password.rule'
import { Role } from './role'
import { assertTakesCookies, enterSession, insertSession } from './session.service'
import { registerShape, type RegisterInput, type SignInPayload } from './sign-in.input'
import { viewerProfile } from './viewer.type'

/**
 * Makes a person who may look at the first tenant, where registration is open.
 * @throws FORBIDDEN where it is not, CONFLICT when the e-mail has an account, RATE_LIMITED
 */
export async function register(ctx: Context, input: RegisterInput): Promise<SignInPayload> {
  const { config, database } = ctx.platform
  if (!config.TOCSIN_OPEN_REGISTRATION) throw new AppError('FORBIDDEN', 'Registration is closed: ask for an invitation')
  const { email, name, password } = checked(registerShape, input)
  assertTakesCookies(ctx)
  assertGoodPassword(password, email, 'input.password')
  await countAttempt(ctx, email)
  const tenant = await tenantBySlug(ctx.platform, config.TOCSIN_TENANT)
  if (!tenant) throw new AppError('FORBIDDEN', 'There is no tenant to register with')
  const account = { id: newId(), email, name, passwordHash: await hashPassword(ctx.platform, password) }
  const scope = { tenantId: tenant.id, userId: account.id }
  const opened = await database
    .transaction(scope, async (db) => {
      await insertAccount(db, account)
      await insertMembership(db, tenant.id, account.id, Role.VIEWER)
      const author = { tenantId: tenant.id, actor: personAsActor(account), requestId: ctx.requestId }
      const detail = { email, role: Role.VIEWER }
      await recordChangeBy(db, author, { action: 'user.register', objectType: 'user', objectId: account.id, detail })
      return insertSession(db, ctx, account.id, tenant.id)
    })
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? new AppError('CONFLICT', 'This e-mail has an account: sign in') : error
    })
  await enterSession(ctx, opened)
  return { viewer: viewerProfile(ctx), challenge: null }
}
