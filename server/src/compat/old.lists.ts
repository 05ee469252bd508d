import { alertById } from '../alerts/alert.loader'
import { type AlertStatus } from '../alerts/alert.status'
import { inTenant } from '../platform/context'
import { severityOf } from '../scoring/severity'
import type { KeyContext } from './door'
import { mostSentBytes, sentIn } from './sent'
import { severityWord, wordOf } from './signal.words'

/** How far a workflow has come, in the words of old. */
const progress = { open: 'received', acknowledged: 'planning', resolved: 'resolved' } as const

/** An alert as the incident of old. @throws NOT_FOUND */
export async function oldIncident(ctx: KeyContext, id: string): Promise<object> {
  const alert = await alertById(ctx, id)
  return {
    ...{ id: alert.id, incident_id: alert.id, source: alert.product, type: alert.title, entity: alert.entity },
    ...{ severity: severityWord(alert.severity), status: progress[wordOf(alert.status)], risk_score: alert.riskScore },
    ...{ created_at: alert.firstSeenAt, updated_at: alert.updatedAt },
  }
}

interface AlertRow {
  id: string
  title: string
  description: string | null
  severity: number
  status: AlertStatus
  entity: string | null
  src_ip: string | null
  risk_score: number
  first_seen_at: Date
}

/** The newest alerts. */
export async function oldAlerts(ctx: KeyContext, limit: number): Promise<object[]> {
  const rows = await inTenant(ctx, (db) =>
    db.query<AlertRow>(
      `SELECT id, title, description, severity, status, entity, src_ip, risk_score, first_seen_at FROM alert
       ORDER BY first_seen_at DESC, id DESC LIMIT $1`,
      [limit],
    ),
  )
  return rows.map((row) => ({
    ...{ id: row.id, alert_id: row.id, title: row.title, message: row.description ?? row.title, entity: row.entity },
    ...{ severity: severityWord(severityOf(row.severity)), status: wordOf(row.status), source_ip: row.src_ip },
    ...{ risk_score: row.risk_score, anomaly_score: null, created_at: row.first_seen_at },
  }))
}

interface EventRow {
  id: string
  alert_id: string | null
  title: string | null
  severity: number
  risk_score: number | null
  ingested_at: Date
  raw: string | null
}

/** The newest events, with what their senders called type, address and message. */
export async function oldEvents(ctx: KeyContext, limit: number): Promise<object[]> {
  const rows = await inTenant(ctx, (db) =>
    db.query<EventRow>(
      `SELECT id, alert_id, title, severity, risk_score, ingested_at,
         CASE WHEN sum(octet_length(raw)) OVER (ORDER BY id DESC) <= ${mostSentBytes} THEN raw END AS raw
       FROM (SELECT * FROM event ORDER BY id DESC LIMIT $1) AS newest ORDER BY id DESC`,
      [limit],
    ),
  )
  return rows.map((row) => {
    const { text } = sentIn(row.raw)
    return {
      ...{ id: row.id, event_id: row.id, alert_id: row.alert_id, event_type: text('event_type') ?? text('type') },
      ...{ severity: severityWord(severityOf(row.severity)), source_ip: text('source_ip') },
      ...{ message: text('message') ?? row.title, risk_score: row.risk_score, anomaly_score: null },
      created_at: row.ingested_at,
    }
  })
}
