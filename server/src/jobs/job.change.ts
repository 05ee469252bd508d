import { Field, ID, ObjectType } from 'type-graphql'
import { ChangeKind } from '../platform/live.change'
import { Job } from './job.entity'

@ObjectType({ description: 'Sent when a job is queued, begins, gets on (at most once a second) or ends.' })
export class JobChange {
  @Field(() => ChangeKind)
  kind!: ChangeKind

  @Field(() => ID, { nullable: true })
  jobId!: string | null

  @Field(() => Job, { nullable: true })
  job!: Job | null
}
