import { Field, Int, ObjectType } from 'type-graphql'
import { tenantOf, type Context } from '../platform/context'
import { Params } from '../platform/filter/rule'
import { load } from '../platform/loaders'
import { tally, type Where } from '../platform/tally'
import { openStatuses } from './alert.status'
import { Verdict } from './alert.verdict'

@ObjectType()
export class VerdictCount {
  @Field(() => Verdict)
  verdict!: Verdict

  @Field(() => Int)
  count!: number
}

/** What became of a rule's alerts. */
export interface RuleCounts {
  alerts: number
  open: number
  lastSeenAt: Date | null
  verdicts: VerdictCount[]
}

const noCounts: RuleCounts = { alerts: 0, open: 0, lastSeenAt: null, verdicts: [] }

export const openSql = `a.status IN ('${openStatuses.join("', '")}')`

/** A verdict that says something: the platform itself closes with UNKNOWN what a product calls over. */
export const judgedSql = `a.verdict <> '${Verdict.UNKNOWN}'`

export const tooManyAlerts = 'Counting the alerts of these rules would take too long'

/** The request's tenant's alerts that have a rule. */
export function whereRuled(ctx: Context): Where {
  const params = new Params()
  const tenant = params.add(tenantOf(ctx).id, 'uuid')
  return { params, conditions: [`a.tenant_id = ${tenant}`, 'a.detection_rule_id IS NOT NULL'] }
}

/** Batched per request. @throws UNPROCESSABLE when it would take too long */
export const countsOf = async (ctx: Context, ruleId: string): Promise<RuleCounts> =>
  (await load(ctx, countsByRule, ruleId)) ?? noCounts

interface CountRow {
  id: string
  verdict: Verdict | null
  alerts: number
  open: number
  lastSeenAt: Date
}

async function countsByRule(ctx: Context, ids: string[]): Promise<Map<string, RuleCounts>> {
  const question = ['counts', ids.toSorted()]
  const rows = await tally(ctx, { line: 'rules', question, tooLong: tooManyAlerts }, async (db, inTime) => {
    const where = whereRuled(ctx)
    where.conditions.push(`a.detection_rule_id = ANY (${where.params.add(ids, 'uuid[]')})`)
    const { params, conditions } = await inTime(where)
    return db.query<CountRow>(
      `SELECT a.detection_rule_id AS id, a.verdict, count(*)::int AS alerts, (count(*) FILTER (WHERE ${openSql}))::int AS open,
         max(a.last_seen_at) AS "lastSeenAt"
       FROM alert a WHERE ${conditions.join(' AND ')} GROUP BY a.detection_rule_id, a.verdict`,
      params.values,
    )
  })
  return summedUp(rows)
}

const words = Object.values(Verdict)

/** Rows of one rule and verdict each, as what is told of a rule; verdicts in the order of their enum. */
export function summedUp(rows: CountRow[]): Map<string, RuleCounts> {
  const all = new Map<string, RuleCounts>()
  const inOrder = rows.toSorted(
    (a, b) => words.indexOf(a.verdict ?? Verdict.OTHER) - words.indexOf(b.verdict ?? Verdict.OTHER),
  )
  for (const { id, verdict, alerts, open, lastSeenAt } of inOrder) {
    const sum = all.get(id) ?? { ...noCounts, verdicts: [] }
    sum.alerts += alerts
    sum.open += open
    if (sum.lastSeenAt === null || lastSeenAt > sum.lastSeenAt) sum.lastSeenAt = lastSeenAt
    if (verdict !== null) sum.verdicts.push({ verdict, count: alerts })
    all.set(id, sum)
  }
  return all
}

/** FALSE_POSITIVE over all with a verdict but UNKNOWN, 0 to 1; null when there is none. */
export function falsePositiveRate(verdicts: VerdictCount[]): number | null {
  const judged = verdicts.filter(({ verdict }) => verdict !== Verdict.UNKNOWN)
  const all = judged.reduce((sum, { count }) => sum + count, 0)
  const wrong = judged.find(({ verdict }) => verdict === Verdict.FALSE_POSITIVE)?.count ?? 0
  return all === 0 ? null : wrong / all
}
