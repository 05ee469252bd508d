import { Field, ObjectType } from 'type-graphql'
import { Column, Entity, PrimaryColumn } from 'typeorm'
import { Node } from '../platform/node'

/** A customer or team whose rows nobody else sees. */
@ObjectType({ implements: Node, description: 'A customer or team. Its rows are invisible to all others.' })
@Entity('tenant')
export class Tenant implements Node {
  @PrimaryColumn({ type: 'uuid' })
  id!: string

  @Field(() => String, { description: 'Short name in addresses and in X-Tenant; never changes.' })
  @Column({ type: 'text' })
  slug!: string

  @Field(() => String)
  @Column({ type: 'text' })
  name!: string
}
