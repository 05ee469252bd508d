import type { Criticality } from './criticality'
import type { EventType } from './event-type'
import type { Severity } from './severity'

/** What is known about an alert when it is scored, as it is kept with it. What is absent (or null) is not known, and counts for nothing. */
export interface RiskFacts {
  severity: Severity
  eventType?: EventType | null
  /** Where it comes from: within the tenant's own ranges or not, and the named network. */
  source?: { isInternal: boolean; network: string | null } | null
  asset?: { host: string; criticality: Criticality } | null
  /** A privileged user, as the alert names it. */
  privilegedUser?: string | null
  /** A value of the alert that is confirmed to be bad. */
  knownBad?: string | null
  /** Events that the alert stands for. */
  occurrences?: number
  /** What people found about earlier alerts of the same rule. */
  history?: { verdicts: number; falsePositives: number } | null
}
