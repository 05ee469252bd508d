import { named } from '../observables/observable.id'
import { earlierObservables, observableWrites, type Sighting } from '../observables/observable.insert'
import type { ObservableValue } from '../observables/observable.type'
import type { Db } from '../platform/database'
import { storableJson } from '../platform/storable'
import { ruleOf } from '../rules/rule.identity'
import { earlierRules, ruleWrites, type Fired } from '../rules/rule.insert'
import { noRules } from '../rules/rule.known'
import { severityOf } from '../scoring/severity'
import { columnOf } from './alert.column'
import { valuesOf, type SaidFields } from './alert.values'
import { rescored, type Rescored, type Scoring, type StandingAlert } from './rescore'

/** A row as it is read: what it is scored by, and what may be missing of one from before there were rules and observables. */
interface Row extends Omit<StandingAlert, 'severity'>, SaidFields, Omit<Fired, 'severity'> {
  id: string
  severityId: number
  detectionRuleId: string | null
  hasLinks: boolean
  /** Those that are, or were, IOCs. */
  iocs: ObservableValue[]
}

type Standing = Row & Pick<StandingAlert, 'severity'>

const plain = [
  ...['tenantId', 'id', 'product', 'ruleId', 'ruleName', 'detectionRuleId', 'firstSeenAt', 'eventType', 'host', 'user'],
  ...['srcIp', 'dstIp', 'srcNetwork', 'dstNetwork', 'assetId', 'domain', 'url', 'sha256', 'sha1', 'md5', 'fileName'],
  ...[
    'mailSender',
    'mailRecipients',
    'resource',
    'process',
    'occurrences',
    'riskScore',
    'riskExplanation',
    'riskFacts',
  ],
]

const linksOf = 'FROM alert_observable l WHERE l.tenant_id = a.tenant_id AND l.alert_id = a.id'

const readSql = `SELECT ${plain.map((name) => `a.${columnOf(name)} AS "${name}"`).join(', ')}, a.severity AS "severityId",
    EXISTS (SELECT ${linksOf}) AS "hasLinks",
    ARRAY(SELECT t.technique FROM alert_technique t WHERE t.tenant_id = a.tenant_id AND t.alert_id = a.id) AS techniques,
    coalesce((SELECT jsonb_agg(jsonb_build_object('type', o.type, 'value', o.value)) FROM observable o
      WHERE o.tenant_id = a.tenant_id AND o.is_ioc AND o.id IN (SELECT l.observable_id ${linksOf})), '[]') AS iocs
  FROM alert a WHERE a.id = ANY ($1::uuid[])`

const writeSql = `UPDATE alert a SET risk_score = coalesce(r.risk_score, a.risk_score),
    risk_explanation = coalesce(r.risk_explanation, a.risk_explanation), risk_facts = coalesce(r.risk_facts, a.risk_facts),
    src_network = r.src_network, dst_network = r.dst_network, asset_id = r.asset_id, detection_rule_id = r.rule_id,
    change_seq = a.change_seq + 1, updated_at = now()
  FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, risk_score real, risk_explanation jsonb, risk_facts jsonb, src_network text,
    dst_network text, asset_id uuid, rule_id uuid)
  WHERE a.id = r.id`

/** What has become of some alerts. */
export interface BatchResult {
  alerts: number
  /** Of which the score is another, higher or lower. */
  up: number
  down: number
  /** That got a rule, observables or facts which they did not have. */
  completed: number
  /** That somebody else was changing: not looked at. */
  busy: string[]
}

/**
 * Scores some alerts of the transaction's tenant once more, and completes those that were stored before there were rules and observables.
 * `version` stays: nobody's edit is refused for it.
 *
 * @param waits for those that somebody else is changing; else they are left out, so that nobody can wait for us in a circle
 */
export async function rescoreBatch(db: Db, ids: string[], scoring: Scoring, waits: boolean): Promise<BatchResult> {
  const rows = await db.query<Row>(`${readSql} ORDER BY a.id FOR UPDATE OF a${waits ? '' : ' SKIP LOCKED'}`, [ids])
  const alerts = rows.map((row): Standing => ({ ...row, severity: severityOf(row.severityId) }))
  const done = alerts.map((alert) => workOf(alert, scoring))
  const changed = done.filter(({ isChanged }) => isChanged)
  if (changed.length > 0) await db.execute(writeSql, [storableJson(changed.map(rowOf))])
  await complete(db, done)
  const read = new Set(rows.map(({ id }) => id))
  const moved = (sign: number) =>
    done.filter(({ alert, to }) => to && Math.sign(to.riskScore - alert.riskScore) === sign).length
  const completed = done.filter(({ rule, values, alert }) => rule || values.length > 0 || !alert.riskFacts).length
  return { alerts: rows.length, up: moved(1), down: moved(-1), completed, busy: ids.filter((id) => !read.has(id)) }
}

/** What is to be done about one alert. */
interface Work {
  alert: Standing
  to: Rescored | null
  /** The rule that it did not have. */
  rule: string | null
  /** Values that it did not hold. */
  values: ObservableValue[]
  isChanged: boolean
}

function workOf(alert: Standing, scoring: Scoring): Work {
  const values = alert.hasLinks ? [] : valuesOf(alert)
  const to = rescored(alert, [...alert.iocs, ...values], scoring)
  const rule = alert.detectionRuleId === null ? ruleOf(alert) : null
  return { alert, to, rule, values, isChanged: to !== null || rule !== null || values.length > 0 }
}

function rowOf({ alert, to, rule }: Work) {
  const { srcNetwork, dstNetwork, assetId } = to?.columns ?? alert
  return {
    id: alert.id,
    risk_score: to?.riskScore ?? null,
    risk_explanation: to?.riskExplanation ?? null,
    risk_facts: to?.riskFacts ?? null,
    src_network: srcNetwork,
    dst_network: dstNetwork,
    asset_id: assetId,
    rule_id: rule ?? alert.detectionRuleId,
  }
}

/** Rules and observables, as the ingest writes them; as the newest come first, each is told of the earlier ones then. */
async function complete(db: Db, done: Work[]): Promise<void> {
  const fired = done.flatMap(({ alert, rule }) => (rule === null ? [] : [alert]))
  const sightings = done.flatMap(({ alert, values }): Sighting[] => {
    const { tenantId, id: alertId, firstSeenAt: at } = alert
    return values.length === 0 ? [] : [{ tenantId, alertId, at, observables: named(tenantId, values), isFold: true }]
  })
  const writes = [...ruleWrites(fired, noRules), ...observableWrites({ sightings }).writes]
  if (writes.length === 0) return
  await db.write(writes)
  await db.write([...earlierRules(fired), ...earlierObservables(sightings)])
}
