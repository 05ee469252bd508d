import { can, type Context } from '../platform/context'
import { load } from '../platform/loaders'
import type { Tenant } from './tenant.entity'

/** What a list of tenants tells beside their names. */
export interface TenantFacts {
  createdAt: Date
  memberCount: number
  eventRetentionDays: number
}

/** Null for who is neither an operator nor may see the members of this tenant. Batched per request. */
export async function tenantFacts(ctx: Context, tenant: Tenant): Promise<TenantFacts | null> {
  const isOwn = ctx.tenant?.id === tenant.id && can(ctx, 'member:read')
  return ctx.viewer?.isOperator || isOwn ? load(ctx, factsById, tenant.id) : null
}

interface Row {
  id: string
  created_at: Date
  members: number
  retention: number
}

async function factsById(ctx: Context, ids: string[]): Promise<Map<string, TenantFacts>> {
  const { database } = ctx.platform
  const rows = await database.lookUp<Row>('lookup_tenant_facts', [ids])
  return new Map(
    rows.map(({ id, created_at: createdAt, members: memberCount, retention: eventRetentionDays }) => [
      id,
      { createdAt, memberCount, eventRetentionDays },
    ]),
  )
}
