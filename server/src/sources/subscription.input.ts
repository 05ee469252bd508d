import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { Source } from './source.entity'

@InputType()
export class ConfirmSubscriptionInput {
  @Field(() => ID)
  sourceId!: string

  @Field(() => String, {
    description: 'The topic that was looked at: CONFLICT when another has asked since.',
  })
  topicArn!: string

  @Field(() => ID, { description: 'The question that was looked at: CONFLICT when another has come since.' })
  questionId!: string
}

@ObjectType()
export class ConfirmSubscriptionPayload {
  @Field(() => Source)
  source!: Source
}
