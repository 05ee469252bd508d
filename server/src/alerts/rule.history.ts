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
 * with a verdict alone, which people have given one by one.
 */
export async function ruleHistoriesOf(db: Db): Promise<Map<string, RuleHistory>> {
  const rows = await db.query<{ id: string; verdicts: number; falsePositives: number }>(
    `SELECT a.detection_rule_id AS id, count(*)::int AS verdicts,
       (count(*) FILTER (WHERE a.verdict = 'FALSE_POSITIVE'))::int AS "falsePositives"
     FROM (SELECT detection_rule_id, verdict FROM alert
       WHERE verdict IS NOT NULL AND detection_rule_id IS NOT NULL AND first_seen_at > now() - interval '90 days'
       ORDER BY first_seen_at DESC LIMIT ${mostVerdicts}) AS a
     WHERE ${judgedSql} GROUP BY a.detection_rule_id`,
  )
  return new Map(rows.map(({ id, ...history }) => [id, history]))
}
