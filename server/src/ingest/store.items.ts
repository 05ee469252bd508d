import { closingChanges } from '../alerts/alert.ending'
import { foldIntoAlerts, sourceActor, type AlertFold } from '../alerts/alert.fold'
import { alertWrites, type NewAlert } from '../alerts/alert.insert'
import type { AlertNews } from '../alerts/alert.events'
import { AlertStatus } from '../alerts/alert.status'
import { ActorKind, type Actor } from '../audit/actor'
import { recordFieldChanges } from '../audit/bulk'
import { eventWrites, unlessOutrun, type NewEvent } from '../events/event.insert'
import type { ToldIndicator } from '../observables/indicator.insert'
import { observableWrites, type Sighting } from '../observables/observable.insert'
import type { StoredKeys } from '../observables/observable.stored'
import type { Db } from '../platform/database'
import { newId } from '../platform/ids'
import type { Statement } from '../platform/statement'
import { ruleOf } from '../rules/rule.identity'
import type { KnownRules } from '../rules/rule.insert'
import { ResolutionPolicy } from '../sources/source.dedup'
import type { KnownSource } from '../sources/source.directory'
import type { ItemResult } from './answer'
import { deadLetterWrites, type NewDeadLetter } from './dead-letters/dead-letter.insert'
import {
  addTo,
  canEnd,
  endOf,
  noChange,
  outcomeOf,
  type Arrival,
  type FoldChange,
  type FoldOutcome,
  type KeyState,
} from './dedup/fold'
import { lockAlertKeys, lockKnownKeys, nameOfKey, pointKeys, type AlertKey } from './dedup/key.lock'
import { indicatorsOf } from './indicators'
import type { FindingItem, PayloadItem, ResolutionItem, TelemetryItem } from './payload'

/** The items of one delivery that is new. */
export interface FreshDelivery {
  source: KnownSource
  deliveryId: string
  payload: PayloadItem[]
  /** Where in its delivery the payload begins; absent for a whole one. */
  firstItem?: number
  receivedAt: Date
}

/** Items of which it is decided what becomes of them. */
export interface PlacedItems {
  /** Per delivery, per item, in order. */
  results: ItemResult[][]
  /** What is to be told once it is committed. */
  created: AlertNews[]
  folded: AlertNews[]
  events: { outcome: NewEvent['outcome']; count: number }[]
  deadLetters: number
  /** Ids of the rules that made alerts open: known to be there once it is committed. */
  rules: string[]
  /** What is still to be written of them. */
  writes: Statement[]
  /** What this node may take for stored once it is committed. */
  storedKeys: string[]
}

/** Numbers, one for each alert that may be opened. */
export interface Numbers {
  next(tenantId: string): number
}

/** What placing items needs beside them. */
export interface Means {
  numbers: Numbers
  stored: StoredKeys
  /** Rules that need not be written again; without it all are. */
  rules?: KnownRules
}

/** Places items and writes them. @throws as {@link placeItems}, {@link writeItems} */
export async function storeItems(db: Db, deliveries: FreshDelivery[], means: Means): Promise<PlacedItems> {
  const items = await placeItems(db, deliveries, means)
  await writeItems(db, items, [])
  return items
}

/**
 * Writes what was placed, with others of the same transaction, in one statement.
 *
 * @throws PartitionMoved when the transaction is to be tried again; the driver's error when a row breaks a rule of its table
 */
export const writeItems = (db: Db, { writes }: PlacedItems, others: Statement[]): Promise<void> =>
  unlessOutrun(db.write([...writes, ...others]))

/**
 * Decides about the items of deliveries, of several tenants too, as if they had come one after the other: events, alerts opened and folded,
 * dead letters. Keys are locked and alerts folded into; what is new is left to be written. The number of statements does not grow with the items.
 *
 * @throws KeysMoved when the transaction is to be tried again
 */
