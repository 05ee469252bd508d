import type { ActorKind } from '../audit/actor'
import type { Db } from '../platform/database'
import { addressBytes } from '../platform/filter/address'
import { storableJson, storableText, storableTime } from '../platform/storable'
import type { RiskFactor } from '../scoring/risk'
import { severityId, type Severity } from '../scoring/severity'
import { columnOf } from './alert.column'

/** An alert as it is first stored: status NEW. Lengths are the caller's to bound. */
export interface NewAlert {
  tenantId: string
  id: string
  number: number
  /** Null when opened by hand. */
  sourceId: string | null
  product: string | null
  title: string
  description: string | null
  severity: Severity
  severitySetBy: ActorKind
  vendorSeverity: string | null
  vendorId: string | null
  ruleId: string | null
  ruleName: string | null
  link: string | null
  entity: string | null
  host: string | null
  user: string | null
  resource: string | null
  cloudAccount: string | null
  srcIp: string | null
  srcPort: number | null
  dstIp: string | null
  dstPort: number | null
  domain: string | null
  url: string | null
  fileName: string | null
  md5: string | null
  sha1: string | null
  sha256: string | null
  mailSender: string | null
  mailRecipients: string[]
  mailSubject: string | null
  /** At most 100 characters each; the first spelling wins among those that differ in case alone. */
  tags: string[]
  techniques: string[]
  tactics: string[]
  disposition: string | null
  riskScore: number
  riskExplanation: RiskFactor[]
  anomalyScore: number | null
  eventAt: Date | null
  /** Items that it stands for, from the start. */
  occurrences: number
  firstSeenAt: Date
  /** Null: as it was first seen. */
  lastSeenAt: Date | null
  /** By what further items are recognised as belonging here: a hash, and what was compared, in words. Null and empty when opened by hand. */
  dedupKey: Buffer | null
  dedupFields: string[]
  dedupValues: string[]
  /** The alert that this key stood for before. */
  previousAlertId: string | null
  /** The item's exact text, never parsed again by us; null when opened by hand without one. */
  raw: string | null
}

/** What is read from the JSON of a batch, by its name there; columns that are not named keep their default. */
const namesByType = {
  uuid: ['tenantId', 'id', 'sourceId', 'previousAlertId'],
  text: [
    ...['title', 'description', 'severitySetBy', 'vendorSeverity', 'product', 'vendorId', 'ruleId', 'ruleName', 'link'],
    ...['entity', 'host', 'user', 'resource', 'cloudAccount', 'srcIp', 'dstIp', 'domain', 'url', 'fileName'],
    ...['md5', 'sha1', 'sha256', 'mailSender', 'mailSubject', 'disposition'],
  ],
  'text[]': ['mailRecipients', 'tactics', 'dedupFields', 'dedupValues'],
  int: ['number', 'srcPort', 'dstPort', 'occurrences'],
  smallint: ['severity'],
  real: ['riskScore', 'anomalyScore'],
  bytea: ['srcAddress', 'dstAddress', 'dedupKey'],
  timestamptz: ['eventAt', 'firstSeenAt'],
  jsonb: ['riskExplanation'],
}

const names = Object.values(namesByType).flat()
const typed = Object.entries(namesByType).flatMap(([type, some]) => some.map((name) => `"${name}" ${type}`))
const insertSql = `INSERT INTO alert (${names.map(columnOf).join(', ')}, last_seen_at, updated_at)
  SELECT ${names.map((name) => `"${name}"`).join(', ')}, coalesce("lastSeenAt", "firstSeenAt"), "firstSeenAt"
  FROM jsonb_to_recordset($1::jsonb) AS given(${typed.join(', ')}, "lastSeenAt" timestamptz)`

/**
 * Stores new alerts with their raw items, tags and techniques: at most four statements, however many there are. Works as the application
 * in one tenant and as the ingest over several. Text that Postgres cannot hold (NUL, lone surrogates) becomes U+FFFD; raw is stored as it is.
 *
 * @throws the driver's error when a row breaks a rule of the table; the transaction is then to be given up.
 */
export async function insertAlerts(db: Db, alerts: NewAlert[]): Promise<void> {
  if (alerts.length === 0) return
  await db.query(insertSql, [storableJson(alerts.map(rowOf))])
  await insertRaw(db, alerts)
  await insertWords(db, 'tag', alerts)
  await insertWords(db, 'technique', alerts)
}

const rowOf = (alert: NewAlert) => ({
  ...alert,
  raw: undefined, // has its own table
  severity: severityId(alert.severity),
  srcAddress: addressText(alert.srcIp),
  dstAddress: addressText(alert.dstIp),
  dedupKey: alert.dedupKey && byteaText(alert.dedupKey),
  eventAt: storableTime(alert.eventAt),
})

function addressText(ip: string | null): string | null {
  const bytes = ip === null ? null : addressBytes(ip)
  return bytes ? byteaText(bytes) : null
}

const byteaText = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`

async function insertRaw(db: Db, alerts: NewAlert[]): Promise<void> {
  const kept = alerts.filter((alert) => alert.raw !== null)
  if (kept.length === 0) return
  await db.query(
    'INSERT INTO alert_raw (tenant_id, alert_id, raw) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[])',
    [kept.map((alert) => alert.tenantId), kept.map((alert) => alert.id), kept.map((alert) => alert.raw)],
  )
}

async function insertWords(db: Db, word: 'tag' | 'technique', alerts: NewAlert[]): Promise<void> {
  const rows = alerts.flatMap((alert) =>
    alert[`${word}s`].map((text) => [alert.tenantId, alert.id, storableText(text)] as const),
  )
  if (rows.length === 0) return
  await db.query(
    `INSERT INTO alert_${word} (tenant_id, alert_id, ${word}) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[]) ON CONFLICT DO NOTHING`,
    [0, 1, 2].map((index) => rows.map((row) => row[index])),
  )
}
