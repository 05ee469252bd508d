import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { Alert } from '../alerts/alert.entity'
import { Delivery } from '../sources/delivery.entity'

@InputType()
export class SendTestDeliveryInput {
  @Field(() => ID)
  sourceId!: string
}

@ObjectType()
export class SendTestDeliveryPayload {
  @Field(() => Delivery)
  delivery!: Delivery

  @Field(() => Alert, { nullable: true, description: 'Null for who may not read alerts.' })
  alert!: Alert | null
}