export async function placeItems(
  db: Db,
  deliveries: FreshDelivery[],
  { numbers, stored, rules }: Means,
): Promise<PlacedItems> {
  const keys = keysOf(deliveries)
  const locked = await lockAlertKeys(db, keys)
  const ending = await lockKnownKeys(db, keysOf(deliveries, 'RESOLUTION', keys))
  const work = new Sorting(locked.claimed, new Map([...locked.states, ...ending]), numbers)
  const results = deliveries.map((delivery) => {
    const first = delivery.firstItem ?? 0
    return delivery.payload.map((item, index) => work.take(delivery, item, first + index))
  })
  await pointKeys(
    db,
    [...work.repointed].flatMap(([name, alertId]) => pointed(keys.get(name), alertId)),
  )
  const seen = observableWrites({ sightings: work.sightings, indicators: work.indicators, stored })
  const folded = await foldIntoAlerts(db, work.folds(seen.gaining))
  await recordFieldChanges(db, work.closings.flatMap(closingChanges))
  return {
    results,
    created: work.opened.map(({ tenantId, id }) => ({ tenantId, id, changeSeq: 1, changedFields: [], before: null })),
    folded,
    events: work.counts(),
    deadLetters: work.deadLetters.length,
    writes: [
      ...alertWrites(work.opened, rules),
      ...seen.writes,
      ...eventWrites(work.events),
      ...deadLetterWrites(work.deadLetters),
    ],
    storedKeys: seen.keys,
    rules: work.opened.flatMap((alert) => ruleOf(alert) ?? []),
  }
}

/**
 * Alerts that deliveries may open at the most, to lease numbers for: one for each key, but one for each delivery of it where the batch lies
 * so far apart that a key's window may end in its middle, and one for each item where the source closes what is over.
 */
export function mostAlertsOf(deliveries: FreshDelivery[]): Map<string, number> {
  const most = new Map<string, number>()
  const seen = new Set<string>()
  const spanMs = spanOf(deliveries.map(({ receivedAt }) => receivedAt.getTime()))
  for (const delivery of deliveries) {
    const { source, payload } = delivery
    const keys = [...keysOf([delivery]).keys()]
    const mayOpenAgain = spanMs > source.dedup.windowSeconds * 1_000
    const opened =
      folds(source) && !closesWhatIsOver(source)
        ? keys.filter((name) => mayOpenAgain || !seen.has(name))
        : payload.filter(({ kind }) => kind === 'FINDING')
    for (const name of keys) seen.add(name)
    if (opened.length > 0) most.set(source.tenantId, (most.get(source.tenantId) ?? 0) + opened.length)
  }
  return most
}

const spanOf = (times: number[]): number => Math.max(...times) - Math.min(...times)

/** With no window there is nothing to remember either: each item is an alert. */
const folds = (source: KnownSource): boolean => source.dedup.windowSeconds > 0

const closesWhatIsOver = (source: KnownSource): boolean => source.onResolution === ResolutionPolicy.CLOSE

const keyOf = (source: KnownSource, item: FindingItem | ResolutionItem): AlertKey => ({
  tenantId: source.tenantId,
  sourceId: source.id,
  key: item.fingerprint.key,
})

/** Keys of the items of a kind, but for those that are among others already. */
function keysOf(
  deliveries: FreshDelivery[],
  kind: 'FINDING' | 'RESOLUTION' = 'FINDING',
  others: ReadonlyMap<string, AlertKey> = new Map(),
): Map<string, AlertKey> {
  const keys = new Map<string, AlertKey>()
  for (const { source, payload } of deliveries) {
    if (!folds(source)) continue
    for (const item of payload) {
      if (item.kind !== 'FINDING' && item.kind !== 'RESOLUTION') continue
      if (item.kind !== kind) continue
      const key = keyOf(source, item)
      const name = nameOfKey(key)
      if (!others.has(name)) keys.set(name, key)
    }
  }
  return keys
}

const pointed = (key: AlertKey | undefined, alertId: string) => (key ? [{ ...key, alertId }] : [])

/** Sorts items into what is stored of them, each seeing what those before it have done. */
class Sorting {
  readonly opened: NewAlert[] = []
  readonly events: NewEvent[] = []
  readonly deadLetters: NewDeadLetter[] = []
  readonly sightings: Sighting[] = []
  readonly indicators: ToldIndicator[] = []
  /** Alerts of this batch that are over within it. */
  readonly closings: { tenantId: string; alertId: string; source: Actor }[] = []
  /** Keys that stand for another alert now, by name. */
  readonly repointed = new Map<string, string>()
  private readonly openedById = new Map<string, NewAlert>()
  private readonly changes = new Map<string, FoldChange & { source: KnownSource }>()

