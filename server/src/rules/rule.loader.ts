import { can, inTenant, type Context } from '../platform/context'
import { isUuid } from '../platform/ids'
import { load } from '../platform/loaders'
import { Rule } from './rule.entity'

/** A rule of the request's tenant; null for another tenant's, for what is no id, and for who may not read alerts. Batched per request. */
export async function ruleById(ctx: Context, id: string): Promise<Rule | null> {
  if (!ctx.tenant || !can(ctx, 'alert:read') || !isUuid(id)) return null
  return load(ctx, rulesById, id.toLowerCase())
}

async function rulesById(ctx: Context, ids: string[]): Promise<Map<string, Rule>> {
  const rules = await inTenant(ctx, (db) => db.rows(Rule, 'SELECT * FROM rule WHERE id = ANY ($1::uuid[])', [ids]))
  return new Map(rules.map((rule) => [rule.id, rule]))
}
