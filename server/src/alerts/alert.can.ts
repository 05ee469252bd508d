import { Field, ObjectType } from 'type-graphql'
import { AlertStatus, allowedStatuses, canEscalate, isAllowedMove } from './alert.status'

@ObjectType({ description: 'What this viewer may do with this row now.' })
export class AlertCan {
  @Field(() => Boolean, { description: 'setAlertStatus, to one of allowedStatuses: a closed alert may be reopened.' })
  triage!: boolean

  @Field(() => Boolean, { description: 'assignAlert.' })
  assign!: boolean

  @Field(() => Boolean)
  escalate!: boolean

  @Field(() => Boolean)
  close!: boolean

  @Field(() => Boolean)
  comment!: boolean
}

/** Pure: the row's status and the viewer's right decide. What is closed may be reopened, so it may be triaged; anything may be assigned. */
export function alertCan(status: AlertStatus, mayTriage: boolean): AlertCan {
  return {
    triage: mayTriage && allowedStatuses(status).length > 0,
    assign: mayTriage,
    escalate: mayTriage && canEscalate(status),
    close: mayTriage && isAllowedMove(status, AlertStatus.CLOSED),
    comment: mayTriage,
  }
}
