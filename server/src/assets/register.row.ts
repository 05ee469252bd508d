import { Field, ObjectType } from 'type-graphql'
import { Column, PrimaryColumn } from 'typeorm'
import { type Node } from '../platform/node'
import { DateTime } from '../platform/scalars'

/** What rows of all registers have. */
@ObjectType()
export abstract class RegisterRow implements Node {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string

  @PrimaryColumn({ type: 'uuid' })
  id!: string

  @Field(() => DateTime)
  @Column({ type: 'timestamptz', precision: 3 })
  createdAt!: Date

  @Field(() => DateTime)
  @Column({ type: 'timestamptz', precision: 3 })
  updatedAt!: Date
}
