import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql'
import { z } from 'zod'
import { recordChange } from '../../audit/change'
import { Job } from '../../jobs/job.entity'
import { jobsByIds } from '../../jobs/job.list'
import { Allow } from '../../platform/access'
import { inTenant, type Context } from '../../platform/context'
import { notFound } from '../../platform/errors'
import { isUuid } from '../../platform/ids'
import { checked } from '../../platform/input'
import { enqueueNewest } from '../../platform/jobs'
import { dedupRuleChange, DedupRuleInput } from '../../sources/source.dedup'
import { Source } from '../../sources/source.entity'
import { dryRunTask } from './dry-run.task'

@InputType()
export class StartDedupDryRunInput {
  @Field(() => ID)
  sourceId!: string

  @Field(() => DedupRuleInput, { description: 'What is left out (or null) is as in the present rule.' })
  rule!: DedupRuleInput
}

@ObjectType()
export class StartDedupDryRunPayload {
  @Field(() => Job, {
    description:
      'Its result: { events, alertsNow, alertsThen, merged: { count, examples }, split: { count, examples } }; an example is { title, entity, events, alerts }.',
  })
  job!: Job
}

const shape = z.object({ sourceId: z.string().refine(isUuid, 'is not an id'), rule: dedupRuleChange })

/** Queues a dry run of another rule. One at a time waits per source: a newer rule takes the place of one that waits. @throws NOT_FOUND, BAD_USER_INPUT */
export async function startDedupDryRun(ctx: Context, input: StartDedupDryRunInput): Promise<StartDedupDryRunPayload> {
  const { sourceId, rule } = checked(shape, input)
  return inTenant(ctx, async (db) => {
    const [source] = await db.rows(Source, 'SELECT * FROM source WHERE id = $1::uuid', [sourceId])
    if (!source) throw notFound('Source')
    const { byVendorId, fields, windowSeconds, memoryDays } = source.dedup
    const wanted = {
      byVendorId: rule.byVendorId ?? byVendorId,
      fields: rule.fields ?? fields,
      windowSeconds: rule.windowSeconds ?? windowSeconds,
      memoryDays: rule.memoryDays ?? memoryDays,
    }
    const id = await enqueueNewest(db, dryRunTask, { sourceId, rule: wanted }, { key: sourceId })
    await recordChange(db, ctx, {
      action: 'source.tryDedup',
      objectType: 'source',
      objectId: sourceId,
      detail: { rule: wanted },
    })
    const job = (await jobsByIds(db, [id])).get(id)
    if (!job) throw notFound('Job')
    return { job }
  })
}

@Resolver()
export class DryRunResolver {
  @Allow('source:manage')
  @Mutation(() => StartDedupDryRunPayload, {
    description:
      'Tries another rule of deduplication on the newest 100,000 findings of a source, as a job. One waits per source at a time: a newer rule takes the place of one that waits, in the same job. Changes nothing.',
  })
  startDedupDryRun(@Arg('input', () => StartDedupDryRunInput) input: StartDedupDryRunInput, @Ctx() ctx: Context) {
    return startDedupDryRun(ctx, input)
  }
}
