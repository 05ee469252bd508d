import { recordSameChange } from '../audit/bulk'
import { whenMemberLeaves, type Leave } from '../auth/member.leave'

/** The rules of who leaves belong to nobody, on the record of each. The foreign key would clear them too, but in silence. */
async function disownRules({ ctx, db, user }: Leave): Promise<void> {
  const rules = await db.query<{ id: string }>(
    `WITH own AS (SELECT id FROM rule WHERE owner_id = $1 ORDER BY id FOR UPDATE)
     UPDATE rule r SET owner_id = NULL, version = version + 1 FROM own WHERE r.id = own.id RETURNING r.id`,
    [user.id],
  )
  if (rules.length === 0) return
  await recordSameChange(db, ctx, {
    action: 'rule.disown',
    about: { objectType: 'member', objectId: user.id },
    objectType: 'rule',
    objectIds: rules.map(({ id }) => id),
    field: { field: 'owner', from: user.id, to: null, fromLabel: user.name },
  })
}

whenMemberLeaves(disownRules)
