import { Field, ID, Int, ObjectType } from 'type-graphql'
import { Column, Entity, PrimaryColumn } from 'typeorm'
import { timeOfId } from '../platform/ids'
import { Node } from '../platform/node'
import { DateTime } from '../platform/scalars'
import { Severity, severityOf } from '../scoring/severity'
import { EventOutcome } from './event.outcome'

/** Text that the item may not say: null then, never "". */
const Text =
  (description?: string): PropertyDecorator =>
  (target, name) => {
    Field(() => String, { nullable: true, ...(description ? { description } : {}) })(target, name)
    Column({ type: 'text', nullable: true })(target, name)
  }

/** One accepted item. The payload is not among the columns: lists stay narrow, and event.loader.ts reads it for whoever asks. */
@ObjectType({
  implements: Node,
  description: "One accepted item, as it was received. Kept for as long as the tenant's `eventRetentionDays` say.",
})
@Entity('event')
export class Event implements Node {
  /** First in every key: row security checks it, foreign keys carry it, and tables can be distributed by it. */
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string

  @PrimaryColumn({ type: 'uuid' })
  id!: string

  @Column({ type: 'uuid' })
  sourceId!: string

  @Field(() => ID, { description: 'The delivery that brought it. Deliveries are kept for a week.' })
  @Column({ type: 'uuid' })
  deliveryId!: string

  @Field(() => Int, { description: 'Its place in the delivery, from 0.' })
  @Column({ type: 'int' })
  item!: number

  @Field(() => ID, { nullable: true, description: 'Null for telemetry.' })
  @Column({ type: 'uuid', nullable: true })
  alertId!: string | null

  @Field(() => EventOutcome)
  @Column({ type: 'text' })
  outcome!: EventOutcome

  @Text()
  title!: string | null

  /** OCSF severity_id; see `severity`. */
  @Column({ name: 'severity', type: 'smallint' })
  severityId!: number

  @Field(() => Severity)
  get severity(): Severity {
    return severityOf(this.severityId)
  }

  @Text('The one-word answer to where: host, else user, else resource, else srcIp.')
  entity!: string | null

  @Text()
  host!: string | null

  @Text()
  ruleId!: string | null

  @Field(() => DateTime, { nullable: true, description: "The sender's clock; null when it gave none." })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  eventAt!: Date | null

  /** Read from the id, by which events are ordered and asked for: the three can never contradict each other. */
  @Field(() => DateTime, { description: 'When it arrived, by our clock.' })
  get ingestedAt(): Date {
    return timeOfId(this.id)
  }
}

/** All that {@link Event} shows of a row; statements call the table `e`. */
export const eventColumns = [
  ...['tenant_id', 'id', 'source_id', 'delivery_id', 'item', 'alert_id', 'outcome', 'title', 'severity'],
  ...['entity', 'host', 'rule_id', 'event_at'],
]
  .map((name) => `e.${name}`)
  .join(', ')
