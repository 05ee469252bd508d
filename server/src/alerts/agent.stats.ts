import { Field, Int, ObjectType } from 'type-graphql'
import type { Agent } from '../agents/agent.entity'
import { observableOf } from '../observables/observable.canonical'
import { ObservableType } from '../observables/observable.type'
import type { Context } from '../platform/context'
import { Severity, severityOf } from '../scoring/severity'
import type { AlertFilter } from './alert.filter.input'
import { tallyAlerts } from './alert.tally'

@ObjectType()
export class SeverityCount {
  @Field(() => Severity)
  severity!: Severity

  @Field(() => Int)
  count!: number
}

@ObjectType()
export class RuleIdCount {
  @Field(() => String, { description: "The product's own name of the rule." })
  ruleId!: string

  @Field(() => String, { nullable: true })
  ruleName!: string | null

  @Field(() => Int)
  count!: number
}

@ObjectType({ description: 'What alerts there are whose host is the agent, whatever became of them.' })
export class AgentStats {
  @Field(() => Int)
  total!: number

  @Field(() => Int, { description: 'First seen in the last 24 hours.' })
  last24h!: number

  @Field(() => [SeverityCount], { description: 'In the order of severity; what is zero is left out.' })
  bySeverity!: SeverityCount[]

  @Field(() => [RuleIdCount], { description: 'The ten that fired most, the commonest first.' })
  byRule!: RuleIdCount[]
}

/** Alerts whose host is the agent, in any case of letters. By the observable as well where its name can be one: that has an index. */
export function alertsOn({ name }: Pick<Agent, 'name'>, filter?: AlertFilter | null): AlertFilter {
  const isObserved = observableOf(ObservableType.HOSTNAME, name) !== null
  const seen = isObserved ? { observable: { type: ObservableType.HOSTNAME, value: { eq: name } } } : {}
  return { ...seen, host: { eq: name }, ...(filter ? { and: [filter] } : {}) }
}

const mostRules = 10

interface Row {
  severity: number
  rule_id: string | null
  rule_name: string | null
  count: number
  fresh: number
}

/** Errors as {@link tallyAlerts}. */
export function statsOf(ctx: Context, agent: Agent): Promise<AgentStats> {
  const filter = alertsOn(agent)
  return tallyAlerts(ctx, { question: 'agent', filter }, async (db, whereOf) => {
    const { params, conditions } = await (await whereOf(filter))()
    const rows = await db.query<Row>(
      `SELECT a.severity, a.rule_id, max(a.rule_name) AS rule_name, count(*)::int AS count,
         count(*) FILTER (WHERE a.first_seen_at > now() - interval '24 hours')::int AS fresh
       FROM alert a WHERE ${conditions.join(' AND ')} GROUP BY 1, 2`,
      params.values,
    )
    return statsFrom(rows)
  })
}

function statsFrom(rows: Row[]): AgentStats {
  const severities = new Map<number, number>()
  const rules = new Map<string, RuleIdCount>()
  for (const { severity, rule_id: ruleId, rule_name: ruleName, count } of rows) {
    severities.set(severity, (severities.get(severity) ?? 0) + count)
    if (ruleId !== null) rules.set(ruleId, { ruleId, ruleName, count: (rules.get(ruleId)?.count ?? 0) + count })
  }
  const bySeverity = [...severities].sort(([a], [b]) => a - b)
  const byRule = [...rules.values()].sort((a, b) => b.count - a.count || (a.ruleId < b.ruleId ? -1 : 1))
  return {
    total: rows.reduce((sum, { count }) => sum + count, 0),
    last24h: rows.reduce((sum, { fresh }) => sum + fresh, 0),
    bySeverity: bySeverity.map(([id, count]) => ({ severity: severityOf(id), count })),
    byRule: byRule.slice(0, mostRules),
  }
}
