import fc from 'fast-check'
import { Criticality } from './criticality'
import { EventType } from './event-type'
import { riskOf } from './risk'
import type { RiskFacts } from './risk.facts'
import { defaultWeights, type RiskWeights } from './risk.weights'
import { Severity } from './severity'

const text = fc.string({ maxLength: 10 })
const maybe = <T>(known: fc.Arbitrary<T>) => fc.option(known, { nil: undefined })
const known = fc.record({
  eventType: maybe(fc.constantFrom(...Object.values(EventType))),
  source: maybe(fc.record({ isInternal: fc.boolean(), network: fc.option(text) })),
  asset: maybe(fc.record({ host: text, criticality: fc.constantFrom(...Object.values(Criticality)) })),
  privilegedUser: maybe(text),
  knownBad: maybe(text),
  occurrences: maybe(fc.integer({ min: 1, max: 1_000_000 })),
  history: maybe(
    fc
      .tuple(fc.nat(500), fc.nat(500))
      .map(([one, other]) => ({ verdicts: Math.max(one, other), falsePositives: Math.min(one, other) })),
  ),
})
const share = (min: number) => fc.double({ min, max: 1, noNaN: true })
const each = <Word extends string>(words: Record<string, Word>) =>
  fc.record(Object.fromEntries(Object.values(words).map((word) => [word, share(-1)]))) as unknown as fc.Arbitrary<
    Record<Word, number>
  >
const weights: fc.Arbitrary<RiskWeights> = fc.record({
  severity: share(0),
  eventTypes: each(EventType),
  assets: each(Criticality),
  internalSource: share(-1),
  externalSource: share(-1),
  privilegedUser: share(0),
  knownBad: share(0),
  repetition: share(0),
  falsePositives: share(0),
})
const severity = fc.constantFrom(...Object.values(Severity))
const facts: fc.Arbitrary<RiskFacts> = fc.tuple(severity, known).map(([one, rest]) => ({ severity: one, ...rest }))

it('stays within 0 and 100, whatever is known and whatever weighs', () => {
  fc.assert(
    fc.property(facts, weights, (given, by) => {
      const { score } = riskOf(given, by)
      expect(score >= 0 && score <= 100).toBe(true)
    }),
  )
})

it('explains every tenth of a point', () => {
  fc.assert(
    fc.property(facts, weights, (given, by) => {
      const { score, explanation } = riskOf(given, by)
      const tenths = explanation.reduce((sum, { points }) => sum + Math.round(points * 10), 0)
      expect(tenths).toBe(Math.round(score * 10))
      expect(explanation.every(({ points }) => Math.abs(points * 10 - Math.round(points * 10)) < 1e-9)).toBe(true)
    }),
  )
})

it('never scores a higher severity below a lower one when all else is the same', () => {
  const ordered = Object.values(Severity).slice(1) // UNKNOWN has no place in the order
  fc.assert(
    fc.property(known, weights, (given, by) => {
      const scores = ordered.map((one) => riskOf({ ...given, severity: one }, by).score)
      expect(scores).toEqual([...scores].sort((one, other) => one - other))
    }),
  )
})

it('names a factor where something is known of it, and no other', () => {
  fc.assert(
    fc.property(facts, weights, (given, by) => {
      const named = riskOf(given, by).explanation.map(({ factor }) => factor)
      const expected = [
        ['severity', true],
        ['eventType', given.eventType],
        ['asset', given.asset],
        ['source', given.source],
        ['privilegedUser', given.privilegedUser],
        ['knownBad', given.knownBad],
        ['repetition', (given.occurrences ?? 1) >= 10],
        ['ruleHistory', (given.history?.verdicts ?? 0) > 0],
      ].flatMap(([factor, isKnown]) => (isKnown ? [factor] : []))
      expect(named).toEqual(expected)
    }),
  )
})

it('never sinks when more of it comes, and never rises when its rule was wrong once more', () => {
  fc.assert(
    fc.property(facts, weights, fc.nat(1_000), (given, by, more) => {
      const { occurrences = 1, history = { verdicts: 0, falsePositives: 0 } } = given
      const { score } = riskOf(given, by)
      expect(riskOf({ ...given, occurrences: occurrences + more }, by).score).toBeGreaterThanOrEqual(score)
      const wrong = { verdicts: (history?.verdicts ?? 0) + 1, falsePositives: (history?.falsePositives ?? 0) + 1 }
      expect(riskOf({ ...given, history: wrong }, by).score).toBeLessThanOrEqual(score)
    }),
  )
})

it('tells why, in the order in which it counted', () => {
  const given: RiskFacts = {
    severity: Severity.MEDIUM,
    eventType: EventType.MALWARE,
    asset: { host: 'dc01', criticality: Criticality.CRITICAL },
    source: { isInternal: true, network: 'Office' },
    history: { verdicts: 15, falsePositives: 10 },
  }
  expect(riskOf(given, defaultWeights)).toEqual({
    score: 62.4,
    explanation: [
      { factor: 'severity', points: 50, why: 'Severity is MEDIUM' },
      { factor: 'eventType', points: 20, why: 'The kind of event is MALWARE' },
      { factor: 'asset', points: 18, why: 'The asset dc01 is CRITICAL' },
      { factor: 'source', points: 1.2, why: 'It comes from an internal address, of Office' },
      { factor: 'ruleHistory', points: -26.8, why: '10 of 15 verdicts on this rule say false positive' },
    ],
  })
})
