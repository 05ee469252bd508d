import { sqlState } from '../platform/errors'
import type { Statement } from '../platform/statement'
import { storableText, storableTime } from '../platform/storable'
import { severityId, type Severity } from '../scoring/severity'
import type { EventOutcome } from './event.outcome'

/** One accepted item. Lengths are the caller's to bound. */
export interface NewEvent {
  tenantId: string
  /**
   * UUIDv7, younger than the delivery's: the items of one delivery stand close together. Its time is the event's time of arrival wherever
   * one is asked for: order, ranges and partitions go by it.
   */
  id: string
  sourceId: string
  deliveryId: string
  /** Place in the delivery, from 0. */
  item: number
  /** Null for telemetry. */
  alertId: string | null
  outcome: `${EventOutcome}`
  title: string | null
  severity: Severity
  entity: string | null
  host: string | null
  ruleId: string | null
  eventAt: Date | null
  ingestedAt: Date
  /** As its sender is told; null for telemetry. */
  riskScore: number | null
  dedupKey: Buffer | null
  /** The item's exact text. */
  raw: string
}

const columns = [
  'tenant_id uuid', 'id uuid', 'source_id uuid', 'delivery_id uuid', 'item int', 'alert_id uuid', 'outcome text', 'title text', 'severity smallint',
  'entity text', 'host text', 'rule_id text', 'event_at timestamptz', 'ingested_at timestamptz', 'risk_score real', 'dedup_key bytea', 'raw text',
].map((column) => column.split(' ') as [string, string]) // prettier-ignore

const insertSql = `INSERT INTO event (${columns.map(([name]) => name).join(', ')})
  SELECT * FROM unnest(${columns.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')})`

/** The day of an event got its partition while the event was on its way to the default one: a second try goes there. */
export class PartitionMoved extends Error {
  /** SQLSTATE serialization_failure. */
  readonly code = '40001'
}

/** The default partition refuses what belongs to another: no rule of the table's own, which would have a name. */
export function isOutrun(error: unknown): boolean {
  const { driverError } = (error ?? {}) as { driverError?: { table?: unknown; constraint?: unknown } }
  return sqlState(error) === '23514' && driverError?.table === 'event_default' && !driverError.constraint
}

/**
 * Waits for a transaction that writes events.
 *
 * @throws PartitionMoved when it is to be tried again; what else it throws as it is
 */
export async function unlessOutrun<T>(written: Promise<T>): Promise<T> {
  try {
    return await written
  } catch (error) {
    throw isOutrun(error) ? new PartitionMoved('The day got its partition meanwhile', { cause: error }) : error
  }
}

/** What is to be written for events, of several tenants too: nothing for none. */
export function eventWrites(events: NewEvent[]): Statement[] {
  if (events.length === 0) return []
  const text = (read: (event: NewEvent) => string | null) => events.map((event) => storable(read(event)))
  const params = [
    events.map((event) => event.tenantId),
    events.map((event) => event.id),
    events.map((event) => event.sourceId),
    events.map((event) => event.deliveryId),
    events.map((event) => event.item),
    events.map((event) => event.alertId),
    events.map((event) => event.outcome),
    text((event) => event.title),
    events.map((event) => severityId(event.severity)),
    text((event) => event.entity),
    text((event) => event.host),
    text((event) => event.ruleId),
    events.map((event) => storableTime(event.eventAt)),
    events.map((event) => event.ingestedAt),
    events.map((event) => event.riskScore),
    events.map((event) => event.dedupKey),
    events.map((event) => event.raw),
  ]
  return [{ sql: insertSql, params }]
}

const storable = (text: string | null): string | null => (text === null ? null : storableText(text))
