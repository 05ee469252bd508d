import type { Db } from '../platform/database'
import { judgedSql } from './rule.count'

/** What analysts made of a rule's alerts of the past 90 days. */
export interface RuleHistory {
  verdicts: number
  falsePositives: number
}

/** The newest verdicts that are looked at: what is older weighs nothing beside so many. */
const mostVerdicts = 100_000

/**
 * By the rule's id (see rules/rule.identity.ts) in the transaction's tenant: for the score of what fires next. Reads an index of the alerts
 * with a verdict that says something, which people have given one by one.
 */
export const ruleHistoriesOf = (db: Db): Promise<Map<string, RuleHistory>> => newestHistories(db, mostVerdicts)

/** The same, of so many verdicts at the most. */
export async function newestHistories(db: Db, most: number): Promise<Map<string, RuleHistory>> {
  const rows = await db.query<{ id: string; verdicts: number; falsePositives: number }>(
    `SELECT a.detection_rule_id AS id, count(*)::int AS verdicts,
       (count(*) FILTER (WHERE a.verdict = 'FALSE_POSITIVE'))::int AS "falsePositives"
     FROM (SELECT a.detection_rule_id, a.verdict FROM alert a
       WHERE ${judgedSql} AND a.detection_rule_id IS NOT NULL AND a.first_seen_at > now() - interval '90 days'
       ORDER BY a.first_seen_at DESC LIMIT $1) AS a
     GROUP BY a.detection_rule_id`,
    [most],
  )
  return new Map(rows.map(({ id, ...history }) => [id, history]))
}
