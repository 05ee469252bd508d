import type { Client } from 'pg'
import { newId } from '../server/src/platform/ids'
import type { Sender } from './server'
import { transact } from './store'

const analysts = 5
const rowsAtOnce = 50_000

/** How many alerts each tenant has: the first half of all, the others share the rest. */
export function sharesOf(total: number, tenants: number): number[] {
  const big = Math.round(total / 2)
  const small = Math.floor((total - big) / (tenants - 1))
  return Array.from({ length: tenants }, (_, index) => (index === 0 ? big : small))
}

/** The same few people in every tenant, to whom alerts are assigned. */
export async function seedAnalysts(client: Client, senders: Sender[]): Promise<void> {
  const ids = Array.from({ length: analysts }, newId)
  for (const [index, { tenantId }] of senders.entries()) {
    await transact(client, 'tocsin_app', [tenantId], async () => {
      const people =
        "SELECT id, 'analyst-' || n || '@bench.test', 'Analyst ' || n FROM unnest($1::uuid[]) WITH ORDINALITY AS given(id, n)"
      if (index === 0) await client.query(`INSERT INTO app_user (id, email, name) ${people}`, [ids])
      await client.query(
        "INSERT INTO membership (tenant_id, user_id, role) SELECT $1, id, 'ANALYST' FROM unnest($2::uuid[]) AS given(id)",
        [tenantId, ids],
      )
    })
  }
}

/**
 * Fills the tenants up to `to` alerts each, past the webhook: a month of alerts, two tags each, 40 % assigned, every other one closed.
 * Indexes are taken off meanwhile and made again; what was loaded is analysed, as autovacuum would have done.
 */
export async function seedAlerts(
  client: Client,
  senders: Sender[],
  { from, to }: { from: number[]; to: number[] },
): Promise<void> {
  const restore = await dropIndexes(client)
  for (const [index, sender] of senders.entries()) {
    const [first, last] = [(from[index] ?? 0) + 1, to[index] ?? 0]
    for (let start = first; start <= last; start += rowsAtOnce) {
      const end = Math.min(start + rowsAtOnce - 1, last)
      await transact(client, 'tocsin_app', [sender.tenantId], async () => {
        await client.query(insertAlerts, [sender.tenantId, sender.sourceId, start, end, last])
        await client.query(insertTags, [sender.tenantId, start, end])
      })
    }
  }
  await restore()
  await client.query('VACUUM (ANALYZE) alert')
  await client.query('VACUUM (ANALYZE) alert_tag')
}

/** @returns how to make them again, word for word. Keys stay: they are what keeps the data right. */
async function dropIndexes(client: Client): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i
     WHERE i.indrelid IN ('alert'::regclass, 'alert_tag'::regclass) AND NOT i.indisunique`,
  )
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`)
  return async () => {
    for (const { definition } of rows) await client.query(definition)
  }
}

/** Ids of alerts of a tenant that may go to IN_PROGRESS, spread over the whole month. */
export async function newAlertIds(client: Client, { tenantId }: Sender, count: number): Promise<string[]> {
  const { rows } = await transact(client, 'tocsin_app', [tenantId], () =>
    client.query<{ id: string }>(
      "SELECT id FROM alert WHERE tenant_id = $1 AND status = 'NEW' ORDER BY md5(id::text) LIMIT $2",
      [tenantId, count],
    ),
  )
  return rows.map(({ id }) => id)
}

/** A UUIDv7 of that time, as the server would have made it. */
const idAt = (at: string, n: string) =>
  `(lpad(to_hex((extract(epoch FROM ${at}) * 1000)::bigint), 12, '0') || '7' || substr(md5(${n}::text), 1, 3) || '8' || substr(md5(${n}::text), 4, 15))::uuid`

/** n runs with time, so that the last alert of a tenant is the newest; `fate` and `weight` spread the rest evenly. */
const insertAlerts = `
  INSERT INTO alert (tenant_id, id, number, title, description, status, severity, severity_set_by, vendor_severity, verdict, reason_code, reason,
    assignee_id, source_id, product, entity, host, src_ip, risk_score, risk_explanation, event_at, first_seen_at, last_seen_at, updated_at,
    acknowledged_at, closed_at)
  SELECT $1, ${idAt('seen', 'n')}, n, 'Suspicious sign-in number ' || n, 'Sign-in from an unusual place, followed by a change of rights.',
    status, severity, 'SOURCE', 'vendor ' || severity,
    CASE WHEN status = 'CLOSED' THEN 'BENIGN' END, CASE WHEN status = 'CLOSED' THEN 'EXPECTED_ACTIVITY' END, CASE WHEN status = 'CLOSED' THEN 'Known' END,
    CASE WHEN fate % 5 < 2 THEN people[1 + fate % cardinality(people)] END, $2, 'edr', 'srv-' || fate % 5000, 'srv-' || fate % 5000, '10.0.0.' || fate % 256,
    (ARRAY[10, 20, 50, 80, 100])[severity], jsonb_build_array(jsonb_build_object('factor', 'severity', 'points', (ARRAY[10, 20, 50, 80, 100])[severity], 'why', 'as sent')),
    seen, seen, seen, seen, CASE WHEN status <> 'NEW' THEN seen + interval '5 min' END, CASE WHEN status = 'CLOSED' THEN seen + interval '1 hour' END
  FROM (
    SELECT n, date_trunc('milliseconds', now() - interval '30 days' * (1 - n::float / $5)) AS seen, fate,
      (ARRAY['NEW','NEW','NEW','IN_PROGRESS','TRIAGED','ESCALATED','SUPPRESSED','CLOSED','CLOSED','CLOSED','CLOSED','CLOSED'])[1 + fate % 12] AS status,
      CASE WHEN weight < 10 THEN 5 WHEN weight < 60 THEN 4 WHEN weight < 300 THEN 3 WHEN weight < 700 THEN 2 ELSE 1 END AS severity
    FROM (SELECT n, abs(hashint4(n)) AS fate, abs(hashint4(n + 7919)) % 1000 AS weight FROM generate_series($3::int, $4::int) AS n) AS drawn
  ) AS made, (SELECT array_agg(user_id) AS people FROM membership WHERE tenant_id = $1 AND role = 'ANALYST') AS members`

const insertTags = `
  INSERT INTO alert_tag (tenant_id, alert_id, tag)
  SELECT $1, a.id, tag FROM alert a, LATERAL (VALUES ('team-' || a.number % 40), ('site-' || a.number % 700)) AS tags(tag)
  WHERE a.tenant_id = $1 AND a.number BETWEEN $2::int AND $3::int`
