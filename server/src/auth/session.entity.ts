import { Field, ObjectType } from 'type-graphql'
import { Column, Entity, PrimaryColumn } from 'typeorm'
import { Node } from '../platform/node'
import { DateTime } from '../platform/scalars'

/** A signed-in browser. The token itself is only in its cookie; here is its SHA-256, and not as a property. */
@ObjectType({ implements: Node, description: 'A signed-in browser of yours.' })
@Entity('session')
export class Session implements Node {
  @PrimaryColumn({ type: 'uuid' })
  id!: string

  @Column({ type: 'uuid' })
  userId!: string

  @Field(() => DateTime)
  @Column({ type: 'timestamptz', precision: 3 })
  createdAt!: Date

  @Field(() => DateTime, { description: 'To the minute.' })
  @Column({ type: 'timestamptz', precision: 3 })
  lastSeenAt!: Date

  @Field(() => DateTime, { description: 'Latest end; 12 hours without use end it sooner.' })
  @Column({ type: 'timestamptz', precision: 3 })
  expiresAt!: Date

  @Field(() => String, { nullable: true, description: 'Network address it was opened from.' })
  @Column({ type: 'text', nullable: true })
  address!: string | null

  @Field(() => String, { nullable: true })
  @Column({ type: 'text', nullable: true })
  userAgent!: string | null
}
