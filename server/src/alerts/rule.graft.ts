import { Arg, Ctx, FieldResolver, Float, Int, Query, Resolver, Root } from 'type-graphql'
import { attackOf } from '../attack/attack.loader'
import { tacticFor } from '../attack/attack.technique'
import { AttackTactic, AttackTechnique } from '../attack/attack.type'
import { Allow } from '../platform/access'
import type { Context } from '../platform/context'
import { DateTime } from '../platform/scalars'
import { Rule } from '../rules/rule.entity'
import { ruleById } from '../rules/rule.loader'
import { Alert } from './alert.entity'
import type { AlertSurroundings } from './alert.live'
import { techniquesOf } from './alert.loader'
import { RuleConnection, RuleFilter } from './rule.connection'
import { countsOf, falsePositiveRate, VerdictCount } from './rule.count'
import { listRules } from './rule.list'
import { RuleOrder } from './rule.order'

const slow = 'A second old at most; null, with an error, when counting would take too long.'

/** What became of a rule's alerts, which the rules themselves know nothing of. */
@Resolver(() => Rule)
export class RuleAlertsFieldResolver {
  @Allow('alert:read')
  @Query(() => RuleConnection, {
    description:
      'What has fired. first or last, 1-100, not both; neither means first: 50. UNPROCESSABLE when sorting by what became of the alerts would take too long; by NAME it never does.',
  })
  rules(
    @Ctx() ctx: Context,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
    @Arg('last', () => Int, { nullable: true }) last?: number | null,
    @Arg('before', () => String, { nullable: true }) before?: string | null,
    @Arg('filter', () => RuleFilter, { nullable: true }) filter?: RuleFilter | null,
    @Arg('orderBy', () => RuleOrder, { nullable: true }) orderBy?: RuleOrder | null,
  ) {
    return listRules(ctx, { first, after, last, before, filter, orderBy })
  }

  @FieldResolver(() => Int, { nullable: true, description: `Its alerts, all of them. ${slow}` })
  async alertCount(@Root() { id }: Rule, @Ctx() ctx: Context) {
    return (await countsOf(ctx, id)).alerts
  }

  @FieldResolver(() => Int, { nullable: true, description: `Its alerts that still ask for attention. ${slow}` })
  async openCount(@Root() { id }: Rule, @Ctx() ctx: Context) {
    return (await countsOf(ctx, id)).open
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'When an alert of it last took an event; null when it has none.',
  })
  async lastSeenAt(@Root() { id }: Rule, @Ctx() ctx: Context) {
    return (await countsOf(ctx, id)).lastSeenAt
  }

  @FieldResolver(() => [VerdictCount], {
    nullable: true,
    description: `Verdicts on its alerts, in the order of the enum; what is zero is left out. ${slow}`,
  })
  async verdicts(@Root() { id }: Rule, @Ctx() ctx: Context) {
    return (await countsOf(ctx, id)).verdicts
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: 'FALSE_POSITIVE over all with a verdict but UNKNOWN, 0-1; null when there is none.',
  })
  async falsePositiveRate(@Root() { id }: Rule, @Ctx() ctx: Context) {
    return falsePositiveRate((await countsOf(ctx, id)).verdicts)
  }
}

@Resolver(() => Alert)
export class AlertRuleFieldResolver {
  @FieldResolver(() => Rule, { nullable: true, description: 'What fired; null when the product does not say.' })
  rule(@Root() { detectionRuleId }: Alert, @Ctx() ctx: Context) {
    return detectionRuleId && ruleById(ctx, detectionRuleId)
  }

  @FieldResolver(() => [AttackTechnique], { description: 'Its techniques with what ATT&CK says of them.' })
  async attack(@Root() alert: Alert & Partial<AlertSurroundings>, @Ctx() ctx: Context) {
    return attackOf(ctx, alert.techniques ?? (await techniquesOf(ctx, alert.id)))
  }

  @FieldResolver(() => [AttackTactic], { description: 'Its tactics with their names.' })
  attackTactics(@Root() { tactics }: Alert): AttackTactic[] {
    return tactics.map(tacticFor)
  }
}
