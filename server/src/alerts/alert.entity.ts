import { Field, Float, Int, ObjectType } from 'type-graphql'
import { Column, Entity, PrimaryColumn } from 'typeorm'
import { ActorKind } from '../audit/actor'
import { Node } from '../platform/node'
import { DateTime } from '../platform/scalars'
import { RiskFactor } from '../scoring/risk'
import { EventType } from '../scoring/event-type'
import type { RiskFacts } from '../scoring/risk.facts'
import { Severity, severityOf } from '../scoring/severity'
import { Process, type AlertProcess } from './alert.process'
import { AlertStatus, allowedStatuses } from './alert.status'
import { ReasonCode, Verdict } from './alert.verdict'

/** Text that the payload may not say: null then, never "". */
const Text =
  (description?: string, column?: string): PropertyDecorator =>
  (target, name) => {
    Field(() => String, { nullable: true, ...(description ? { description } : {}) })(target, name)
    Column({ type: 'text', nullable: true, ...(column ? { name: column } : {}) })(target, name)
  }

const Time =
  (description?: string, nullable = true): PropertyDecorator =>
  (target, name) => {
    Field(() => DateTime, { nullable, ...(description ? { description } : {}) })(target, name)
    Column({ type: 'timestamptz', precision: 3, nullable })(target, name)
  }

const Whole =
  (description?: string, nullable = false): PropertyDecorator =>
  (target, name) => {
    Field(() => Int, { nullable, ...(description ? { description } : {}) })(target, name)
    Column({ type: 'int', nullable })(target, name)
  }

@ObjectType()
export class Hashes {
  @Field(() => String, { nullable: true })
  md5!: string | null

  @Field(() => String, { nullable: true })
  sha1!: string | null

  @Field(() => String, { nullable: true })
  sha256!: string | null
}

@ObjectType({ description: 'Why events became this alert and no other: they share this key.' })
export class Dedup {
  @Field(() => String, { description: "Within its source; the alert's own id when it was opened by hand." })
  key!: string

  @Field(() => [String], {
    description: "What was compared: vendorId, fields of the source's rule, or raw when the event says none of them.",
  })
  fields!: string[]

  @Field(() => [String], { description: 'What the first event said there, in the same order; case did not count.' })
  values!: string[]
}

/** What a person triages. Tags, techniques, the raw item and other modules' objects are grafted on by alert.resolver.ts. */
@ObjectType({
  implements: Node,
  description:
    'Non-null: the row itself always holds it. A single object of another module (case, assignee, source) is nullable, so that its failure never blanks the page. Empty is null, never "".',
})
@Entity('alert')
export class Alert implements Node {
  /** First in every key: row security checks it, foreign keys carry it, and tables can be distributed by it. */
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string

  @PrimaryColumn({ type: 'uuid' })
  id!: string

  @Whole()
  number!: number

  @Whole(
    'Moves with edits by people and rules only. A folded event never moves it, or a noisy alert could never be closed.',
  )
  version!: number

  /** Counts every change, folds included: one load per change and node is enough for the live engine. */
  @Column({ type: 'int' })
  changeSeq!: number

  @Field(() => String)
  @Column({ type: 'text' })
  title!: string

  @Text()
  description!: string | null

  @Field(() => AlertStatus)
  @Column({ type: 'text' })
  status!: AlertStatus

  @Field(() => [AlertStatus])
  get allowedStatuses(): AlertStatus[] {
    return allowedStatuses(this.status)
  }

  /** OCSF severity_id; see `severity`. */
  @Column({ name: 'severity', type: 'smallint' })
  severityId!: number

  @Field(() => Severity, {
    description: "The vendor's or the scorer's until a person sets it; folding never overrides a person.",
  })
  get severity(): Severity {
    return severityOf(this.severityId)
  }

  @Field(() => ActorKind)
  @Column({ type: 'text' })
  severitySetBy!: ActorKind

  @Text()
  vendorSeverity!: string | null

  @Field(() => Verdict, { nullable: true })
  @Column({ type: 'text', nullable: true })
  verdict!: Verdict | null

  @Field(() => ReasonCode, { nullable: true })
  @Column({ type: 'text', nullable: true })
  reasonCode!: ReasonCode | null

  @Text()
  reason!: string | null

  @Column({ type: 'uuid', nullable: true })
  assigneeId!: string | null

  @Time()
  snoozedUntil!: Date | null

  @Column({ type: 'uuid', nullable: true })
  sourceId!: string | null

  @Text()
  product!: string | null

  @Field(() => Float, { nullable: true, description: "The vendor's own number, on a line from 0 to 100." })
  @Column({ type: 'real', nullable: true })
  vendorScore!: number | null

