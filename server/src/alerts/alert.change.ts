import { Field, ID, ObjectType } from 'type-graphql'
import { ChangeKind } from '../platform/live.change'
import { Alert } from './alert.entity'

@ObjectType({
  description:
    'Sent when the alert matches now, or when a changed field occurs in the filter: matches is then false when it has left your list. A folding alert is sent at most once a second.',
})
export class AlertChange {
  @Field(() => ChangeKind)
  kind!: ChangeKind

  @Field(() => ID, { nullable: true })
  alertId!: string | null

  @Field(() => Alert, { nullable: true })
  alert!: Alert | null

  @Field(() => Boolean)
  matches!: boolean

  @Field(() => [String])
  changedFields!: string[]
}
