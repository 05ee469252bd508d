import { recordChange, type FieldChange } from '../audit/change'
import { inTenant, type Context } from '../platform/context'
import type { Db } from '../platform/database'
import { AppError, badInput, notFound } from '../platform/errors'
import { isUuid } from '../platform/ids'
import { checked } from '../platform/input'
import { severityId } from '../scoring/severity'
import { Rule } from './rule.entity'
import { ruleChange, type RuleChange, type UpdateRuleInput, type UpdateRulePayload } from './rule.input'

/**
 * Changes what is given; equal values are no change.
 *
 * @throws BAD_USER_INPUT, also for an owner who is no member; NOT_FOUND; CONFLICT with `current` when expectedVersion has moved
 */
export async function updateRule(ctx: Context, input: UpdateRuleInput): Promise<UpdateRulePayload> {
  const wanted = checked(ruleChange, input)
  return inTenant(ctx, async (db) => {
    const owner = wanted.ownerId == null ? null : await lockMember(db, wanted.ownerId) // before the rule, as a removal of the member does
    const before = await lockRule(db, wanted.id, wanted.expectedVersion)
    const fields = changesOf(before, wanted)
    if (fields.length === 0) return { rule: before }
    const [rule] = await db.rows(Rule, updateSql, [
      before.id,
      wanted.name ?? before.name,
      wanted.level == null ? before.levelId : severityId(wanted.level),
      wanted.ownerId === undefined ? before.ownerId : wanted.ownerId,
      wanted.guide === undefined ? before.guide : wanted.guide,
    ])
    if (!rule) throw new Error('A locked rule is gone')
    const named = await Promise.all(fields.map((field) => withNames(db, field, owner)))
    await recordChange(db, ctx, { action: 'rule.update', objectType: 'rule', objectId: rule.id, fields: named })
    return { rule }
  })
}

const updateSql = `UPDATE rule SET name = $2, level = $3, owner_id = $4, guide = $5, version = version + 1
  WHERE id = $1::uuid RETURNING *`

/** Pure: what differs from the row. A field that is left out stays, and null clears what may be empty. */
export function changesOf(rule: Rule, wanted: RuleChange): FieldChange[] {
  const { name, level, ownerId, guide } = wanted
  const all: FieldChange[] = [
    { field: 'name', from: rule.name, to: name ?? rule.name },
    { field: 'level', from: rule.level, to: level ?? rule.level },
    { field: 'owner', from: rule.ownerId, to: ownerId === undefined ? rule.ownerId : ownerId },
    { field: 'guide', from: rule.guide, to: guide === undefined ? rule.guide : guide },
  ]
  return all.filter(({ from, to }) => from !== to)
}

async function withNames(db: Db, change: FieldChange, owner: { name: string } | null): Promise<FieldChange> {
  if (change.field !== 'owner') return change
  const [before] = change.from
    ? await db.query<{ name: string }>('SELECT name FROM app_user WHERE id = $1', [change.from])
    : []
  return { ...change, fromLabel: before?.name, toLabel: owner?.name }
}

/** Others who want to change it wait. */
async function lockRule(db: Db, id: string, expectedVersion?: number | null): Promise<Rule> {
  const [rule] = isUuid(id) ? await db.rows(Rule, 'SELECT * FROM rule WHERE id = $1::uuid FOR UPDATE', [id]) : []
  if (!rule) throw notFound('Rule')
  if (expectedVersion != null && expectedVersion !== rule.version) {
    const { version, name, level, ownerId, guide } = rule
    const current = { id: rule.id, version, name, level, ownerId, guide }
    throw new AppError('CONFLICT', 'The rule has been changed since', { current })
  }
  return rule
}

/** Keeps the membership until the rule is stored. */
async function lockMember(db: Db, id: string): Promise<{ id: string; name: string }> {
  const [member] = await db.query<{ id: string; name: string }>(
    'SELECT u.id, u.name FROM membership m JOIN app_user u ON u.id = m.user_id WHERE m.user_id = $1::uuid FOR KEY SHARE OF m',
    [id],
  )
  if (!member) throw badInput('input.ownerId', 'must be a member of the tenant')
  return member
}
