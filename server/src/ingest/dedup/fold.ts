import { ActorKind } from '../../audit/actor'
import { AlertStatus } from '../../alerts/alert.status'
import { Verdict } from '../../alerts/alert.verdict'
import { riskOf, type Risk } from '../../scoring/risk'
import type { RiskFacts } from '../../scoring/risk.facts'
import type { RiskWeights } from '../../scoring/risk.weights'
import { severityId, type Severity } from '../../scoring/severity'

/** An alert as the next item of its key meets it. */
export interface KeyState {
  alertId: string
  status: AlertStatus
  verdict: Verdict | null
  closedAt: Date | null
  severity: Severity
  severitySetBy: ActorKind
  /** 1: no person and no rule has had a hand in it. */
  version: number
  riskScore: number
  occurrences: number
  entity: string | null
  lastSeenAt: Date
  endedAt: Date | null
}

/** One finding on its way in. */
export interface Arrival {
  severity: Severity
  /** What is known about it by itself, and by what weights that counts. */
  facts: RiskFacts
  weights: RiskWeights
  entity: string | null
  at: Date
  /** How its source folds. */
  rule: { windowSeconds: number; memoryDays: number }
}

export type FoldOutcome = 'CREATED' | 'FOLDED' | 'SUPPRESSED'

const dayMs = 86_400_000
const forgiven = new Set<Verdict | null>([Verdict.BENIGN, Verdict.FALSE_POSITIVE, Verdict.DUPLICATE])

/**
 * Whether an item opens an alert, is folded into the one its key stands for, or is swallowed by it. Pure.
 *
 * An open (or suppressed) alert takes items for as long as no gap between them exceeds the window. A closed one takes none, but one that was
 * closed as harmless swallows the same again for some days, unless it comes worse or from somebody else.
 */
export function outcomeOf(arrival: Arrival, state: KeyState | null): FoldOutcome {
  if (!state) return 'CREATED'
  const { rule, at } = arrival
  if (state.status === AlertStatus.CLOSED) return isForgiven(arrival, state) ? 'SUPPRESSED' : 'CREATED'
  return at.getTime() - state.lastSeenAt.getTime() <= rule.windowSeconds * 1_000 ? 'FOLDED' : 'CREATED'
}

function isForgiven({ severity, entity, at, rule }: Arrival, state: KeyState): boolean {
  const until = (state.closedAt?.getTime() ?? 0) + rule.memoryDays * dayMs
  const isWorse = severityId(severity) > severityId(state.severity)
  return forgiven.has(state.verdict) && at.getTime() < until && !isWorse && entity === state.entity
}

/** What items add to an alert that was there before. */
export interface FoldChange {
  alertId: string
  occurrences: number
  swallowed: number
  lastSeenAt: Date
  /** Null when it stays. */
  raised: { from: Severity; to: Severity } | null
  risk: (Risk & { facts: RiskFacts }) | null
  /** When the product said that it is over; null takes that back, undefined leaves it. */
  endedAt?: Date | null
  /** By the source's policy. */
  isClosed: boolean
}

/** Adds a folded or swallowed item to its alert, and to what is to be stored of it. A severity that a person has set stays, and its score with it; otherwise the score never sinks. */
export function addTo(state: KeyState, change: FoldChange, arrival: Arrival, outcome: FoldOutcome): void {
  change.occurrences++
  state.occurrences++
  if (arrival.at > change.lastSeenAt) change.lastSeenAt = arrival.at
  if (arrival.at > state.lastSeenAt) state.lastSeenAt = arrival.at
  if (outcome === 'SUPPRESSED') {
    change.swallowed++
    return
  }
  if (state.endedAt) state.endedAt = change.endedAt = null // it has begun again
  if (state.severitySetBy !== ActorKind.SOURCE) return
  if (severityId(arrival.severity) > severityId(state.severity)) {
    change.raised = { from: change.raised?.from ?? state.severity, to: arrival.severity }
    state.severity = arrival.severity
  }
  const facts = { ...arrival.facts, severity: state.severity, occurrences: state.occurrences }
  const risk = riskOf(facts, arrival.weights)
  if (risk.score > state.riskScore) {
    change.risk = { ...risk, facts }
    state.riskScore = risk.score
  }
}

/** Whether word of an end says something about the alert: closed ones are over already. */
export const canEnd = (state: KeyState | null | undefined): state is KeyState =>
  state !== null && state !== undefined && state.status !== AlertStatus.CLOSED

/** Adds a product's word that it is over. It closes only what nobody has touched. */
export function endOf(state: KeyState, change: FoldChange, end: { at: Date; closes: boolean; now: Date }): void {
  state.endedAt = change.endedAt = end.at
  if (!end.closes || state.version !== 1 || state.status !== AlertStatus.NEW) return
  change.isClosed = true
  Object.assign(state, { status: AlertStatus.CLOSED, verdict: Verdict.UNKNOWN, closedAt: end.now, version: 2 })
}

export const noChange = (state: KeyState): FoldChange => ({
  alertId: state.alertId,
  occurrences: 0,
  swallowed: 0,
  lastSeenAt: state.lastSeenAt,
  raised: null,
  risk: null,
  isClosed: false,
})
