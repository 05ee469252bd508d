import { Field, ObjectType } from 'type-graphql'
import { Column, Entity } from 'typeorm'
import { Node } from '../platform/node'
import { RegisterRow } from './register.row'

/** A block of addresses to which a tenant has given a name. */
@ObjectType({
  implements: Node,
  description:
    'A block of addresses with a name. The smallest block that holds an address says what it is; while no block is internal, the private and local ranges are (RFC 1918, RFC 4193, RFC 6598, loopback, link-local).',
})
@Entity('network')
export class Network extends RegisterRow {
  @Field(() => String, { description: '10.20.0.0/16 or 2001:db8::/32, unique in the tenant.' })
  @Column({ type: 'text' })
  cidr!: string

  @Field(() => String)
  @Column({ type: 'text' })
  name!: string

  @Field(() => Boolean, { description: 'Whether its addresses are the tenant’s own.' })
  @Column({ type: 'boolean' })
  isInternal!: boolean
}
