import { Field, ObjectType } from 'type-graphql'
import { Column, Entity, PrimaryColumn } from 'typeorm'
import { Node } from '../platform/node'
import { DateTime } from '../platform/scalars'
import { RegisterConnection } from './register.connection'

/** An account whose loss would be worse than that of others. */
@ObjectType({
  implements: Node,
  description: 'An account that may do more than others: alerts about it are more urgent.',
})
@Entity('privileged_user')
export class PrivilegedUser implements Node {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string

  @PrimaryColumn({ type: 'uuid' })
  id!: string

  @Field(() => String, {
    description:
      'Lower case, unique in the tenant: admin, corp\\admin or admin@corp.example. Without a domain it is meant in every one.',
  })
  @Column({ type: 'text' })
  name!: string

  @Field(() => String, { nullable: true })
  @Column({ type: 'text', nullable: true })
  note!: string | null

  @Field(() => DateTime)
  @Column({ type: 'timestamptz', precision: 3 })
  createdAt!: Date

  @Field(() => DateTime)
  @Column({ type: 'timestamptz', precision: 3 })
  updatedAt!: Date
}

@ObjectType()
export class PrivilegedUserEdge {
  @Field(() => String)
  cursor!: string

  @Field(() => PrivilegedUser)
  node!: PrivilegedUser
}

@ObjectType()
export class PrivilegedUserConnection extends RegisterConnection<PrivilegedUser> {
  @Field(() => [PrivilegedUserEdge])
  declare edges: PrivilegedUserEdge[]

  @Field(() => [PrivilegedUser])
  declare nodes: PrivilegedUser[]
}
