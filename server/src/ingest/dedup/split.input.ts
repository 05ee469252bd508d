import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { z } from 'zod'
import { Alert } from '../../alerts/alert.entity'
import { isUuid } from '../../platform/ids'
import { fieldName } from '../../sources/source.dedup'

@InputType()
export class SplitAlertInput {
  @Field(() => ID)
  alertId!: string

  @Field(() => Int, { nullable: true, description: 'CONFLICT when the alert has another version by now.' })
  expectedVersion?: number | null

  @Field(() => [ID], { description: 'Events of this alert, 1 to 1,000; at least one must stay.' })
  eventIds!: string[]

  @Field(() => String, {
    nullable: true,
    description:
      'The field by which later events are told apart, named as in a rule of a source. Absent: the first field in which the chosen events agree and the others differ.',
  })
  by?: string | null
}

@ObjectType()
export class SplitAlertPayload {
  @Field(() => Alert, { description: 'What is left.' })
  alert!: Alert

  @Field(() => Alert, { description: 'What was split off, under a key of its own.' })
  newAlert!: Alert

  @Field(() => String, {
    nullable: true,
    description:
      'The field that sends later events to the new alert; null when the chosen events have nothing that the others lack.',
  })
  remembersBy!: string | null
}

const id = z.string().refine(isUuid, 'is not an id')

export const newSplit = z.object({
  alertId: id,
  expectedVersion: z.int().nullish(),
  eventIds: z.array(id).min(1, 'must name at least one event').max(1_000, 'must name at most 1,000 events'),
  by: fieldName.nullish(),
})
