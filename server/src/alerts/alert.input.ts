import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { Alert } from './alert.entity'
import { AlertStatus } from './alert.status'
import { ReasonCode, Verdict } from './alert.verdict'

@InputType({ description: 'CLOSED needs verdict and reason, given here or before.' })
export class SetAlertStatusInput {
  @Field(() => ID)
  alertId!: string

  @Field(() => AlertStatus, { description: 'One of allowedStatuses, or the answer is CONFLICT with those allowed.' })
  status!: AlertStatus

  @Field(() => Verdict, { nullable: true })
  verdict?: Verdict | null

  @Field(() => ReasonCode, { nullable: true })
  reasonCode?: ReasonCode | null

  @Field(() => String, { nullable: true, description: 'At most 10,000 characters.' })
  reason?: string | null

  @Field(() => Int, {
    nullable: true,
    description:
      'The version that was shown; CONFLICT with the current row when it has moved. Absent: nothing is compared.',
  })
  expectedVersion?: number | null
}

@ObjectType()
export class SetAlertStatusPayload {
  @Field(() => Alert)
  alert!: Alert
}

@InputType()
export class AssignAlertInput {
  @Field(() => ID)
  alertId!: string

  @Field(() => ID, { nullable: true, description: 'A member of the tenant; null or absent: nobody.' })
  assigneeId?: string | null

  @Field(() => Int, {
    nullable: true,
    description:
      'The version that was shown; CONFLICT with the current row when it has moved. Absent: nothing is compared.',
  })
  expectedVersion?: number | null
}

@ObjectType()
export class AssignAlertPayload {
  @Field(() => Alert)
  alert!: Alert
}