  constructor(
    private readonly claimed: ReadonlyMap<string, string>,
    private readonly states: Map<string, KeyState>,
    private readonly numbers: Numbers,
  ) {}

  take(delivery: FreshDelivery, item: PayloadItem, index: number): ItemResult {
    const { source, deliveryId, receivedAt } = delivery
    if (item.kind === 'REJECTED') return { rejected: item.reason }
    if (item.kind === 'DEAD') {
      const { id, reason, text } = item
      const of = { tenantId: source.tenantId, sourceId: source.id, deliveryId, item: index, at: receivedAt }
      this.deadLetters.push({ ...of, id, reason, raw: text })
      return { deadLetterId: id, reason }
    }
    const event = eventOf(delivery, item, index)
    if (item.kind === 'TELEMETRY') {
      this.events.push(event)
      this.hear(delivery, item)
      return { eventId: item.eventId, outcome: 'STORED', alertId: null, riskScore: null }
    }
    if (item.kind === 'RESOLUTION') {
      const alertId = this.end(delivery, item)
      const outcome = alertId === null ? 'STORED' : 'ENDED'
      this.events.push({ ...event, outcome, alertId, dedupKey: item.fingerprint.key })
      return { eventId: item.eventId, outcome, alertId, riskScore: null }
    }
    const { outcome, alertId } = this.place(delivery, item)
    const { observables } = item
    const isFold = outcome !== 'CREATED'
    this.sightings.push({ tenantId: source.tenantId, alertId, at: receivedAt, observables, isFold })
    this.events.push({ ...event, outcome, alertId, riskScore: item.risk.score, dedupKey: item.fingerprint.key })
    return { eventId: item.eventId, outcome, alertId, riskScore: item.risk.score }
  }

  /** @param gaining alerts that may hold more observables than before */
  folds(gaining: ReadonlySet<string>): AlertFold[] {
    return [...this.changes.values()].map(({ source, ...change }) => ({
      ...change,
      holdsMore: gaining.has(change.alertId),
      tenantId: source.tenantId,
      source: sourceActor(source),
    }))
  }

  counts(): PlacedItems['events'] {
    const counts = new Map<NewEvent['outcome'], number>()
    for (const { outcome } of this.events) counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
    return [...counts].map(([outcome, count]) => ({ outcome, count }))
  }

  /** What a feed tells to be bad. */
  private hear({ source, receivedAt: at }: FreshDelivery, { finding }: TelemetryItem): void {
    if (finding.kind !== 'INDICATOR') return
    const told = { tenantId: source.tenantId, sourceId: source.id, at }
    for (const indicator of indicatorsOf(finding)) this.indicators.push({ ...told, indicator })
  }

  private place(delivery: FreshDelivery, item: FindingItem): { outcome: FoldOutcome; alertId: string } {
    const { source, receivedAt } = delivery
    if (!folds(source)) return { outcome: 'CREATED', alertId: this.open(delivery, item, newId(), null) }
    const name = nameOfKey(keyOf(source, item))
    const state = this.states.get(name) ?? null
    const { finding, match, weights } = item
    const arrival: Arrival = {
      severity: finding.severity,
      facts: match.facts,
      weights,
      entity: finding.entity,
      at: receivedAt,
      rule: source.dedup,
    }
    const outcome = outcomeOf(arrival, state)
    if (!state || outcome === 'CREATED') return { outcome, alertId: this.openFor(name, delivery, item, state) }
    this.add(source, state, arrival, outcome)
    return { outcome, alertId: state.alertId }
  }

