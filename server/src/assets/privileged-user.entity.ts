import { Field, ObjectType } from 'type-graphql'
import { Column, Entity } from 'typeorm'
import { Node } from '../platform/node'
import { RegisterRow } from './register.row'

/** An account whose loss would be worse than that of others. */
@ObjectType({
  implements: Node,
  description: 'An account that may do more than others: alerts about it are more urgent.',
})
@Entity('privileged_user')
export class PrivilegedUser extends RegisterRow {
  @Field(() => String, {
    description:
      'Lower case, unique in the tenant: admin, corp\\admin or admin@corp.example. Without a domain it is meant in every one.',
  })
  @Column({ type: 'text' })
  name!: string

  @Field(() => String, { nullable: true })
  @Column({ type: 'text', nullable: true })
  note!: string | null
}
