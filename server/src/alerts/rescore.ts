import { isDeepStrictEqual } from 'node:util'
import type { ObservableValue } from '../observables/observable.type'
import { riskOf, type RiskFactor } from '../scoring/risk'
import type { RiskFacts } from '../scoring/risk.facts'
import type { RiskWeights } from '../scoring/risk.weights'
import type { Known } from './alert.knowledge'
import { matchOf, type Match, type Matched } from './alert.match'

/** An alert as it stands, with what its score is made of. */
export interface StandingAlert extends Matched {
  occurrences: number
  riskScore: number
  riskExplanation: RiskFactor[]
  /** By which it was last scored; null on one from before they were kept. */
  riskFacts: RiskFacts | null
  srcNetwork: string | null
  dstNetwork: string | null
  assetId: string | null
}

export interface Scoring {
  /** By what the tenant knows, where an alert has to be matched. */
  known: Known
  weights: RiskWeights
  /** Match those again, too, of which it is known what they were scored by. */
  matchesAfresh: boolean
}

/** What an alert becomes. */
export interface Rescored extends Pick<StandingAlert, 'riskScore' | 'riskExplanation'> {
  riskFacts: RiskFacts
  columns: Match['columns']
}

/**
 * Scores an alert once more, or null when it stays as it is. What it was last scored by counts, with its severity and its repetition of now;
 * one of which that is not known, and every one where `matchesAfresh`, is matched with what its tenant knows now. Pure.
 *
 * @param values that it holds
 */
export function rescored(
  alert: StandingAlert,
  values: readonly ObservableValue[],
  { known, weights, matchesAfresh }: Scoring,
): Rescored | null {
  const { severity, occurrences, srcNetwork, dstNetwork, assetId } = alert
  const before = { srcNetwork, dstNetwork, assetId }
  const match = alert.riskFacts === null || matchesAfresh ? matchOf(alert, values, known) : null
  const columns = match?.columns ?? before
  const riskFacts = { ...(match?.facts ?? alert.riskFacts), severity, occurrences }
  const { score, explanation } = riskOf(riskFacts, weights)
  const isSame =
    alert.riskFacts !== null &&
    score === alert.riskScore &&
    isDeepStrictEqual(explanation, alert.riskExplanation) &&
    isDeepStrictEqual(columns, before)
  return isSame ? null : { riskScore: score, riskExplanation: explanation, riskFacts, columns }
}
