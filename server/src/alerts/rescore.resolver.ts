import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql'
import { recordChange } from '../audit/change'
import { Job } from '../jobs/job.entity'
import { jobsByIds } from '../jobs/job.list'
import { Allow } from '../platform/access'
import { inTenant, tenantOf, type Context } from '../platform/context'
import { notFound } from '../platform/errors'
import { enqueue } from '../platform/jobs'
import { rescoreTask } from './rescore.task'

@InputType()
export class RescoreAlertsInput {
  @Field(() => Boolean, {
    defaultValue: false,
    description:
      "Matches every alert again with the networks, assets, privileged users, IOCs and the rule's history of now. Else what each was last scored by counts, and only the weights are those of now.",
  })
  matchesAfresh!: boolean
}

@ObjectType()
export class RescoreAlertsPayload {
  @Field(() => Job, {
    description:
      'Its result: { alerts, up, down, completed }. Completed are those that were stored before there were rules, observables and facts, and have got them now.',
  })
  job!: Job
}

/** Queues the scoring of all alerts by the weights of now. One of a kind waits per tenant. */
export function rescoreAlerts(ctx: Context, { matchesAfresh }: RescoreAlertsInput): Promise<RescoreAlertsPayload> {
  return inTenant(ctx, async (db) => {
    const id = await enqueue(db, rescoreTask, { matchesAfresh }, { key: matchesAfresh ? 'afresh' : 'weights' })
    await recordChange(db, ctx, {
      action: 'alert.rescore',
      objectType: 'tenant',
      objectId: tenantOf(ctx).id,
      detail: { jobId: id, matchesAfresh },
    })
    const job = (await jobsByIds(db, [id])).get(id)
    if (!job) throw notFound('Job')
    return { job }
  })
}

@Resolver()
export class RescoreResolver {
  @Allow('risk:write')
  @Mutation(() => RescoreAlertsPayload, {
    description:
      'Scores all alerts once more, as a job, the newest first. Cancel it with cancelJob; what it has done stays. Alerts keep their version, so nobody gets a CONFLICT for it; live screens get one RESYNC at its end.',
  })
  rescoreAlerts(@Arg('input', () => RescoreAlertsInput) input: RescoreAlertsInput, @Ctx() ctx: Context) {
    return rescoreAlerts(ctx, input)
  }
}
