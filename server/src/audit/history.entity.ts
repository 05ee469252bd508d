import { Field, ObjectType, ID } from 'type-graphql'
import { Column, Entity, PrimaryColumn } from 'typeorm'
import { DateTime, JsonValue } from '../platform/scalars'
import { Actor, type ActorKind } from './actor'

/** Written with the deed, never edited: who changed what, as it was named then. */
@ObjectType({
  description:
    'One changed field; the fields of one deed share changeId. from and to are what the API shows (enum words, ids).',
})
@Entity('history_entry')
export class HistoryEntry {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string

  @Field(() => ID)
  @PrimaryColumn({ type: 'uuid' })
  id!: string

  @Field(() => ID)
  @Column({ type: 'uuid' })
  changeId!: string

  @Column({ type: 'text' })
  objectType!: string

  @Column({ type: 'uuid' })
  objectId!: string

  @Field(() => DateTime)
  @Column({ type: 'timestamptz' })
  at!: Date

  @Column({ type: 'text' })
  actorKind!: ActorKind

  @Column({ type: 'uuid', nullable: true })
  actorId!: string | null

  @Column({ type: 'text' })
  actorName!: string

  @Field(() => Actor)
  get actor(): Actor {
    return { kind: this.actorKind, id: this.actorId, name: this.actorName }
  }

  @Field(() => String)
  @Column({ type: 'text' })
  field!: string

  @Field(() => JsonValue, { nullable: true })
  @Column({ name: 'from_value', type: 'jsonb', nullable: true })
  from!: unknown

  @Field(() => JsonValue, { nullable: true })
  @Column({ name: 'to_value', type: 'jsonb', nullable: true })
  to!: unknown

  @Field(() => String, {
    nullable: true,
    description: "What `from` was called then, such as a person's name; null when the value speaks for itself.",
  })
  @Column({ type: 'text', nullable: true })
  fromLabel!: string | null

  @Field(() => String, { nullable: true, description: 'The same for `to`.' })
  @Column({ type: 'text', nullable: true })
  toLabel!: string | null

  @Field(() => String, { nullable: true })
  @Column({ type: 'text', nullable: true })
  reason!: string | null
}
