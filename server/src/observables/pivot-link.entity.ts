import { Field, ObjectType } from 'type-graphql'
import { Column, Entity, PrimaryColumn } from 'typeorm'
import { Node } from '../platform/node'
import { ObservableType } from './observable.type'

/** Where people look a value up further, as the tenant has set it up. */
@ObjectType({ implements: Node, description: 'Where a value of a type can be looked up further.' })
@Entity('pivot_link')
export class PivotLink implements Node {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string

  @PrimaryColumn({ type: 'uuid' })
  id!: string

  @Field(() => ObservableType)
  @Column({ type: 'text' })
  type!: ObservableType

  @Field(() => String)
  @Column({ type: 'text' })
  name!: string

  @Field(() => String, { description: 'An http(s) address with {value} in its path, query or fragment.' })
  @Column({ type: 'text' })
  urlTemplate!: string
}

@ObjectType({ description: 'A pivot link made out for one value.' })
export class Pivot {
  @Field(() => String)
  name!: string

  @Field(() => String, { description: 'The value stands in it URL-encoded.' })
  url!: string
}
