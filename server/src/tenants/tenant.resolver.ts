import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql'
import { OperatorOnly, SignedIn } from '../platform/access'
import type { Context } from '../platform/context'
import { registerNode } from '../platform/node'
import { Tenant } from './tenant.entity'
import { CreateTenantInput, CreateTenantPayload } from './tenant.input'
import { asTenant, createTenant, visibleTenants } from './tenant.service'

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
}
