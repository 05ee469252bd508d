import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { Client } from 'pg'
import { newId } from '../server/src/platform/ids'
import type { Sender } from './server'

/** One request whose body has been read. */
export interface Delivery {
  sender: Sender
  body: Buffer
  finding: {
    severity: string
    entity: string
    title: string
    message: string
    source: string
    source_ip: string
    event_time: string
  }
  response: ServerResponse
}

const severities: Record<string, { id: number; score: number }> = {
  low: { id: 2, score: 20 },
  medium: { id: 3, score: 50 },
  high: { id: 4, score: 80 },
  critical: { id: 5, score: 100 },
}

/** Numbers are leased in blocks by the server, which costs next to nothing: here they are just counted, from far above the server's. */
let nextNumber = 0

/** Two floors on one database need ranges of their own. */
export function countFrom(number: number): void {
  nextNumber = number
}

/** The statements of ingest/store.ts, with the same rows, by the shortest way. */
export class FloorBatch {
  readonly answers: string[] = []
  private readonly now = new Date()
  private readonly alerts: object[] = []
  private readonly rows: {
    tenantId: string
    sourceId: string
    deliveryId: string
    alertId: string
    hash: Buffer
    raw: string
    size: number
    answer: string
  }[]

  constructor(private readonly deliveries: Delivery[]) {
    this.rows = deliveries.map((delivery) => this.rowOf(delivery))
  }

  async store(client: Client): Promise<void> {
    const { rows } = this
    const tenants = [...new Set(rows.map((row) => row.tenantId))]
    const tenantIds = rows.map((row) => row.tenantId)
    const sourceIds = rows.map((row) => row.sourceId)
    const deliveryIds = rows.map((row) => row.deliveryId)
    const hashes = rows.map((row) => row.hash)
    await client.query('BEGIN')
    await client.query("SELECT set_config('role', $1, true), set_config('app.tenant_ids', $2, true)", [
      'tocsin_ingest',
      `{${tenants.join(',')}}`,
    ])
    await client.query(claim, [
      tenantIds,
      sourceIds,
      hashes.map((hash) => Buffer.concat([kind, hash])),
      hashes,
      deliveryIds,
      rows.map(() => 300),
    ])
    await client.query(insertAlerts, [JSON.stringify(this.alerts)])
    await client.query(insertRaw, [tenantIds, rows.map((row) => row.alertId), rows.map((row) => row.raw)])
    await client.query(insertDeliveries, [
      tenantIds,
      deliveryIds,
      sourceIds,
      rows.map((row) => row.size),
      rows.map((row) => row.answer),
    ])
    await client.query(insertAudit, this.auditColumns())
    await client.query('COMMIT')
  }

  private rowOf({ sender, body, finding }: Delivery) {
    const { tenantId, sourceId } = sender
    const [deliveryId, alertId] = [newId(), newId()]
    const severity = severities[finding.severity] ?? { id: 0, score: 40 }
    const explanation = [{ factor: 'severity', points: severity.score, why: finding.severity }]
    this.alerts.push({
      tenantId, id: alertId, sourceId, number: nextNumber++, title: finding.title, description: finding.message, severity: severity.id,
      severitySetBy: 'SOURCE', vendorSeverity: finding.severity, product: finding.source, entity: finding.entity, srcIp: finding.source_ip,
      srcAddress: '\\x0a000001', riskScore: severity.score, riskExplanation: explanation, eventAt: finding.event_time, firstSeenAt: this.now,
    }) // prettier-ignore
    const item = { index: 0, eventId: null, alertId, outcome: 'CREATED', riskScore: severity.score, anomalyScore: null }
    const answer = JSON.stringify({
      status: 'accepted',
      deliveryId,
      accepted: 1,
      duplicates: 0,
      rejected: [],
      items: [item],
    })
    this.answers.push(answer)
    return {
      tenantId,
      sourceId,
      deliveryId,
      alertId,
      hash: createHash('sha256').update(body).digest(),
      raw: body.toString('utf8'),
      size: body.length,
      answer,
    }
  }

  private auditColumns(): unknown[] {
    const sources = [...new Map(this.deliveries.map(({ sender }) => [sender.sourceId, sender])).values()]
    const detail = (id: string) =>
      JSON.stringify({ deliveries: this.rows.filter((row) => row.sourceId === id).map((row) => row.deliveryId) })
    return [
      sources.map((one) => one.tenantId),
      sources.map(newId),
      sources.map((one) => one.sourceId),
      sources.map((one) => detail(one.sourceId)),
    ]
  }
}

const kind = Buffer.from([1])

const claim = `
  INSERT INTO delivery_key (tenant_id, source_id, key, body_hash, delivery_id, expires_at)
  SELECT tenant_id, source_id, key, body_hash, delivery_id, now() + make_interval(secs => seconds)
  FROM unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::bytea[], $5::uuid[], $6::int[])
    AS given(tenant_id, source_id, key, body_hash, delivery_id, seconds)
  ORDER BY tenant_id, source_id, key
  ON CONFLICT (tenant_id, source_id, key) DO UPDATE
    SET body_hash = excluded.body_hash, delivery_id = excluded.delivery_id, expires_at = excluded.expires_at
    WHERE delivery_key.expires_at < now()
  RETURNING tenant_id, source_id, key, body_hash, delivery_id`

const insertAlerts = `
  INSERT INTO alert (tenant_id, id, source_id, number, title, description, severity, severity_set_by, vendor_severity, product, entity, src_ip,
    src_address, risk_score, risk_explanation, event_at, first_seen_at, last_seen_at, updated_at)
  SELECT "tenantId", id, "sourceId", number, title, description, severity, "severitySetBy", "vendorSeverity", product, entity, "srcIp",
    "srcAddress", "riskScore", "riskExplanation", "eventAt", "firstSeenAt", "firstSeenAt", "firstSeenAt"
  FROM jsonb_to_recordset($1::jsonb) AS given("tenantId" uuid, id uuid, "sourceId" uuid, number int, title text, description text,
    severity smallint, "severitySetBy" text, "vendorSeverity" text, product text, entity text, "srcIp" text, "srcAddress" bytea,
    "riskScore" real, "riskExplanation" jsonb, "eventAt" timestamptz, "firstSeenAt" timestamptz)`

const insertRaw =
  'INSERT INTO alert_raw (tenant_id, alert_id, raw) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[])'

const insertDeliveries = `
  INSERT INTO delivery (tenant_id, id, source_id, source_slug, size, outcome, answer, status)
  SELECT tenant_id, id, source_id, 'bench', size, 'ACCEPTED', answer, 202
  FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::text[]) AS given(tenant_id, id, source_id, size, answer)`

const insertAudit = `
  INSERT INTO audit_entry (tenant_id, id, actor_kind, actor_id, actor_name, action, object_type, object_id, detail)
  SELECT tenant_id, id, 'SOURCE', source_id, 'Bench', 'source.deliver', 'source', source_id, detail
  FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::jsonb[]) AS given(tenant_id, id, source_id, detail)`
