import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql'
import { can, tenantOf, type Context } from '../../platform/context'
import { load } from '../../platform/loaders'
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

  @Field(() => Float, {
    description: 'Items taken today, a second ago or so. A whole number, maybe beyond what Int holds.',
  })
  used!: number

  @Field(() => Int, { nullable: true, description: 'From this many on people are warned.' })
  warnAt!: number | null

  @Field(() => QuotaStateName)
  state!: QuotaStateName

  @Field(() => DateTime, { description: 'When the count begins anew.' })
  resetsAt!: Date
}

/** Of the tenant that is asked for. */
export async function ownQuota(ctx: Context): Promise<IngestQuota> {
  return (await load(ctx, quotasById, tenantOf(ctx).id)) ?? quotaFrom(null, 0)
}

/** Null for who is neither an operator nor may see the sources of this tenant. Batched per request. */
export async function quotaOf(ctx: Context, tenantId: string): Promise<IngestQuota | null> {
  const isOwn = ctx.tenant?.id === tenantId && can(ctx, 'source:read')
  return ctx.viewer?.isOperator || isOwn ? load(ctx, quotasById, tenantId) : null
}

async function quotasById({ platform }: Context, ids: string[]): Promise<Map<string, IngestQuota>> {
  const rows = await platform.database.acrossTenants('tocsin_reader', ids, (db) =>
    db.query<{ id: string; quota: number | null; items: string | null }>(
      `SELECT t.id, t.daily_event_quota AS quota, u.items FROM tenant t
       LEFT JOIN tenant_usage u ON u.tenant_id = t.id AND u.day = $1::date`,
      [dayOf(Date.now())],
    ),
  )
  return new Map(rows.map(({ id, quota, items }) => [id, quotaFrom(quota, Number(items ?? 0))]))
}

function quotaFrom(limit: number | null, used: number): IngestQuota {
  return {
    limit,
    used,
    warnAt: limit === null ? null : Math.ceil(limit * warningShare),
    state: QuotaStateName[quotaState(used, limit)],
    resetsAt: new Date(nextDayAt(Date.now())),
  }
}
