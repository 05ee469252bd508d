import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import { Allow } from '../../platform/access'
import type { Context } from '../../platform/context'
import { Tenant } from '../../tenants/tenant.entity'
import { IngestQuota, ownQuota, quotaOf } from './quota.answer'

@Resolver(() => Tenant)
export class QuotaResolver {
  @Allow('source:read')
  @Query(() => IngestQuota, { description: 'How much of its daily quota the tenant has used.' })
  ingestQuota(@Ctx() ctx: Context) {
    return ownQuota(ctx)
  }

  @FieldResolver(() => IngestQuota, {
    nullable: true,
    description:
      'How much of its daily quota it has used. Null for who is neither an operator nor may see its sources.',
  })
  quota(@Root() tenant: Tenant, @Ctx() ctx: Context) {
    return quotaOf(ctx, tenant.id)
  }
}
