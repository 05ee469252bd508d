import { Field, ObjectType } from 'type-graphql'
import { AlertStatus, canEscalate, isAllowedMove } from './alert.status'

@ObjectType({ description: 'What this viewer may do with this row now.' })
export class AlertCan {
  @Field(() => Boolean)
  triage!: boolean

  @Field(() => Boolean)
  assign!: boolean

  @Field(() => Boolean)
  escalate!: boolean

  @Field(() => Boolean)
  close!: boolean

  @Field(() => Boolean)
  comment!: boolean
}

/** Pure: the row's status and the viewer's right decide. What was closed is reopened before it is judged, assigned or escalated again. */
export function alertCan(status: AlertStatus, mayTriage: boolean): AlertCan {
  const isClosed = status === AlertStatus.CLOSED
  return {
    triage: mayTriage && !isClosed,
    assign: mayTriage && !isClosed,
    escalate: mayTriage && canEscalate(status),
    close: mayTriage && isAllowedMove(status, AlertStatus.CLOSED),
    comment: mayTriage,
  }
}