  @Text("The vendor's own word for where it stands: open, firing, blocked.")
  vendorStatus!: string | null

  @Text('By which normaliser its first event was understood.')
  normaliser!: string | null

  @Text('What told that this is the product: the source, or what only this product writes.')
  recognisedBy!: string | null

  @Text()
  vendorId!: string | null

  @Text()
  ruleId!: string | null

  @Text()
  ruleName!: string | null

  /** The rule object, see rules/rule.identity.ts; null when the payload names no rule. */
  @Column({ type: 'uuid', nullable: true })
  detectionRuleId!: string | null

  @Text()
  link!: string | null

  @Text("The queue's one-word answer to where: host, else user, else resource, else srcIp.")
  entity!: string | null

  @Text()
  host!: string | null

  @Text(undefined, 'user_name')
  user!: string | null

  @Text()
  resource!: string | null

  @Text()
  cloudAccount!: string | null

  @Field(() => Process, { nullable: true, description: 'The process it is about, with those it came from.' })
  @Column({ type: 'jsonb', nullable: true })
  process!: AlertProcess | null

  @Text()
  srcIp!: string | null

  @Whole(undefined, true)
  srcPort!: number | null

  @Text()
  dstIp!: string | null

  @Whole(undefined, true)
  dstPort!: number | null

  @Text("The tenant's name for the block that srcIp lies in.")
  srcNetwork!: string | null

  @Text("The tenant's name for the block that dstIp lies in.")
  dstNetwork!: string | null

  @Column({ type: 'uuid', nullable: true })
  assetId!: string | null

  @Text()
  domain!: string | null

  @Text()
  url!: string | null

  @Text()
  fileName!: string | null

  @Column({ type: 'text', nullable: true })
  md5!: string | null

  @Column({ type: 'text', nullable: true })
  sha1!: string | null

  @Column({ type: 'text', nullable: true })
  sha256!: string | null

  @Field(() => Hashes)
  get hashes(): Hashes {
    return { md5: this.md5, sha1: this.sha1, sha256: this.sha256 }
  }

  @Text()
  mailSender!: string | null

  @Field(() => [String])
  @Column({ type: 'text', array: true })
  mailRecipients!: string[]

  @Text()
  mailSubject!: string | null

  @Field(() => [String], { description: 'TA0002' })
  @Column({ type: 'text', array: true })
  tactics!: string[]

  @Text('What the control did.')
  disposition!: string | null

  @Field(() => EventType, {
    nullable: true,
    description: 'What kind of thing has happened; null when the payload does not say.',
  })
  @Column({ type: 'text', nullable: true })
  eventType!: EventType | null

  @Field(() => Float, { description: '0-100' })
  @Column({ type: 'real' })
  riskScore!: number

  @Field(() => [RiskFactor])
  @Column({ type: 'jsonb' })
  riskExplanation!: RiskFactor[]

  /** What the score was made of, for a preview of other weights; null on alerts from before it was kept. */
  @Column({ type: 'jsonb', nullable: true })
  riskFacts!: RiskFacts | null

  @Field(() => Float, { nullable: true, description: '0-1, null before a model exists.' })
  @Column({ type: 'real', nullable: true })
  anomalyScore!: number | null

  @Time("The sender's clock; null when it gave none.")
  eventAt!: Date | null

  @Time('Ingested, ours.', false)
  firstSeenAt!: Date

  @Time(undefined, false)
  lastSeenAt!: Date

  @Time('Any change, folds included: for incremental export.', false)
  updatedAt!: Date

  @Time()
  acknowledgedAt!: Date | null

  @Time()
  triagedAt!: Date | null

  @Time()
  closedAt!: Date | null

  @Time('The product itself said it is over (Alertmanager resolved).')
  endedAt!: Date | null

  @Whole('Events that it stands for, what it swallowed included.')
  occurrences!: number

  @Whole('Events that came after it was closed as harmless and were counted here instead of opening another alert.')
  swallowed!: number

  @Column({ type: 'bytea', nullable: true })
  dedupKey!: Buffer | null

  @Column({ type: 'text', array: true })
  dedupFields!: string[]

  @Column({ type: 'text', array: true })
  dedupValues!: string[]

  @Field(() => Dedup)
  get dedup(): Dedup {
    const { dedupKey, dedupFields, dedupValues } = this
    return { key: dedupKey?.toString('hex') ?? this.id, fields: dedupFields, values: dedupValues }
  }

  @Column({ type: 'uuid', nullable: true })
  previousAlertId!: string | null
}
