import { Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { Alert } from './alert.entity'

export enum ChangeKind {
  CREATED = 'CREATED',
  UPDATED = 'UPDATED',
  REMOVED = 'REMOVED',
  RESYNC = 'RESYNC',
}
registerEnumType(ChangeKind, {
  name: 'ChangeKind',
  description:
    'RESYNC: more changed than is worth sending (bulk, gap, overflow); alert is null: refetch what you show.',
})

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
