import type { Client } from 'pg'
import { foldIntoAlerts, sourceActor, type AlertFold } from '../server/src/alerts/alert.fold'
import { alertWrites, type NewAlert } from '../server/src/alerts/alert.insert'
import { blankAlert } from '../server/src/alerts/alert.blank'
import { ActorKind } from '../server/src/audit/actor'
import { deedWrites } from '../server/src/audit/bulk'
import { eventWrites, type NewEvent } from '../server/src/events/event.insert'
import { acceptedAnswer, type ItemResult } from '../server/src/ingest/answer'
import { lockAlertKeys, nameOfKey, type AlertKey, type LockedAlertKeys } from '../server/src/ingest/dedup/key.lock'
import { recognise, type Recognisable } from '../server/src/ingest/idempotency'
import { lockKeys } from '../server/src/ingest/key.store'
import { named } from '../server/src/observables/observable.id'
import { observableWrites, type Sighting } from '../server/src/observables/observable.insert'
import { StoredKeys } from '../server/src/observables/observable.stored'
import { ObservableType, type ObservableValue } from '../server/src/observables/observable.type'
import { sha256 } from '../server/src/platform/crypto'
import type { Db } from '../server/src/platform/database'
import { newId } from '../server/src/platform/ids'
import { withRetries } from '../server/src/platform/retries'
import { together, type Statement } from '../server/src/platform/statement'
import { Severity } from '../server/src/scoring/severity'
import type { BenchItem } from './ingest.item'
import type { Sender } from './server'
import { transact } from './store'

/** One request whose body has been read. */
export interface FloorDelivery {
  sender: Sender
  body: Buffer
  items: { text: string; value: BenchItem }[]
}

const known: Record<string, { severity: Severity; score: number }> = {
  low: { severity: Severity.LOW, score: 20 },
  medium: { severity: Severity.MEDIUM, score: 50 },
  high: { severity: Severity.HIGH, score: 80 },
  critical: { severity: Severity.CRITICAL, score: 100 },
}

/** Numbers are leased in blocks by the server, which costs next to nothing: here they are just counted, from far above the server's. */
let nextNumber = 0

/** Each floor on one database needs a range of its own. */
export function countFrom(number: number): void {
  nextNumber = number
}

/** As each node of the server has: what is known to be stored is not written again. */
const stored = new StoredKeys()

/**
 * A batch as the ingest stores it, without deciding anything: the very statements of the server's modules, so that the two cannot drift
 * apart, on a bare connection.
 */
export class FloorBatch {
  readonly answers: string[] = []
  private readonly now = new Date()
  private readonly rows: (FloorDelivery & Recognisable)[]

  constructor(deliveries: FloorDelivery[]) {
    this.rows = deliveries.map((one) => {
      const { tenantId, sourceId: id } = one.sender
      return { ...one, ...recognise({ tenantId, id, idempotencySeconds: 300 }, newId(), one.body, undefined) }
    })
  }

  async store(client: Client): Promise<void> {
    const db = dbOf(client)
    const tenantIds = [...new Set(this.rows.map(({ sender }) => sender.tenantId))]
    const keys = await withRetries(() => transact(client, 'tocsin_ingest', tenantIds, () => this.storeIn(db)))
    stored.remember(keys)
  }

  /** @returns the keys of what is stored, once it is committed */
  private async storeIn(db: Db): Promise<string[]> {
    this.answers.length = 0
    await lockKeys(db, this.rows)
    const keys = this.rows.map(({ sender, items }) => items.map(({ value }) => keyOf(sender, value)))
    const byName = new Map(keys.flat().flatMap((key) => (key ? [[nameOfKey(key), key]] : [])))
    const work = this.sort(keys, await lockAlertKeys(db, byName))
    const seen = observableWrites({ sightings: work.sightings, stored })
    await foldIntoAlerts(
      db,
      [...work.folds.values()].map((fold) => ({ ...fold, holdsMore: seen.gaining.has(fold.alertId) })),
    )
    const { sql, params } = together([
      ...alertWrites(work.alerts),
      ...seen.writes,
      ...eventWrites(work.events),
      this.deliveryWrite(),
      ...deedWrites(this.deeds()),
    ])
    await db.execute(sql, params)
    return seen.keys
  }

  private sort(keys: (AlertKey | null)[][], { claimed, states }: LockedAlertKeys) {
    const alerts: NewAlert[] = []
    const folds = new Map<string, AlertFold>()
    const events: NewEvent[] = []
    const sightings: Sighting[] = []
    for (const [place, { sender, deliveryId, items }] of this.rows.entries()) {
      const results = items.map(({ text, value }, index): ItemResult => {
        const key = keys[place]?.[index] ?? null
        const name = key && nameOfKey(key)
        const opened = name === null ? undefined : claimed.get(name)
        const alertId = opened ?? (name === null ? null : (states.get(name)?.alertId ?? null))
        const outcome = opened ? 'CREATED' : alertId ? 'FOLDED' : 'STORED'
        if (key && opened) alerts.push(this.alertOf(sender, { id: opened, key, text, value }))
        else if (alertId) this.fold(folds, sender, alertId)
        if (alertId) sightings.push(this.sightingOf(sender, { alertId, isFold: !opened, value }))
        const event = this.eventOf(sender, { text, value })
        events.push({
          ...event,
          deliveryId,
          item: index,
          alertId,
          outcome,
          riskScore: known[value.severity]?.score ?? null,
          dedupKey: key?.key ?? null,
        })
        return { eventId: event.id, outcome, alertId, riskScore: known[value.severity]?.score ?? null }
      })
      this.answers.push(JSON.stringify(acceptedAnswer(deliveryId, results)))
    }
    return { alerts, folds, events, sightings }
  }

