import { Field, ObjectType } from 'type-graphql'
import { Column, Entity } from 'typeorm'
import { Node } from '../platform/node'
import { Criticality } from '../scoring/criticality'
import { RegisterRow } from './register.row'

/** A machine that a tenant has, as it says itself. */
@ObjectType({ implements: Node, description: 'A machine (or service) that the tenant has, and how much it matters.' })
@Entity('asset')
export class Asset extends RegisterRow {
  @Field(() => String, {
    description:
      'Lower case, unique in the tenant. An alert is matched by the whole name, and by the part before the first dot where one of the two is no longer.',
  })
  @Column({ type: 'text' })
  host!: string

  @Field(() => String, { nullable: true, description: 'What people call it.' })
  @Column({ type: 'text', nullable: true })
  name!: string | null

  @Field(() => String, { nullable: true, description: 'Whom to ask about it.' })
  @Column({ type: 'text', nullable: true })
  owner!: string | null

  @Field(() => Criticality)
  @Column({ type: 'text' })
  criticality!: Criticality

  @Field(() => [String])
  @Column({ type: 'text', array: true })
  tags!: string[]

  @Field(() => [String], { description: 'By which an alert is matched that names no host.' })
  @Column({ type: 'text', array: true })
  addresses!: string[]
}
