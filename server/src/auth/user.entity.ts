import { Field, ObjectType } from 'type-graphql'
import { Column, Entity, PrimaryColumn } from 'typeorm'
import { Node } from '../platform/node'

/** A person. The password's hash is no property on purpose: it is read by the statements that check it and travels nowhere. */
@ObjectType({ implements: Node, description: 'A person, visible to the members of the same tenant.' })
@Entity('app_user')
export class User implements Node {
  @PrimaryColumn({ type: 'uuid' })
  id!: string

  @Field(() => String)
  @Column({ type: 'text' })
  name!: string

  @Field(() => String, { nullable: true })
  @Column({ type: 'text' })
  email!: string | null
}
