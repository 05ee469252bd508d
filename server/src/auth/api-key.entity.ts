import { Field, ObjectType } from 'type-graphql'
import { Column, Entity, PrimaryColumn } from 'typeorm'
import { Node } from '../platform/node'
import { DateTime } from '../platform/scalars'

/** A program's way in. The secret's SHA-256 is no property: only the look-up at authentication reads it. */
@ObjectType({
  implements: Node,
  description: "A program's way into this tenant, as `Authorization: Bearer …` or `X-API-Key`.",
})
@Entity('api_key')
export class ApiKey implements Node {
  /** First in every key: row security checks it. */
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string

  @PrimaryColumn({ type: 'uuid' })
  id!: string

  @Field(() => String)
  @Column({ type: 'text' })
  name!: string

  @Field(() => String, { description: 'How the key starts; the rest is shown once, when it is made.' })
  @Column({ type: 'text' })
  prefix!: string

  @Field(() => [String], { description: 'The permissions it carries.' })
  @Column({ type: 'text', array: true })
  scopes!: string[]

  @Column({ type: 'uuid', nullable: true })
  createdBy!: string | null

  @Field(() => DateTime)
  @Column({ type: 'timestamptz', precision: 3 })
  createdAt!: Date

  @Field(() => DateTime, { nullable: true })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  expiresAt!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'To the minute.' })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  lastUsedAt!: Date | null

  @Field(() => DateTime, { nullable: true })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  revokedAt!: Date | null
}
