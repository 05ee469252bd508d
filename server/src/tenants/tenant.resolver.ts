import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { OperatorOnly, SignedIn } from '../platform/access'
import type { Context } from '../platform/context'
import { registerNode } from '../platform/node'
import { DateTime } from '../platform/scalars'
import { Tenant } from './tenant.entity'
import { CreateTenantInput, CreateTenantPayload, UpdateTenantInput, UpdateTenantPayload } from './tenant.input'
import { tenantFacts } from './tenant.loader'
import { asTenant, createTenant, updateTenant, visibleTenants } from './tenant.service'

registerNode('Tenant', async (ctx, id) => (ctx.tenant?.id === id.toLowerCase() ? asTenant(ctx.tenant) : null))

@Resolver(() => Tenant)
export class TenantResolver {
  @SignedIn()
  @Query(() => [Tenant], { description: 'For an operator all, else those one is a member of.' })
  tenants(@Ctx() ctx: Context) {
    return visibleTenants(ctx)
  }

  @OperatorOnly()
  @Mutation(() => CreateTenantPayload, { description: 'Opens a tenant; its creator becomes its administrator.' })
  createTenant(@Arg('input', () => CreateTenantInput) input: CreateTenantInput, @Ctx() ctx: Context) {
    return createTenant(ctx, input)
  }

  @OperatorOnly()
  @Mutation(() => UpdateTenantPayload, {
    description:
      'Renames a tenant, or sets how long its events are kept. Its slug stands in addresses and never changes.',
  })
  updateTenant(@Arg('input', () => UpdateTenantInput) input: UpdateTenantInput, @Ctx() ctx: Context) {
    return updateTenant(ctx, input)
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'Null for who is neither an operator nor a member.' })
  async createdAt(@Root() tenant: Tenant, @Ctx() ctx: Context) {
    return (await tenantFacts(ctx, tenant))?.createdAt
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'People in it. Null for who is neither an operator nor a member.',
  })
  async memberCount(@Root() tenant: Tenant, @Ctx() ctx: Context) {
    return (await tenantFacts(ctx, tenant))?.memberCount
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'Whole days that events stay after the day on which they arrived. Null for who is neither an operator nor a member.',
  })
  async eventRetentionDays(@Root() tenant: Tenant, @Ctx() ctx: Context) {
    return (await tenantFacts(ctx, tenant))?.eventRetentionDays
  }
}
