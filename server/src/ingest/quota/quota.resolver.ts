import { Ctx, Field, Int, ObjectType, Query, registerEnumType, Resolver } from 'type-graphql'
import { Allow } from '../../platform/access'
import { inTenant, tenantOf, type Context } from '../../platform/context'
import { DateTime } from '../../platform/scalars'
import { dayOf, nextDayAt, quotaState, warningShare } from './quota'

enum QuotaStateName {
  WITHIN = 'WITHIN',
  WARNING = 'WARNING',
  EXCEEDED = 'EXCEEDED',
}
registerEnumType(QuotaStateName, {
  name: 'QuotaState',
  description: 'WARNING: nearly used up. EXCEEDED: deliveries are refused with 429 until the next day.',
})

@ObjectType({ description: 'What the tenant has sent today (UTC), and may send.' })
export class IngestQuota {
  @Field(() => Int, { nullable: true, description: 'Items a day; null: as many as come.' })
  limit!: number | null

  @Field(() => Int, { description: 'Items taken today, a second ago or so.' })
  used!: number

  @Field(() => Int, { nullable: true, description: 'From this many on people are warned.' })
  warnAt!: number | null

  @Field(() => QuotaStateName)
  state!: QuotaStateName

  @Field(() => DateTime, { description: 'When the count begins anew.' })
  resetsAt!: Date
}

async function ingestQuota(ctx: Context): Promise<IngestQuota> {
  const now = Date.now()
  const [row] = await inTenant(ctx, (db) =>
    db.query<{ quota: number | null; items: string | null }>(
      `SELECT t.daily_event_quota AS quota, u.items FROM tenant t
       LEFT JOIN tenant_usage u ON u.tenant_id = t.id AND u.day = $2::date WHERE t.id = $1`,
      [tenantOf(ctx).id, dayOf(now)],
    ),
  )
  const limit = row?.quota ?? null
  const used = Number(row?.items ?? 0)
  const warnAt = limit === null ? null : Math.ceil(limit * warningShare)
  return { limit, used, warnAt, state: QuotaStateName[quotaState(used, limit)], resetsAt: new Date(nextDayAt(now)) }
}

@Resolver()
export class QuotaResolver {
  @Allow('source:read')
  @Query(() => IngestQuota, { description: 'How much of its daily quota the tenant has used.' })
  ingestQuota(@Ctx() ctx: Context) {
    return ingestQuota(ctx)
  }
}
