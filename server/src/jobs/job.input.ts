import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { z } from 'zod'
import { Job } from './job.entity'

@InputType()
export class RetryJobInput {
  @Field(() => ID)
  id!: string
}

@ObjectType()
export class RetryJobPayload {
  @Field(() => Job)
  job!: Job
}

@InputType()
export class CancelJobInput {
  @Field(() => ID)
  id!: string
}

@ObjectType()
export class CancelJobPayload {
  @Field(() => Job)
  job!: Job
}

@InputType()
export class RunTestJobInput {
  @Field(() => Int, { defaultValue: 3, description: 'How long it pretends to work: 0 to 60.' })
  seconds!: number

  @Field(() => Boolean, { defaultValue: false, description: 'It fails at its end, for good, and can then be retried.' })
  fails!: boolean
}

export const testRun = z.object({ seconds: z.int().min(0).max(60), fails: z.boolean() })

@ObjectType()
export class RunTestJobPayload {
  @Field(() => Job)
  job!: Job
}