  private sightingOf({ tenantId }: Sender, { value, ...of }: { alertId: string; isFold: boolean; value: BenchItem }) {
    return { ...of, tenantId, at: this.now, observables: named(tenantId, observablesIn(value)) }
  }

  private fold(folds: Map<string, AlertFold>, { tenantId, sourceId }: Sender, alertId: string): void {
    const fold = folds.get(alertId)
    if (fold) fold.occurrences++
    else {
      const source = sourceActor({ id: sourceId, name: 'Bench' })
      const change = {
        occurrences: 1,
        swallowed: 0,
        lastSeenAt: this.now,
        raised: null,
        risk: null,
        isClosed: false,
        holdsMore: false,
      }
      folds.set(alertId, { tenantId, alertId, source, ...change })
    }
  }

  private alertOf({ tenantId, sourceId }: Sender, one: { id: string; key: AlertKey; text: string; value: BenchItem }) {
    const { id, key, text, value } = one
    const { severity, score } = known[value.severity] ?? { severity: Severity.UNKNOWN, score: 40 }
    const alert: NewAlert = {
      ...blank, tenantId, id, sourceId, number: nextNumber++, severity, vendorSeverity: value.severity, riskScore: score,
      riskExplanation: [{ factor: 'severity', points: score, why: value.severity }], product: value.source, title: value.title, description: value.message,
      entity: value.entity, host: value.entity, srcIp: value.source_ip, eventAt: new Date(value.event_time), firstSeenAt: this.now,
      dedupKey: key.key, dedupFields: ['title', 'entity', 'host', 'user', 'srcIp'], user: value.raw.user,
      dedupValues: [value.title, value.entity, value.entity, value.raw.user, value.source_ip], raw: text,
    } // prettier-ignore
    return alert
  }

  private eventOf({ tenantId, sourceId }: Sender, { text, value }: { text: string; value: BenchItem }) {
    const { severity } = known[value.severity] ?? { severity: Severity.UNKNOWN }
    const { title, entity } = value
    const says = { title, severity, entity, host: entity, ruleId: null, eventAt: new Date(value.event_time) }
    return { tenantId, id: newId(), sourceId, ...says, ingestedAt: this.now, raw: text }
  }

  private deliveryWrite(): Statement {
    const sql = `INSERT INTO delivery (tenant_id, id, source_id, source_slug, size, outcome, answer, status)
       SELECT *, 202 FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::text[], $7::text[])`
    const params = [
      this.rows.map(({ sender }) => sender.tenantId),
      this.rows.map(({ deliveryId }) => deliveryId),
      this.rows.map(({ sender }) => sender.sourceId),
      this.rows.map(({ sender }) => sender.source),
      this.rows.map(({ body }) => body.length),
      this.rows.map(() => 'ACCEPTED'),
      this.answers,
    ]
    return { sql, params }
  }

  private deeds() {
    const sources = [...new Map(this.rows.map(({ sender }) => [sender.sourceId, sender])).values()]
    return sources.map(({ tenantId, sourceId }) => {
      const own = this.rows.filter(({ sender }) => sender.sourceId === sourceId)
      const items = own.reduce((sum, one) => sum + one.items.length, 0)
      const detail = { deliveries: own.map(({ deliveryId }) => deliveryId), items }
      const change = { action: 'source.deliver', objectType: 'source', objectId: sourceId, detail }
      return { tenantId, actor: sourceActor({ id: sourceId, name: 'Bench' }), requestId: null, change }
    })
  }
}

/** What the server's fingerprint makes of the same item, by the shortest way. Telemetry has none. */
export function keyOf({ tenantId, sourceId, kind }: Sender, item: BenchItem): AlertKey | null {
  if (kind === 'TELEMETRY') return null
  const { title, entity, source_ip: srcIp, raw } = item
  const compared = Object.entries({ title, entity, host: entity, user: raw.user, srcIp }).map(([name, value]) => [
    name,
    value.toLowerCase(),
  ])
  return { tenantId, sourceId, key: sha256(JSON.stringify(['fields', ...compared])) }
}

/** What the server finds in the same item, by the shortest way. */
export const observablesIn = ({ entity, source_ip: srcIp, raw }: BenchItem): ObservableValue[] => [
  { type: ObservableType.IP_ADDRESS, value: srcIp },
  { type: ObservableType.HOSTNAME, value: entity },
  { type: ObservableType.USER, value: raw.user },
  { type: ObservableType.PROCESS_NAME, value: raw.process },
]

/** The part of the server's door that its statements use. */
const dbOf = (client: Client): Db => {
  const part: Pick<Db, 'query' | 'execute'> = {
    query: async <Row>(sql: string, params?: unknown[]) => (await client.query(sql, params)).rows as Row[],
    execute: async (sql, params) => (await client.query(sql, params)).rowCount ?? 0,
  }
  return part as Db
}

/** What these items say nothing of. */
const blank = { ...blankAlert, severitySetBy: ActorKind.SOURCE }
