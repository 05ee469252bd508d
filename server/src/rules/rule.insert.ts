import type { Statement } from '../platform/statement'
import { storableJson } from '../platform/storable'
import { severityId, type Severity } from '../scoring/severity'
import { ruleOf } from './rule.identity'

/** What an alert says about the rule that made it fire. */
export interface Fired {
  tenantId: string
  product: string | null
  ruleId: string | null
  ruleName: string | null
  severity: Severity
  techniques: string[]
  firstSeenAt: Date
}

/** Rules that need not be written any more. */
export interface KnownRules {
  has(id: string): boolean
}

const longestName = 500

/**
 * In the order of their ids: two batches that meet the same new rules wait for each other, but never in a circle. A rule
 * that is there stays as it is.
 */
const insertSql = `INSERT INTO rule (tenant_id, id, product, rule_id, name, level, techniques, first_seen_at)
  SELECT tenant_id, id, product, rule_id, name, level, techniques, first_seen_at
  FROM jsonb_to_recordset($1::jsonb) AS given(tenant_id uuid, id uuid, product text, rule_id text, name text, level smallint,
    techniques text[], first_seen_at timestamptz)
  ORDER BY tenant_id, id ON CONFLICT DO NOTHING`

/** What is to be written of rules that may never have fired before: one statement, or none. */
export function ruleWrites(all: Fired[], known: KnownRules): Statement[] {
  const rows = new Map<string, object>()
  for (const fired of all) {
    const id = ruleOf(fired)
    if (id !== null && !known.has(id) && !rows.has(id)) rows.set(id, rowOf(id, fired))
  }
  return rows.size === 0 ? [] : [{ sql: insertSql, params: [storableJson([...rows.values()])] }]
}

/** An edit by a person stands; the rest is of its first alert. */
const earlierSql = `UPDATE rule r SET first_seen_at = e.first_seen_at, name = CASE WHEN r.version = 1 THEN e.name ELSE r.name END,
    level = CASE WHEN r.version = 1 THEN e.level ELSE r.level END, techniques = e.techniques
  FROM jsonb_to_recordset($1::jsonb) AS e(tenant_id uuid, id uuid, name text, level smallint, techniques text[], first_seen_at timestamptz)
  WHERE r.tenant_id = e.tenant_id AND r.id = e.id AND e.first_seen_at < r.first_seen_at`

/** What is to be written where rules are stored that have fired earlier than they are known to have. */
export function earlierRules(all: Fired[]): Statement[] {
  const earliest = new Map<string, Fired>()
  for (const fired of all) {
    const id = ruleOf(fired)
    const other = id === null ? undefined : earliest.get(id)
    if (id !== null && (!other || fired.firstSeenAt < other.firstSeenAt)) earliest.set(id, fired)
  }
  const rows = [...earliest].map(([id, fired]) => rowOf(id, fired))
  return rows.length === 0 ? [] : [{ sql: earlierSql, params: [storableJson(rows)] }]
}

const rowOf = (id: string, fired: Fired) => ({
  tenant_id: fired.tenantId,
  id,
  product: fired.product,
  rule_id: fired.ruleId,
  name: (fired.ruleName ?? fired.ruleId ?? '').slice(0, longestName),
  level: severityId(fired.severity),
  techniques: fired.techniques,
  first_seen_at: fired.firstSeenAt,
})
