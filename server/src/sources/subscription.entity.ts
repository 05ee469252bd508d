import { Field, ID, ObjectType } from 'type-graphql'
import { Column, Entity, PrimaryColumn } from 'typeorm'
import { DateTime } from '../platform/scalars'

/** A topic that asks whether it may deliver to a source. The sealed address that says yes is a column only: no field ever shows it. */
@ObjectType({ description: 'An Amazon SNS topic that asks whether it may deliver here (confirmSubscription).' })
@Entity('source_subscription')
export class PendingSubscription {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string

  @PrimaryColumn({ type: 'uuid' })
  sourceId!: string

  @Field(() => String)
  @Column({ type: 'text' })
  topicArn!: string

  @Column({ type: 'bytea' })
  subscribeUrl!: Buffer

  /** A hash of the topic and the address. */
  @Field(() => ID, {
    description: 'Names this very question: a later one of the same topic is another, unless Amazon repeats itself.',
  })
  questionId!: string

  @Field(() => DateTime)
  @Column({ type: 'timestamptz' })
  receivedAt!: Date

  @Field(() => DateTime, { description: 'Amazon forgets the question then: let the topic ask again.' })
  @Column({ type: 'timestamptz' })
  expiresAt!: Date
}
