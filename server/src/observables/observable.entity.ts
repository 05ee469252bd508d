import { Field, ObjectType } from 'type-graphql'
import { Column, Entity, PrimaryColumn } from 'typeorm'
import { ActorKind } from '../audit/actor'
import { Node } from '../platform/node'
import { DateTime } from '../platform/scalars'
import type { ObservableType } from './observable.type'

/** A value that events hold, once per tenant. Sightings and alerts are grafted on by alerts/. */
@ObjectType({
  implements: Node,
  description:
    'A value that alerts have in common: an address, a name, a hash. An IOC is one that is known to be bad. One that was told of before any alert held it has no sightings.',
})
@Entity('observable')
export class Observable implements Node {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string

  /** Made from the value: see observable.id.ts. */
  @PrimaryColumn({ type: 'uuid' })
  id!: string

  @Field(() => String, { description: 'One of ObservableType; a string, since types may be added.' })
  @Column({ type: 'text' })
  type!: ObservableType

  @Field(() => String, {
    description: 'As it can be searched for, not defanged: never draw it as a link that can be opened.',
  })
  @Column({ type: 'text' })
  value!: string

  @Field(() => Boolean, { description: 'Known to be bad, by a person or a feed; see validUntil for how long.' })
  @Column({ type: 'boolean' })
  isIoc!: boolean

  @Field(() => ActorKind, {
    nullable: true,
    description:
      'Whose word isIoc is; null when nobody has said anything yet. No feed overrides the word of a person or a key that it is harmless.',
  })
  @Column({ type: 'text', nullable: true })
  iocSetBy!: ActorKind | null

  @Column({ type: 'timestamptz', nullable: true })
  iocSetAt!: Date | null

  /** The feed that said so. */
  @Column({ type: 'uuid', nullable: true })
  iocSourceId!: string | null

  @Field(() => String, { nullable: true, description: 'What the feed calls it.' })
  @Column({ type: 'text', nullable: true })
  name!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'TLP:CLEAR, TLP:GREEN, TLP:AMBER, TLP:AMBER+STRICT or TLP:RED; null when nobody said.',
  })
  @Column({ type: 'text', nullable: true })
  tlp!: string | null

  @Field(() => String, { nullable: true, description: 'What people know of it.' })
  @Column({ type: 'text', nullable: true })
  note!: string | null

  @Field(() => DateTime, { nullable: true, description: 'From when on it counts as bad; null: always did.' })
  @Column({ type: 'timestamptz', nullable: true })
  validFrom!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Until when it counts as bad; null: for good.' })
  @Column({ type: 'timestamptz', nullable: true })
  validUntil!: Date | null

  @Field(() => DateTime, { description: 'When we first heard of it, in an alert or as an IOC.' })
  @Column({ type: 'timestamptz' })
  firstSeenAt!: Date
}
