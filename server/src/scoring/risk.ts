import { Field, Float, ObjectType } from 'type-graphql'
import type { RiskFacts } from './risk.facts'
import { defaultWeights, type RiskWeights } from './risk.weights'
import type { Severity } from './severity'

/** One reason for a risk score: the points of all factors add up to the score. */
@ObjectType({ description: 'One reason for a risk score: the points of all factors add up to the score.' })
export class RiskFactor {
  @Field(() => String, {
    description: 'severity, eventType, asset, source, privilegedUser, knownBad, repetition or ruleHistory.',
  })
  factor!: string

  @Field(() => Float, { description: 'Below 0 when it makes the alert less urgent.' })
  points!: number

  @Field(() => String)
  why!: string
}

export interface Risk {
  /** 0–100, in tenths. */
  score: number
  explanation: RiskFactor[]
}

/** UNKNOWN stands between LOW and MEDIUM: what nobody rated may not sink below what somebody called low. */
const base: Record<Severity, number> = {
  UNKNOWN: 40,
  INFORMATIONAL: 10,
  LOW: 20,
  MEDIUM: 50,
  HIGH: 80,
  CRITICAL: 100,
  FATAL: 100,
}

/** A factor whose data exists: which share of the room it moves the score by, -1 (down to 0) to 1 (up to 100). */
interface Push {
  factor: string
  share: number
  why: string
}

/**
 * How urgent an alert is, with the reasons. Pure: the same facts have the same score on every node.
 *
 * The severity lays the base. Each further factor moves the score by a share of the room that is left: up to 100 when it makes the alert more
 * urgent, down to 0 when less. So no weights can leave 0–100, no factor outweighs all others by itself, and the step s → s + a(100 - s), like
 * s → s(1 - b), never turns the order of two scores round: whatever the other facts are, a higher severity never scores less. Sums of points
 * would have to be cut off at the ends, and averages would let a fact that is not known pull the score. Each step is rounded to a tenth, so that
 * the points shown add up to the score exactly.
 */
export function riskOf(facts: RiskFacts, weights: RiskWeights = defaultWeights): Risk {
  let tenths = Math.round(base[facts.severity] * 10 * weights.severity)
  const explanation = [{ factor: 'severity', points: tenths / 10, why: `Severity is ${facts.severity}` }]
  for (const { factor, share, why } of pushes(facts, weights)) {
    const room = share > 0 ? 1_000 - tenths : tenths
    const moved = Math.min(1_000, Math.max(0, Math.round(tenths + share * room)))
    explanation.push({ factor, points: (moved - tenths) / 10, why })
    tenths = moved
  }
  return { score: tenths / 10, explanation }
}

function pushes(facts: RiskFacts, weights: RiskWeights): Push[] {
  const { eventType, asset, source, privilegedUser, knownBad, history, occurrences = 1 } = facts
  const all: Push[] = []
  const add = (factor: string, share: number, why: string) => all.push({ factor, share, why })
  if (eventType) add('eventType', weights.eventTypes[eventType], `The kind of event is ${eventType}`)
  if (asset) add('asset', weights.assets[asset.criticality], `The asset ${asset.host} is ${asset.criticality}`)
  if (source) add('source', source.isInternal ? weights.internalSource : weights.externalSource, whyOfSource(source))
  if (privilegedUser) add('privilegedUser', weights.privilegedUser, `${privilegedUser} is a privileged user`)
  if (knownBad) add('knownBad', weights.knownBad, `${knownBad} is known to be bad`)
  const level = repetitionLevel(occurrences)
  if (level > 0) add('repetition', (weights.repetition * level) / topLevel, `Seen ${10 ** level} times or more`)
  if (history && history.verdicts > 0)
    add('ruleHistory', -weights.falsePositives * falseShare(history), whyOfHistory(history))
  return all
}

const whyOfSource = ({ isInternal, network }: NonNullable<RiskFacts['source']>): string =>
  `It comes from ${isInternal ? 'an internal' : 'an external'} address${network ? `, of ${network}` : ''}`

const whyOfHistory = ({ verdicts, falsePositives }: NonNullable<RiskFacts['history']>): string =>
  `${falsePositives} of ${verdicts} verdicts on this rule say false positive`

/** Above it, further repetitions say nothing new. */
const topLevel = 3

/** 0 below 10 events, 1 from 10, 2 from 100, 3 from 1,000: in steps, so that a noisy alert is not scored afresh with every event. */
export const repetitionLevel = (occurrences: number): number =>
  occurrences >= 1_000 ? 3 : occurrences >= 100 ? 2 : occurrences >= 10 ? 1 : 0

/** As if five more verdicts had said otherwise: one mistaken alert is no proof that a rule is bad. */
const falseShare = ({ verdicts, falsePositives }: NonNullable<RiskFacts['history']>): number =>
  Math.min(1, falsePositives / (verdicts + 5))
