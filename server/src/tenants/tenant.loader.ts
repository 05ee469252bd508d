import { can, type Context } from '../platform/context'
import { load } from '../platform/loaders'
import type { Tenant } from './tenant.entity'

/** What a list of tenants tells beside their names. */
export interface TenantFacts {
  createdAt: Date
  memberCount: number
}

/** Null for who is neither an operator nor may see the members of this tenant. Batched per request. */
export async function tenantFacts(ctx: Context, tenant: Tenant): Promise<TenantFacts | null> {
  const isOwn = ctx.tenant?.id === tenant.id && can(ctx, 'member:read')
  return ctx.viewer?.isOperator || isOwn ? load(ctx, factsById, tenant.id) : null
}

async function factsById(ctx: Context, ids: string[]): Promise<Map<string, TenantFacts>> {
  const { database } = ctx.platform
  const rows = await database.lookUp<{ id: string; created_at: Date; members: number }>('lookup_tenant_facts', [ids])
  return new Map(rows.map(({ id, created_at: createdAt, members }) => [id, { createdAt, memberCount: members }]))
}
