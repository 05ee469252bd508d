import { Field, Int, ObjectType } from 'type-graphql'
import { Column, Entity, PrimaryColumn } from 'typeorm'
import { Node } from '../platform/node'
import { DateTime } from '../platform/scalars'
import { Severity, severityOf } from '../scoring/severity'

/** What fired. Its owner and its techniques' names are grafted on by rule.field.resolver.ts, its counts by the alerts. */
@ObjectType({
  implements: Node,
  description:
    'What fired in a product, an object of its own: made when an alert names it for the first time, kept for ever. An alert that names no rule has none.',
})
@Entity('rule')
export class Rule implements Node {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string

  @PrimaryColumn({ type: 'uuid' })
  id!: string

  @Field(() => String, { description: "As on the alerts: the product's name." })
  @Column({ type: 'text' })
  product!: string

  @Field(() => String, { description: "The product's own name for the rule; unique in the product." })
  @Column({ type: 'text' })
  ruleId!: string

  @Field(() => String, { description: 'As first seen, until a person gives it another.' })
  @Column({ type: 'text' })
  name!: string

  /** OCSF severity_id; see `level`. */
  @Column({ name: 'level', type: 'smallint' })
  levelId!: number

  @Field(() => Severity, {
    description: 'How bad it is when the rule fires: of its first alert, until a person says otherwise.',
  })
  get level(): Severity {
    return severityOf(this.levelId)
  }

  @Field(() => [String], { description: 'ATT&CK ids of its first alert, as sent.' })
  @Column({ type: 'text', array: true })
  techniques!: string[]

  @Column({ type: 'uuid', nullable: true })
  ownerId!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'How to investigate its alerts, in Markdown, shown beside each of them. At most 20,000 characters.',
  })
  @Column({ type: 'text', nullable: true })
  guide!: string | null

  @Field(() => DateTime, { description: 'When its first alert was ingested.' })
  @Column({ type: 'timestamptz', precision: 3 })
  firstSeenAt!: Date

  @Field(() => Int, { description: 'Moves with edits by people.' })
  @Column({ type: 'int' })
  version!: number
}
