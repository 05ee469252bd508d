import { Severity } from './severity'

/** The severity that a score comes nearest to: the bands meet halfway between the points of two severities. */
export function bandOf(score: number): Severity {
  if (score >= 90) return Severity.CRITICAL
  if (score >= 65) return Severity.HIGH
  if (score >= 35) return Severity.MEDIUM
  return score >= 15 ? Severity.LOW : Severity.INFORMATIONAL
}
