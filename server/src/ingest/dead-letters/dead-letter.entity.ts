import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { Column, Entity, PrimaryColumn } from 'typeorm'
import { Node } from '../../platform/node'
import { PageInfo } from '../../platform/page'
import { DateTime } from '../../platform/scalars'

export enum DeadLetterState {
  WAITING = 'WAITING',
  REPLAYED = 'REPLAYED',
  DISCARDED = 'DISCARDED',
}
registerEnumType(DeadLetterState, {
  name: 'DeadLetterState',
  description: 'What became of an item that was set aside.',
  valuesConfig: {
    WAITING: { description: 'Waits for a fix and a replay.' },
    REPLAYED: { description: 'Was taken in by a replay.' },
    DISCARDED: { description: 'A person decided that it is not wanted.' },
  },
})

@ObjectType({
  implements: Node,
  description:
    'An item that was acknowledged and could not be understood or stored. Kept exactly as it was sent, until it is replayed or discarded.',
})
@Entity('dead_letter')
export class DeadLetter implements Node {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string

  @PrimaryColumn({ type: 'uuid' })
  id!: string

  @Column({ type: 'uuid' })
  sourceId!: string

  @Field(() => ID)
  @Column({ type: 'uuid' })
  deliveryId!: string

  @Field(() => Int, { description: 'Place in its delivery, from 0.' })
  @Column({ type: 'int' })
  item!: number

  @Field(() => DateTime)
  @Column({ type: 'timestamptz' })
  at!: Date

  @Field(() => String, { description: 'Why it could not be taken, the last time it was tried.' })
  @Column({ type: 'text' })
  reason!: string

  @Field(() => DeadLetterState)
  @Column({ type: 'text' })
  state!: DeadLetterState

  @Field(() => Int, { description: 'Replays that failed.' })
  @Column({ type: 'int' })
  attempts!: number

  @Field(() => DateTime, { nullable: true, description: 'When it was replayed or discarded.' })
  @Column({ type: 'timestamptz' })
  settledAt!: Date | null

  @Column({ type: 'uuid' })
  alertId!: string | null
}

@ObjectType()
export class DeadLetterEdge {
  @Field(() => String)
  cursor!: string

  @Field(() => DeadLetter)
  node!: DeadLetter
}

@ObjectType()
export class DeadLetterConnection {
  @Field(() => [DeadLetterEdge])
  edges!: DeadLetterEdge[]

  @Field(() => [DeadLetter])
  nodes!: DeadLetter[]

  @Field(() => PageInfo)
  pageInfo!: PageInfo
}
