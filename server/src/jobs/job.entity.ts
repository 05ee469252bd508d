import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { Column, Entity, PrimaryColumn } from 'typeorm'
import { Node } from '../platform/node'
import { PageInfo } from '../platform/page'
import { DateTime } from '../platform/scalars'

export enum JobState {
  QUEUED = 'QUEUED',
  RUNNING = 'RUNNING',
  DONE = 'DONE',
  FAILED = 'FAILED',
  UNDONE = 'UNDONE',
}
registerEnumType(JobState, {
  name: 'JobState',
  description: 'How far a piece of work is that goes on without its caller.',
  valuesConfig: {
    FAILED: {
      description: 'The last attempt failed. While attempts are left it is tried again at runAt; else it is dead.',
    },
    UNDONE: { description: 'A bulk change that was taken back. No job of the queue ever is.' },
  },
})

@ObjectType({ description: 'How much of a job is done, in whatever it counts.' })
export class JobProgress {
  @Field(() => Int)
  done!: number

  @Field(() => Int)
  total!: number
}

/** One piece of work behind the scenes, as its tenant sees it. The queue has a row of its own, which goes when the job is over. */
@ObjectType({
  implements: Node,
  description:
    'Work that goes on without its caller: queued in the transaction that caused it, done by a worker, tried again when it fails. Kept for 7 days once done, for 30 when dead.',
})
@Entity('job')
export class Job implements Node {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string

  @Field(() => ID)
  @PrimaryColumn({ type: 'uuid' })
  id!: string

  @Field(() => String, { description: 'What is done, such as "job.test".' })
  @Column({ type: 'text' })
  task!: string

  @Field(() => JobState)
  @Column({ type: 'text' })
  state!: JobState

  @Field(() => Boolean, { description: 'Failed for good: nothing more happens until somebody retries it.' })
  get isDead(): boolean {
    return this.state === JobState.FAILED && this.finishedAt !== null
  }

  @Field(() => Int, { description: 'Attempts begun, since it was queued or last retried by hand.' })
  @Column({ type: 'int' })
  attempts!: number

  @Field(() => Int)
  @Column({ type: 'int' })
  maxAttempts!: number

  @Field(() => String, {
    nullable: true,
    description: 'Why the latest attempt that failed did; kept when a later one succeeded.',
  })
  @Column({ type: 'text', nullable: true })
  lastError!: string | null

  @Column({ type: 'bigint', nullable: true })
  progressDone!: string | null

  @Column({ type: 'bigint', nullable: true })
  progressTotal!: string | null

  @Field(() => JobProgress, { nullable: true, description: 'Null when the job does not count.' })
  get progress(): JobProgress | null {
    return this.progressTotal === null ? null : { done: Number(this.progressDone), total: Number(this.progressTotal) }
  }

  @Column({ type: 'int' })
  changeSeq!: number

  @Field(() => DateTime, { description: 'When it was queued.' })
  @Column({ type: 'timestamptz' })
  createdAt!: Date

  @Field(() => DateTime, { description: 'When it may begin: at once, later, or at its next attempt.' })
  @Column({ type: 'timestamptz' })
  runAt!: Date

  @Field(() => DateTime, { nullable: true, description: 'When its latest attempt began.' })
  @Column({ type: 'timestamptz', nullable: true })
  startedAt!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'When it was done, or failed for good.' })
  @Column({ type: 'timestamptz', nullable: true })
  finishedAt!: Date | null
}

/** Columns of {@link Job}: result and payload, which may be long, are read only where they are asked for. */
export const jobColumns =
  'tenant_id, id, task, state, attempts, max_attempts, last_error, progress_done, progress_total, change_seq, created_at, run_at, started_at, finished_at'

@ObjectType()
export class JobEdge {
  @Field(() => String)
  cursor!: string

  @Field(() => Job)
  node!: Job
}

@ObjectType()
export class JobConnection {
  @Field(() => [JobEdge])
  edges!: JobEdge[]

  @Field(() => [Job])
  nodes!: Job[]

  @Field(() => PageInfo)
  pageInfo!: PageInfo
}
