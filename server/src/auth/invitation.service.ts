import { recordChange } from '../audit/change'
import { inTenant, signedIn, tenantOf, type Context } from '../platform/context'
import { randomSecret, sha256 } from '../platform/crypto'
import type { Db } from '../platform/database'
import { AppError, notFound } from '../platform/errors'
import { isUuid, newId } from '../platform/ids'
import { checked } from '../platform/input'
import { Invitation } from './invitation.entity'
import { inviteShape, type InviteMemberInput, type InviteMemberPayload } from './invitation.input'
import { assertHolds, permissionsOf } from './role'

const openFor = 7 * 24 * 60 * 60_000

/** Open invitations of the tenant, the latest first. */
export function invitations(ctx: Context): Promise<Invitation[]> {
  return inTenant(ctx, (db) =>
    db.rows(Invitation, 'SELECT * FROM invitation WHERE expires_at > now() ORDER BY id DESC'),
  )
}

export async function invitationById(ctx: Context, id: string): Promise<Invitation | null> {
  const open = 'SELECT * FROM invitation WHERE id = $1 AND expires_at > now()'
  const [found] = await inTenant(ctx, (db) => db.rows(Invitation, open, [id]))
  return found ?? null
}

/** Offers membership for seven days; a second offer to the same e-mail replaces the first. @throws CONFLICT for a member, FORBIDDEN */
export async function inviteMember(ctx: Context, input: InviteMemberInput): Promise<InviteMemberPayload> {
  const { email, role } = checked(inviteShape, input)
  assertHolds(signedIn(ctx), permissionsOf(role))
  const token = randomSecret(32)
  const now = Date.now()
  const dates = { createdAt: new Date(now), expiresAt: new Date(now + openFor) }
  const made = { tenantId: tenantOf(ctx).id, id: newId(), email, role, ...dates }
  const invitation = Object.assign(new Invitation(), made)
  await inTenant(ctx, async (db) => {
    await assertNoMember(db, email)
    await db.execute('DELETE FROM invitation WHERE email = $1 OR expires_at <= now()', [email])
    await insertInvitation(db, invitation, sha256(token))
    const detail = { email, role }
    await recordChange(db, ctx, {
      action: 'invitation.create',
      objectType: 'invitation',
      objectId: invitation.id,
      detail,
    })
  })
  return { invitation, token }
}

/** Row security shows members of this tenant alone, so an account elsewhere is not given away. */
async function assertNoMember(db: Db, email: string): Promise<void> {
  const query = 'SELECT 1 FROM membership m JOIN app_user u ON u.id = m.user_id WHERE lower(u.email) = $1'
  const [member] = await db.query(query, [email])
  if (member) throw new AppError('CONFLICT', `${email} is a member already`)
}

async function insertInvitation(db: Db, one: Invitation, tokenHash: Buffer): Promise<void> {
  await db.query(
    `INSERT INTO invitation (tenant_id, id, email, role, token_hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [one.tenantId, one.id, one.email, one.role, tokenHash, one.createdAt, one.expiresAt],
  )
}

/** Takes an offer back. @throws NOT_FOUND */
export function revokeInvitation(ctx: Context, id: string): Promise<{ invitation: Invitation }> {
  return inTenant(ctx, async (db) => {
    if (!isUuid(id)) throw notFound('Invitation')
    const [invitation] = await db.rows(Invitation, 'DELETE FROM invitation WHERE id = $1 RETURNING *', [id])
    if (!invitation) throw notFound('Invitation')
    const detail = { email: invitation.email }
    await recordChange(db, ctx, {
      action: 'invitation.revoke',
      objectType: 'invitation',
      objectId: invitation.id,
      detail,
    })
    return { invitation }
  })
}
