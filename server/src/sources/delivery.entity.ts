import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { Column, Entity, PrimaryColumn } from 'typeorm'
import { Node } from '../platform/node'
import { PageInfo } from '../platform/page'
import { DateTime } from '../platform/scalars'

export enum DeliveryOutcome {
  ACCEPTED = 'ACCEPTED',
  DUPLICATE = 'DUPLICATE',
  REFUSED = 'REFUSED',
}
registerEnumType(DeliveryOutcome, { name: 'DeliveryOutcome', description: 'What became of a delivery.' })

/** One request to the webhook, refused ones too, kept for a week so that a tenant's admin can see why nothing arrives. */
@ObjectType({ implements: Node, description: 'One request to a webhook, refused ones too; kept for a week.' })
@Entity('delivery')
export class Delivery implements Node {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string

  @PrimaryColumn({ type: 'uuid' })
  id!: string

  @Field(() => DateTime)
  @Column({ type: 'timestamptz' })
  at!: Date

  @Column({ type: 'uuid' })
  sourceId!: string | null

  @Field(() => String, {
    nullable: true,
    description: "The source's name as it was sent, also when there is no such source; null for what could name none.",
  })
  @Column({ type: 'text' })
  sourceSlug!: string | null

  @Field(() => Int, { description: 'Bytes of the body; of a folded refusal, of the first.' })
  @Column({ type: 'int' })
  size!: number

  @Field(() => DeliveryOutcome)
  @Column({ type: 'text' })
  outcome!: DeliveryOutcome

  @Field(() => Int, { description: 'The HTTP status of the answer.' })
  @Column({ type: 'int' })
  status!: number

  @Field(() => String, {
    nullable: true,
    description: 'Why it was refused, such as "signature mismatch"; the sender is told less.',
  })
  @Column({ type: 'text' })
  reason!: string | null

  @Field(() => Int, { description: 'How many equal refusals this row stands for.' })
  @Column({ type: 'int' })
  repeats!: number

  /** The answer's text as it was sent. */
  @Column({ type: 'text' })
  answer!: string | null
}

@ObjectType()
export class DeliveryEdge {
  @Field(() => String)
  cursor!: string

  @Field(() => Delivery)
  node!: Delivery
}

@ObjectType()
export class DeliveryConnection {
  @Field(() => [DeliveryEdge])
  edges!: DeliveryEdge[]

  @Field(() => [Delivery])
  nodes!: Delivery[]

  @Field(() => PageInfo)
  pageInfo!: PageInfo
}
