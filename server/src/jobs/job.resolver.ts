import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql'
import { Allow } from '../platform/access'
import { can, type Context } from '../platform/context'
import { liveSource } from '../platform/live.feed'
import { registerNode } from '../platform/node'
import { JsonValue } from '../platform/scalars'
import { JobChange } from './job.change'
import { Job, JobConnection, JobState } from './job.entity'
import { jobFeed } from './job.feed'
import {
  CancelJobInput,
  CancelJobPayload,
  RetryJobInput,
  RetryJobPayload,
  RunTestJobInput,
  RunTestJobPayload,
} from './job.input'
import { cancelJob } from './job.cancel'
import { jobById, jobDetail, jobs } from './job.list'
import { retryJob } from './job.retry'
import { runTestJob } from './job.test-run'

registerNode('Job', async (ctx, id) => (ctx.tenant && can(ctx, 'job:read') ? jobById(ctx, id) : null))

@Resolver(() => Job)
export class JobResolver {
  @Allow('job:read')
  @Query(() => JobConnection, { description: "The tenant's jobs, newest first." })
  jobs(
    @Arg('state', () => JobState, { nullable: true }) state: JobState | null,
    @Arg('task', () => String, { nullable: true }) task: string | null,
    @Arg('first', () => Int, { defaultValue: 50, description: '1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() ctx: Context,
  ) {
    return jobs(ctx, { state, task, first, after })
  }

  @Allow('job:read')
  @Query(() => Job, { nullable: true, description: 'A job by its id; null when there is none, or no longer.' })
  job(@Arg('id', () => ID) id: string, @Ctx() ctx: Context) {
    return jobById(ctx, id)
  }

  @Allow('job:manage')
  @Mutation(() => RetryJobPayload, {
    description: 'Queues a dead job once more, with all its attempts. CONFLICT when it is not dead.',
  })
  retryJob(@Arg('input', () => RetryJobInput) input: RetryJobInput, @Ctx() ctx: Context) {
    return retryJob(ctx, input)
  }

  @Allow('job:manage')
  @Mutation(() => CancelJobPayload, {
    description:
      'Ends a job for good, be it under way or not: it is dead then, and may be retried. What it has done stays. CONFLICT when it is over.',
  })
  cancelJob(@Arg('input', () => CancelJobInput) input: CancelJobInput, @Ctx() ctx: Context) {
    return cancelJob(ctx, input)
  }

  @Allow('job:manage')
  @Mutation(() => RunTestJobPayload, {
    description: 'Queues a job that changes nothing: shows whether jobs are run, and how long they wait.',
  })
  runTestJob(@Arg('input', () => RunTestJobInput) input: RunTestJobInput, @Ctx() ctx: Context) {
    return runTestJob(ctx, input)
  }

  @Allow('job:read')
  @Subscription(() => JobChange, {
    description: "Every change of the tenant's jobs. At most 10 a second, then RESYNC.",
    subscribe: ({ context }: { context: Context }) => liveSource(jobFeed, context, null),
  })
  jobChanged(@Root() change: JobChange): JobChange {
    return change
  }

  @FieldResolver(() => JsonValue, { nullable: true, description: 'What the job found or did, if it tells; once DONE.' })
  async result(@Root() job: Job, @Ctx() ctx: Context): Promise<unknown> {
    return (await jobDetail(ctx, job.id))?.result ?? null
  }

  @FieldResolver(() => JsonValue, {
    nullable: true,
    description: 'What the job was asked to do. Null without `job:manage`.',
  })
  async payload(@Root() job: Job, @Ctx() ctx: Context): Promise<unknown> {
    return can(ctx, 'job:manage') ? ((await jobDetail(ctx, job.id))?.payload ?? null) : null
  }
}
