import { Field, Float, ObjectType } from 'type-graphql'
import { type Severity } from './severity'

/** One reason for a risk score: the points of all factors add up to the score. */
@ObjectType()
export class RiskFactor {
  @Field(() => String)
  factor!: string

  @Field(() => Float)
  points!: number

  @Field(() => String)
  why!: string
}

export interface Risk {
  /** 0–100. */
  score: number
  explanation: RiskFactor[]
}

/** UNKNOWN stands between LOW and MEDIUM: what nobody rated may not sink below what somebody called low. */
const points: Record<Severity, number> = {
  UNKNOWN: 40,
  INFORMATIONAL: 10,
  LOW: 20,
  MEDIUM: 50,
  HIGH: 80,
  CRITICAL: 100,
  FATAL: 100,
}

/** How urgent an alert is, with the reasons. Pure: the same finding has the same score on every node. */
export function riskOf(finding: { severity: Severity }): Risk {
  const score = points[finding.severity]
  return { score, explanation: [{ factor: 'severity', points: score, why: `Severity is ${finding.severity}` }] }
}
