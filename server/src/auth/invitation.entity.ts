import { Field, ObjectType } from 'type-graphql'
import { Column, Entity, PrimaryColumn } from 'typeorm'
import { Node } from '../platform/node'
import { DateTime } from '../platform/scalars'
import { Role } from './role'

/** An open offer to join a tenant. Accepting or revoking it removes the row; the audit keeps what happened. */
@ObjectType({ implements: Node, description: 'An open offer to join this tenant.' })
@Entity('invitation')
export class Invitation implements Node {
  /** First in every key: row security checks it. */
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string

  @PrimaryColumn({ type: 'uuid' })
  id!: string

  @Field(() => String)
  @Column({ type: 'text' })
  email!: string

  @Field(() => Role)
  @Column({ type: 'text' })
  role!: Role

  @Field(() => DateTime)
  @Column({ type: 'timestamptz', precision: 3 })
  createdAt!: Date

  @Field(() => DateTime)
  @Column({ type: 'timestamptz', precision: 3 })
  expiresAt!: Date
}
