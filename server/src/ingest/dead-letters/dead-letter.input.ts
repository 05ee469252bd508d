import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { z } from 'zod'
import { Job } from '../../jobs/job.entity'
import { isUuid } from '../../platform/ids'
import { DeadLetter } from './dead-letter.entity'

@InputType()
export class ReplayDeadLettersInput {
  @Field(() => [ID], { description: '1 to 100.' })
  ids!: string[]
}

@ObjectType()
export class ReplayDeadLettersPayload {
  @Field(() => Int, { description: 'Items that were taken in.' })
  replayed!: number

  @Field(() => Int, { description: 'Items that failed again; their reason is renewed.' })
  failed!: number

  @Field(() => [DeadLetter], { description: 'As they are now; what was settled before is left as it was.' })
  deadLetters!: DeadLetter[]
}

@InputType()
export class ReplayAllDeadLettersInput {
  @Field(() => ID)
  sourceId!: string
}

@ObjectType()
export class ReplayAllDeadLettersPayload {
  @Field(() => Job, { description: 'Its result: { replayed, failed }.' })
  job!: Job
}

@InputType()
export class DiscardDeadLettersInput {
  @Field(() => [ID], { description: '1 to 100.' })
  ids!: string[]
}

@ObjectType()
export class DiscardDeadLettersPayload {
  @Field(() => [DeadLetter])
  deadLetters!: DeadLetter[]
}

export const someLetters = z.object({
  ids: z
    .array(z.string().refine(isUuid, 'is not an id'))
    .min(1, 'must name at least one')
    .max(100, 'must name at most 100'),
})

export const oneSource = z.object({ sourceId: z.string().refine(isUuid, 'is not an id') })
