import { Field, Int, ObjectType } from 'type-graphql'
import { Column, Entity, PrimaryColumn } from 'typeorm'
import { Node } from '../platform/node'
import { DateTime } from '../platform/scalars'
import { SourceAuthentication } from './source.authentication'
import { DedupRule, ResolutionPolicy, SourceKind } from './source.dedup'

/** Who sends alerts by webhook. The sealed secrets are columns only: no field ever shows them. */
@ObjectType({ implements: Node, description: 'Who sends alerts: one webhook address with its own secret.' })
@Entity('source')
export class Source implements Node {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string

  @PrimaryColumn({ type: 'uuid' })
  id!: string

  @Field(() => String, { description: "The last part of the webhook's address; unique in the tenant; never changes." })
  @Column({ type: 'text' })
  slug!: string

  @Field(() => String)
  @Column({ type: 'text' })
  name!: string

  @Field(() => String, { description: 'What sends, such as wazuh or splunk; generic when it was not said.' })
  @Column({ type: 'text' })
  product!: string

  @Field(() => Boolean, { description: 'A disabled source is answered like one that does not exist.' })
  @Column({ type: 'boolean' })
  enabled!: boolean

  @Field(() => SourceAuthentication)
  @Column({ type: 'text' })
  authentication!: SourceAuthentication

  @Column({ type: 'bytea' })
  secret!: Buffer

  @Column({ type: 'bytea' })
  previousSecret!: Buffer | null

  @Field(() => DateTime, { nullable: true, description: 'Until then the previous secret is accepted too.' })
  @Column({ type: 'timestamptz' })
  previousSecretUntil!: Date | null

  @Field(() => DateTime, { nullable: true })
  @Column({ type: 'timestamptz' })
  secretRotatedAt!: Date | null

  @Field(() => Int, {
    description:
      'How long an equal body counts as the same delivery; 0: never. At least 10 minutes where the sender signs the time, so that a recorded delivery is of no use.',
  })
  @Column({ type: 'int' })
  idempotencySeconds!: number

  @Field(() => Int, {
    description: 'Deliveries a second that are taken in the long run; more get 429 with Retry-After.',
  })
  @Column({ type: 'int' })
  ratePerSecond!: number

  @Field(() => Int, { description: 'Deliveries that are taken at once after a quiet time.' })
  @Column({ type: 'int' })
  burst!: number

  @Field(() => SourceKind)
  @Column({ type: 'text' })
  kind!: SourceKind

  @Field(() => ResolutionPolicy)
  @Column({ type: 'text' })
  onResolution!: ResolutionPolicy

  @Column({ type: 'boolean' })
  dedupByVendorId!: boolean

  @Column({ type: 'text', array: true })
  dedupFields!: string[]

  @Column({ type: 'int' })
  dedupWindowSeconds!: number

  @Column({ type: 'int' })
  memoryDays!: number

  @Field(() => DedupRule)
  get dedup(): DedupRule {
    const { dedupByVendorId, dedupFields, dedupWindowSeconds, memoryDays } = this
    return { byVendorId: dedupByVendorId, fields: dedupFields, windowSeconds: dedupWindowSeconds, memoryDays }
  }

  @Field(() => DateTime)
  @Column({ type: 'timestamptz' })
  createdAt!: Date
}
