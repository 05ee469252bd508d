import { z } from 'zod'
import { Criticality } from './criticality'
import { EventType } from './event-type'

/** How much each factor counts: the share of the room by which it moves the score, 0 not at all, 1 all the way up, -1 all the way down. */
export interface RiskWeights {
  /** What the severity's own points are multiplied by, 0 to 1. Below 1 there is room above the highest severities. */
  severity: number
  eventTypes: Record<EventType, number>
  assets: Record<Criticality, number>
  internalSource: number
  externalSource: number
  privilegedUser: number
  knownBad: number
  /** At 1,000 events; a third of it at 10, two thirds at 100. */
  repetition: number
  /** How far down a rule goes that nearly always was wrong. */
  falsePositives: number
}

/** For tenants that have set none. An alert of which the severity alone is known keeps exactly its severity's points. */
export const defaultWeights: RiskWeights = {
  severity: 1,
  eventTypes: {
    MALWARE: 0.4,
    INTRUSION: 0.4,
    DATA_BREACH: 0.5,
    CREDENTIAL_ACCESS: 0.3,
    PHISHING: 0.2,
    DDOS: 0.2,
    RECONNAISSANCE: -0.1,
    ANOMALY: 0,
    VULNERABILITY: -0.1,
    POLICY: -0.2,
    AVAILABILITY: -0.1,
  },
  assets: { LOW: -0.3, MEDIUM: 0, HIGH: 0.3, CRITICAL: 0.6 },
  internalSource: 0.1, // who is inside has passed the walls; the internet knocks all day
  externalSource: 0,
  privilegedUser: 0.3,
  knownBad: 0.6,
  repetition: 0.2,
  falsePositives: 0.6,
}

const within = (min: number, max: number) => {
  const message = `must be ${min} to ${max}`
  return z.number(message).min(min, message).max(max, message)
}
const either = within(-1, 1)
const raising = within(0, 1)

const forEach = <Word extends string>(words: Record<string, Word>) =>
  z.object(Object.fromEntries(Object.values(words).map((word) => [word, either])) as Record<Word, typeof either>)

/** All of them, each within its bounds. */
export const riskWeightsShape: z.ZodType<RiskWeights> = z.object({
  severity: raising,
  eventTypes: forEach(EventType),
  assets: forEach(Criticality),
  internalSource: either,
  externalSource: either,
  privilegedUser: raising,
  knownBad: raising,
  repetition: raising,
  falsePositives: raising,
})

/** Stored weights; one that an older version did not know yet has our own value. */
export function storedWeights(stored: unknown): RiskWeights {
  const given = (stored ?? {}) as Partial<RiskWeights>
  const parsed = riskWeightsShape.safeParse({
    ...defaultWeights,
    ...given,
    eventTypes: { ...defaultWeights.eventTypes, ...given.eventTypes },
    assets: { ...defaultWeights.assets, ...given.assets },
  })
  return parsed.success ? parsed.data : defaultWeights
}
