import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql'
import { recordChange } from '../audit/change'
import { Job } from '../jobs/job.entity'
import { jobsByIds } from '../jobs/job.list'
import { Allow } from '../platform/access'
import { inTenant, tenantOf, type Context } from '../platform/context'
import { notFound } from '../platform/errors'
import { enqueueNewest } from '../platform/jobs'
import { changedWeights } from '../scoring/risk.weights.change'
import { weightsOf } from '../scoring/risk.weights.service'
import { RiskWeightsChange } from '../scoring/risk.weights.type'
import { riskPreviewTask } from './risk.preview.task'

@InputType()
export class PreviewRiskWeightsInput {
  @Field(() => RiskWeightsChange)
  weights!: RiskWeightsChange
}

@ObjectType()
export class PreviewRiskWeightsPayload {
  @Field(() => Job, {
    description:
      'Its result: { alerts, up, down, moves: [{ from, to, count }], examples: [{ id, number, title, from, to }] }. A move leaves the band of scores of one severity for that of another (bands begin at 15 LOW, 35 MEDIUM, 65 HIGH, 90 CRITICAL); an example has its scores.',
  })
  job!: Job
}

/** Queues a comparison of other weights with those of now. One waits per tenant: newer weights take the place of what waits. @throws BAD_USER_INPUT */
export function previewRiskWeights(ctx: Context, input: PreviewRiskWeightsInput): Promise<PreviewRiskWeightsPayload> {
  const tenantId = tenantOf(ctx).id
  return inTenant(ctx, async (db) => {
    const weights = changedWeights(await weightsOf(db), input.weights)
    const id = await enqueueNewest(db, riskPreviewTask, { weights }, { key: tenantId })
    await recordChange(db, ctx, {
      action: 'riskWeights.preview',
      objectType: 'riskWeights',
      objectId: tenantId,
      detail: { weights },
    })
    const job = (await jobsByIds(db, [id])).get(id)
    if (!job) throw notFound('Job')
    return { job }
  })
}

@Resolver()
export class RiskPreviewResolver {
  @Allow('risk:write')
  @Mutation(() => PreviewRiskWeightsPayload, {
    description: 'Tells, as a job, what other weights would change about the newest 10,000 alerts. Changes nothing.',
  })
  previewRiskWeights(@Arg('input', () => PreviewRiskWeightsInput) input: PreviewRiskWeightsInput, @Ctx() ctx: Context) {
    return previewRiskWeights(ctx, input)
  }
}
