import type { ActorKind } from '../audit/actor'
import { addressBytes } from '../platform/filter/address'
import type { Statement } from '../platform/statement'
import { storableJson, storableText, storableTime } from '../platform/storable'
import { ruleOf } from '../rules/rule.identity'
import { ruleWrites, type KnownRules } from '../rules/rule.insert'
import { noRules } from '../rules/rule.known'
import type { RiskFactor } from '../scoring/risk'
import type { EventType } from '../scoring/event-type'
import type { RiskFacts } from '../scoring/risk.facts'
import { severityId, type Severity } from '../scoring/severity'
import { columnOf } from './alert.column'
import { closedByItsProduct } from './alert.ending'
import type { AlertProcess } from './alert.process'
import { AlertStatus } from './alert.status'

/** An alert as it is first stored: status NEW, or closed by the end that came with it. Lengths are the caller's to bound. */
export interface NewAlert {
  tenantId: string
  id: string
  number: number
  /** Null when opened by hand. */
  sourceId: string | null
  product: string | null
  /** By which normaliser the item was understood, and what told that it is the one; null when opened by hand. */
  normaliser: string | null
  recognisedBy: string | null
  title: string
  description: string | null
  severity: Severity
  severitySetBy: ActorKind
  vendorSeverity: string | null
  /** The vendor's own number on a line from 0 to 100. */
  vendorScore: number | null
  vendorStatus: string | null
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
  /** The tenant's names for the blocks that the addresses lie in. */
  srcNetwork: string | null
  dstNetwork: string | null
  assetId: string | null
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
  eventType: EventType | null
  process: AlertProcess | null
  riskScore: number
  riskExplanation: RiskFactor[]
  /** What the score was made of. */
  riskFacts: RiskFacts | null
  anomalyScore: number | null
  eventAt: Date | null
  /** Items that it stands for, from the start. */
  occurrences: number
  firstSeenAt: Date
  /** When the product said that it is over. */
  endedAt: Date | null
  /** When its source closed it, whose product had said at once that it is over; null or absent: it is NEW. */
  closedAt?: Date | null
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
  uuid: ['tenantId', 'id', 'sourceId', 'previousAlertId', 'assetId', 'detectionRuleId'],
  text: [
    ...['title', 'description', 'severitySetBy', 'vendorSeverity', 'product', 'vendorId', 'ruleId', 'ruleName', 'link'],
    ...['entity', 'host', 'user', 'resource', 'cloudAccount', 'srcIp', 'dstIp', 'domain', 'url', 'fileName'],
    ...['srcNetwork', 'dstNetwork'],
    ...['md5', 'sha1', 'sha256', 'mailSender', 'mailSubject', 'disposition', 'eventType', 'vendorStatus'],
    ...['normaliser', 'recognisedBy', 'status', 'verdict', 'reason'],
  ],
  'text[]': ['mailRecipients', 'tactics', 'dedupFields', 'dedupValues'],
  int: ['number', 'srcPort', 'dstPort', 'occurrences', 'version'],
  smallint: ['severity'],
  real: ['riskScore', 'anomalyScore', 'vendorScore'],
  bytea: ['srcAddress', 'dstAddress', 'dedupKey'],
  timestamptz: ['eventAt', 'firstSeenAt', 'endedAt', 'closedAt'],
  jsonb: ['riskExplanation', 'riskFacts', 'process'],
}

const names = Object.values(namesByType).flat()
const typed = Object.entries(namesByType).flatMap(([type, some]) => some.map((name) => `"${name}" ${type}`))
const insertSql = `INSERT INTO alert (${names.map(columnOf).join(', ')}, last_seen_at, updated_at)
  SELECT ${names.map((name) => `"${name}"`).join(', ')}, coalesce("lastSeenAt", "firstSeenAt"), "firstSeenAt"
  FROM jsonb_to_recordset($1::jsonb) AS given(${typed.join(', ')}, "lastSeenAt" timestamptz)`

/**
 * What is to be written for new alerts with their raw items, tags and techniques, and the rules that fired for the first time: at most five
 * statements, however many there are, to go together. For the application in one tenant and for the ingest over several. Text that Postgres cannot hold (NUL, lone surrogates)
 * becomes U+FFFD; raw is stored as it is.
 */
export function alertWrites(alerts: NewAlert[], known: KnownRules = noRules): Statement[] {
  if (alerts.length === 0) return []
  const rows = { sql: insertSql, params: [storableJson(alerts.map(rowOf))] }
  const words = [...wordWrites('tag', alerts), ...wordWrites('technique', alerts)]
  return [rows, ...rawWrites(alerts), ...words, ...ruleWrites(alerts, known)]
}

const rowOf = (alert: NewAlert) => ({
  ...alert,
  ...(alert.closedAt ? closedByItsProduct : { status: AlertStatus.NEW, version: 1 }),
  ...{ raw: undefined, observables: undefined, indicators: undefined }, // of a finding; they have their own tables
  severity: severityId(alert.severity),
  detectionRuleId: ruleOf(alert),
  srcAddress: addressText(alert.srcIp),
  dstAddress: addressText(alert.dstIp),
  dedupKey: alert.dedupKey && byteaText(alert.dedupKey),
  eventAt: storableTime(alert.eventAt),
  endedAt: storableTime(alert.endedAt),
})

function addressText(ip: string | null): string | null {
  const bytes = ip === null ? null : addressBytes(ip)
  return bytes ? byteaText(bytes) : null
}

const byteaText = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`

function rawWrites(alerts: NewAlert[]): Statement[] {
  const kept = alerts.filter((alert) => alert.raw !== null)
  if (kept.length === 0) return []
  const sql =
    'INSERT INTO alert_raw (tenant_id, alert_id, raw) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[])'
  return [{ sql, params: [kept.map(({ tenantId }) => tenantId), kept.map(({ id }) => id), kept.map(({ raw }) => raw)] }]
}

function wordWrites(word: 'tag' | 'technique', alerts: NewAlert[]): Statement[] {
  const rows = alerts.flatMap((alert) =>
    alert[`${word}s`].map((text) => [alert.tenantId, alert.id, storableText(text)] as const),
  )
  if (rows.length === 0) return []
  const sql = `INSERT INTO alert_${word} (tenant_id, alert_id, ${word}) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[]) ON CONFLICT DO NOTHING`
  return [{ sql, params: [0, 1, 2].map((index) => rows.map((row) => row[index])) }]
}
