import { fieldWords } from './words'

export interface RiskPoints {
  factor: string
  points: number
}

export interface RiskSegment {
  factor: string
  /** In percent of the bar. */
  width: number
}

const TITLES: Readonly<Record<string, string>> = {
  severity: 'Severity',
  eventType: 'Kind of event',
  asset: 'Asset',
  source: 'Where from',
  privilegedUser: 'Privileged user',
  knownBad: 'Known to be bad',
  repetition: 'Repetition',
  ruleHistory: 'Record of the rule',
}

export const factorTitle = (factor: string): string => TITLES[factor] ?? fieldWords(factor)

/**
 * The score as a bar of 0 to 100: what raises it stacked from the left, and what lowers it taken off the right end of that. Where they reach
 * beyond 100 together, all of it is drawn smaller.
 */
export function riskBar(explanation: readonly RiskPoints[]): { raised: RiskSegment[]; score: number; lowered: number } {
  const up = explanation.filter(({ points }) => points > 0)
  const top = up.reduce((sum, { points }) => sum + points, 0)
  const down = explanation.reduce((sum, { points }) => sum + Math.max(0, -points), 0)
  const scale = 100 / Math.max(100, top)
  return {
    raised: up.map(({ factor, points }) => ({ factor, width: points * scale })),
    score: Math.max(0, top - down) * scale,
    lowered: Math.min(top, down) * scale,
  }
}

/** "+12.5", "−3", "0". */
export function signedPoints(points: number): string {
  const shown = Math.round(Math.abs(points) * 10) / 10
  return shown === 0 ? '0' : `${points < 0 ? '−' : '+'}${shown}`
}
