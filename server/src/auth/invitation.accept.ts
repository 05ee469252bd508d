import { recordChangeBy } from '../audit/change'
import type { Context } from '../platform/context'
import { sha256 } from '../platform/crypto'
import type { Db } from '../platform/database'
import { AppError, badInput, isUniqueViolation, notFound } from '../platform/errors'
import { newId } from '../platform/ids'
import { checked } from '../platform/input'
import { announceRights } from '../platform/rights'
import { accountByEmail, insertAccount, insertMembership, personAsActor, type NewAccount } from './account'
import { countAttempt } from './attempt.limit'
import { acceptShape, type AcceptInvitationInput } from './invitation.input'
import { hashPassword } from './password.hash'
import { assertGoodPassword } from './password.rule'
import type { Role } from './role'
import { assertTakesCookies, enterSession, insertSession } from './session.service'
import type { SignInPayload } from './sign-in.input'
import { checkPassword } from './sign-in.service'
import { viewerProfile } from './viewer.type'

interface OpenInvitation {
  tenant_id: string
  id: string
  email: string
  role: Role
  expires_at: Date
}

/** Who joins: an account that is there already (and proved its password), or one to be made. */
type Joiner = { id: string; name: string; made: NewAccount | null }

/**
 * Joins the tenant of an invitation and signs in. An e-mail with an account joins with its own password.
 * @throws NOT_FOUND when the token is unknown, used or over; UNAUTHENTICATED, BAD_USER_INPUT, CONFLICT for a member, RATE_LIMITED
 */
export async function acceptInvitation(ctx: Context, input: AcceptInvitationInput): Promise<SignInPayload> {
  const { token, name, password } = checked(acceptShape, input)
  assertTakesCookies(ctx)
  const invitation = await openInvitation(ctx, token)
  const joiner = await joinerOf(ctx, invitation.email, name ?? null, password)
  const scope = { tenantId: invitation.tenant_id, userId: joiner.id }
  const opened = await ctx.platform.database
    .transaction(scope, async (db, after) => {
      await join(db, ctx, invitation, joiner)
      after(() => announceRights(ctx.platform, joiner.id))
      return insertSession(db, ctx, joiner.id, invitation.tenant_id)
    })
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? new AppError('CONFLICT', `${invitation.email} has joined already`) : error
    })
  await enterSession(ctx, opened)
  return { viewer: viewerProfile(ctx), challenge: null }
}

async function openInvitation(ctx: Context, token: string): Promise<OpenInvitation> {
  const attempt = await countAttempt(ctx, 'invitation')
  const [found] = await ctx.platform.database.lookUp<OpenInvitation>('lookup_invitation', [sha256(token)])
  if (!found || found.expires_at.getTime() <= Date.now()) throw notFound('Invitation')
  await attempt.succeed()
  return found
}

async function joinerOf(ctx: Context, email: string, name: string | null, password: string): Promise<Joiner> {
  const { account } = await accountByEmail(ctx.platform, email)
  if (account) {
    await checkPassword(ctx, email, password)
    return { id: account.id, name: account.name, made: null }
  }
  if (!name) throw badInput('input.name', 'is needed: this e-mail has no account yet')
  assertGoodPassword(password, email, 'input.password')
  const made = { id: newId(), email, name, passwordHash: await hashPassword(ctx.platform, password) }
  return { id: made.id, name, made }
}

/** The invitation goes first: of two who use its token at once, one finds nothing to take. */
async function join(db: Db, ctx: Context, invitation: OpenInvitation, joiner: Joiner): Promise<void> {
  const taken = await db.execute('DELETE FROM invitation WHERE id = $1 AND expires_at > now()', [invitation.id])
  if (taken === 0) throw notFound('Invitation')
  if (joiner.made) await insertAccount(db, joiner.made)
  await insertMembership(db, invitation.tenant_id, joiner.id, invitation.role)
  const author = { tenantId: invitation.tenant_id, actor: personAsActor(joiner), requestId: ctx.requestId }
  const detail = { invitationId: invitation.id, role: invitation.role, isNew: joiner.made !== null }
  await recordChangeBy(db, author, { action: 'member.join', objectType: 'member', objectId: joiner.id, detail })
}
