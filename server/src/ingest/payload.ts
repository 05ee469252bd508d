import type { Known } from '../alerts/alert.knowledge'
import { matchOf, type Match } from '../alerts/alert.match'
import { valuesOf } from '../alerts/alert.values'
import { AppError } from '../platform/errors'
import { newId } from '../platform/ids'
import { riskOf, type Risk } from '../scoring/risk'
import { named, type NamedObservable } from '../observables/observable.id'
import { SourceKind } from '../sources/source.dedup'
import type { KnownSource } from '../sources/source.directory'
import type { RiskWeights } from '../scoring/risk.weights'
import { fingerprintOf, type Fingerprint } from './dedup/fingerprint'
import type { Finding, Normalise } from './finding'
import type { Item } from './item'
import { normalise as normaliseAny } from './normalise/normalise'
import { unbundle } from './unbundle'

/** An item that says something for an analyst: it opens an alert or belongs to one. */
export interface FindingItem {
  kind: 'FINDING'
  eventId: string
  /** Exact as sent. */
  text: string
  finding: Finding
  match: Match
  observables: NamedObservable[]
  risk: Risk
  /** By which it was scored, and is again when more of it comes. */
  weights: RiskWeights
  fingerprint: Fingerprint
}

/** Word that what an item of the same key had told is over. */
export interface ResolutionItem {
  kind: 'RESOLUTION'
  eventId: string
  text: string
  finding: Finding
  fingerprint: Fingerprint
}

/** Kept as an event alone: telemetry, indicators, signs of life. */
export interface TelemetryItem {
  kind: 'TELEMETRY'
  eventId: string
  text: string
  finding: Finding
}

/** Acknowledged, and kept for a replay: the fault is ours. */
export interface DeadItem {
  kind: 'DEAD'
  id: string
  text: string
  /** Never payload text. */
  reason: string
}

/** The sender's fault. */
export interface RejectedItem {
  kind: 'REJECTED'
  reason: string
}

export type PayloadItem = FindingItem | ResolutionItem | TelemetryItem | DeadItem | RejectedItem

/**
 * Reads items, those that hold several alerts taken apart, each for itself: one that trips the normaliser is set aside, whatever its neighbours
 * are.
 *
 * @throws UNPROCESSABLE when every item is rejected
 */
export function readPayload(
  items: Item[],
  source: KnownSource,
  known: Known,
  normalise: Normalise = normaliseAny,
): PayloadItem[] {
  const read = unbundle(items, source.product).map((item) => readItem(item, source, known, normalise))
  if (read.every(({ kind }) => kind === 'REJECTED')) {
    throw new AppError('UNPROCESSABLE', 'No item is acceptable: each must be a JSON object')
  }
  return read
}

export function readItem(
  item: Item,
  source: KnownSource,
  known: Known,
  normalise: Normalise = normaliseAny,
): PayloadItem {
  if ('rejected' in item) return { kind: 'REJECTED', reason: item.rejected }
  const { text, value } = item
  try {
    const finding = normalise(value, source)
    const eventId = newId()
    const isEventAlone = finding.kind === 'INDICATOR' || finding.kind === 'HEARTBEAT'
    if (source.kind === SourceKind.TELEMETRY || isEventAlone) return { kind: 'TELEMETRY', eventId, text, finding }
    const fingerprint = fingerprintOf({ finding, item: value, text }, source)
    if (finding.kind === 'RESOLUTION') return { kind: 'RESOLUTION', eventId, text, finding, fingerprint }
    const observables = named(source.tenantId, valuesOf(finding))
    const match = matchOf(finding, observables, known)
    const { weights } = known
    const risk = riskOf(match.facts, weights)
    return { kind: 'FINDING', eventId, text, finding, match, observables, risk, weights, fingerprint }
  } catch (error) {
    return deadItem(text, `could not be read: ${error instanceof Error ? error.name : 'unknown fault'}`)
  }
}

export const deadItem = (text: string, reason: string): DeadItem => ({ kind: 'DEAD', id: newId(), text, reason })
