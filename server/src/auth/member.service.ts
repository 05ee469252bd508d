import { recordChange } from '../audit/change'
import { inTenant, signedIn, type Context } from '../platform/context'
import type { Db } from '../platform/database'
import { AppError, notFound } from '../platform/errors'
import { isUuid } from '../platform/ids'
import { announceRights } from '../platform/rights'
import { prepareLeave } from './member.leave'
import { Member, type RemoveMemberInput, type SetMemberRoleInput } from './member.type'
import { assertHolds, permissionsOf, Role } from './role'
import { User } from './user.entity'

interface MemberRow {
  id: string
  name: string
  email: string
  role: Role
  created_at: Date
}

const columns = 'u.id, u.name, u.email, m.role, m.created_at FROM membership m JOIN app_user u ON u.id = m.user_id'

/** Everybody in the tenant, by name. */
export async function members(ctx: Context): Promise<Member[]> {
  const rows = await inTenant(ctx, (db) => db.query<MemberRow>(`SELECT ${columns} ORDER BY lower(u.name), u.id`))
  return rows.map(memberOf)
}

/** Changes what a member may do and ends his sessions. @throws NOT_FOUND, FORBIDDEN, CONFLICT for the last administrator */
export function setMemberRole(ctx: Context, { userId, role }: SetMemberRoleInput): Promise<{ member: Member }> {
  return inTenant(ctx, async (db, after) => {
    const member = await lockMember(db, userId)
    if (member.role === role) return { member }
    assertHolds(signedIn(ctx), [...permissionsOf(role), ...permissionsOf(member.role)])
    await assertAdminStays(db, member)
    await db.execute('UPDATE membership SET role = $2 WHERE user_id = $1', [member.user.id, role])
    await endSessions(db, member.user.id)
    const fields = [{ field: 'role', from: member.role, to: role }]
    await recordChange(db, ctx, { action: 'member.setRole', objectType: 'member', objectId: member.user.id, fields })
    after(() => announceRights(ctx.platform, member.user.id))
    return { member: Object.assign(new Member(), member, { role }) }
  })
}

/** Takes a person out of the tenant and ends his sessions; his name stays on record. Errors as in {@link setMemberRole}. */
export function removeMember(ctx: Context, { userId }: RemoveMemberInput): Promise<{ user: User }> {
  return inTenant(ctx, async (db, after) => {
    const member = await lockMember(db, userId)
    assertHolds(signedIn(ctx), permissionsOf(member.role))
    await assertAdminStays(db, member)
    await prepareLeave({ ctx, db, after, user: member.user })
    await endSessions(db, member.user.id) // while row security still shows them: they are those of a member
    await db.execute('DELETE FROM membership WHERE user_id = $1', [member.user.id])
    const fields = [{ field: 'role', from: member.role, to: null }]
    await recordChange(db, ctx, { action: 'member.remove', objectType: 'member', objectId: member.user.id, fields })
    after(() => announceRights(ctx.platform, member.user.id))
    return { user: member.user }
  })
}

/** Locks the member and all administrators, always in the same order: of two who demote each other at once, one comes second. */
async function lockMember(db: Db, userId: string): Promise<Member> {
  if (!isUuid(userId)) throw notFound('Member')
  await db.query("SELECT FROM membership WHERE role = 'ADMIN' OR user_id = $1 ORDER BY user_id FOR UPDATE", [userId])
  const [row] = await db.query<MemberRow>(`SELECT ${columns} WHERE m.user_id = $1`, [userId])
  if (!row) throw notFound('Member')
  return memberOf(row)
}

async function assertAdminStays(db: Db, member: Member): Promise<void> {
  if (member.role !== Role.ADMIN) return
  const [other] = await db.query("SELECT 1 FROM membership WHERE role = 'ADMIN' AND user_id <> $1 LIMIT 1", [
    member.user.id,
  ])
  if (!other) throw new AppError('CONFLICT', 'The last administrator of a tenant must stay one')
}

const endSessions = (db: Db, userId: string): Promise<number> =>
  db.execute('DELETE FROM session WHERE user_id = $1', [userId])

function memberOf({ id, name, email, role, created_at: joinedAt }: MemberRow): Member {
  return Object.assign(new Member(), { user: Object.assign(new User(), { id, name, email }), role, joinedAt })
}