  /** The alert that is over by this word; null when nothing is open under its key. */
  private end({ source, receivedAt }: FreshDelivery, item: ResolutionItem): string | null {
    const state = this.states.get(nameOfKey(keyOf(source, item)))
    if (!canEnd(state)) return null
    const at = item.finding.endedAt ?? item.finding.eventAt ?? receivedAt
    const opened = this.openedById.get(state.alertId)
    const change = opened ? noChange(state) : this.changeOf(source, state)
    endOf(state, change, { at, closes: closesWhatIsOver(source), now: receivedAt })
    if (opened) Object.assign(opened, { endedAt: at, closedAt: state.closedAt })
    if (opened && change.isClosed)
      this.closings.push({ tenantId: source.tenantId, alertId: opened.id, source: sourceActor(source) })
    return state.alertId
  }

  private openFor(name: string, delivery: FreshDelivery, item: FindingItem, before: KeyState | null): string {
    const claim = before ? undefined : this.claimed.get(name)
    const alertId = this.open(delivery, item, claim ?? newId(), before?.alertId ?? null)
    if (!claim) this.repointed.set(name, alertId)
    this.states.set(name, openedState(alertId, delivery, item))
    return alertId
  }

  private open(delivery: FreshDelivery, item: FindingItem, id: string, previousAlertId: string | null): string {
    const { source, receivedAt } = delivery
    const { finding, match, risk, fingerprint, text } = item
    const alert: NewAlert = {
      ...finding,
      ...match.columns,
      tenantId: source.tenantId,
      id,
      number: this.numbers.next(source.tenantId),
      sourceId: source.id,
      severitySetBy: ActorKind.SOURCE,
      riskScore: risk.score,
      riskExplanation: risk.explanation,
      riskFacts: match.facts,
      anomalyScore: null,
      occurrences: 1,
      firstSeenAt: receivedAt,
      lastSeenAt: null,
      endedAt: null,
      dedupKey: fingerprint.key,
      dedupFields: fingerprint.fields,
      dedupValues: fingerprint.values,
      previousAlertId,
      raw: text,
    }
    this.opened.push(alert)
    this.openedById.set(id, alert)
    return id
  }

  private add(source: KnownSource, state: KeyState, arrival: Arrival, outcome: FoldOutcome): void {
    const opened = this.openedById.get(state.alertId)
    if (opened) return addToOpened(opened, state, arrival, outcome)
    addTo(state, this.changeOf(source, state), arrival, outcome)
  }

  private changeOf(source: KnownSource, state: KeyState): FoldChange {
    let change = this.changes.get(state.alertId)
    if (!change) this.changes.set(state.alertId, (change = { ...noChange(state), source }))
    return change
  }
}

/** Further items of an alert that this very batch opens: it is stored as they leave it. */
function addToOpened(alert: NewAlert, state: KeyState, arrival: Arrival, outcome: FoldOutcome): void {
  const change = noChange(state)
  addTo(state, change, arrival, outcome)
  alert.occurrences++
  alert.lastSeenAt = change.lastSeenAt
  if (change.endedAt === null) alert.endedAt = null
  if (change.raised) alert.severity = change.raised.to
  if (!change.risk) return
  const { score, explanation, facts } = change.risk
  Object.assign(alert, { riskScore: score, riskExplanation: explanation, riskFacts: facts })
}

const openedState = (alertId: string, { receivedAt }: FreshDelivery, { finding, risk }: FindingItem): KeyState => ({
  alertId,
  status: AlertStatus.NEW,
  verdict: null,
  closedAt: null,
  severity: finding.severity,
  severitySetBy: ActorKind.SOURCE,
  version: 1,
  riskScore: risk.score,
  occurrences: 1,
  entity: finding.entity,
  lastSeenAt: receivedAt,
  endedAt: null,
})

const eventOf = (
  { source, deliveryId, receivedAt }: FreshDelivery,
  { eventId, text, finding }: FindingItem | ResolutionItem | TelemetryItem,
  index: number,
): NewEvent => ({
  tenantId: source.tenantId,
  id: eventId,
  sourceId: source.id,
  deliveryId,
  item: index,
  alertId: null,
  outcome: 'STORED',
  title: finding.title,
  severity: finding.severity,
  entity: finding.entity,
  host: finding.host,
  ruleId: finding.ruleId,
  eventAt: finding.eventAt,
  ingestedAt: receivedAt,
  riskScore: null,
  dedupKey: null,
  raw: text,
})
