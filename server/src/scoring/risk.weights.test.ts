import { bandOf } from './risk.band'
import { changedWeights, changesOfWeights } from './risk.weights.change'
import { defaultWeights, riskWeightsShape, storedWeights } from './risk.weights'
import { Criticality } from './criticality'
import { EventType } from './event-type'
import { riskOf } from './risk'
import { Severity } from './severity'

it('has defaults within its own bounds', () => {
  expect(riskWeightsShape.parse(defaultWeights)).toEqual(defaultWeights)
})

it('changes what is given alone, and tells what that was', () => {
  const changed = changedWeights(defaultWeights, {
    knownBad: 0.9,
    repetition: null,
    eventTypes: [{ eventType: EventType.DDOS, weight: -1 }],
    assets: [{ criticality: Criticality.LOW, weight: -0.3 }],
  })
  expect(changesOfWeights(defaultWeights, changed)).toEqual([
    { field: 'eventTypes.DDOS', from: 0.2, to: -1 },
    { field: 'knownBad', from: 0.6, to: 0.9 },
  ])
})

it.each([
  [{ severity: 1.01 }, 'input.weights.severity'],
  [{ knownBad: -0.1 }, 'input.weights.knownBad'],
  [{ internalSource: -1.5 }, 'input.weights.internalSource'],
  [{ falsePositives: NaN }, 'input.weights.falsePositives'],
  [{ eventTypes: [{ eventType: EventType.DDOS, weight: 2 }] }, 'input.weights.eventTypes.DDOS'],
])('refuses %j', (change, path) => {
  expect(() => changedWeights(defaultWeights, change)).toThrow(path)
})

it('reads what an older version stored, and nothing that is broken', () => {
  expect(storedWeights({ knownBad: 0.1 })).toEqual({ ...defaultWeights, knownBad: 0.1 })
  expect(storedWeights({ knownBad: 'x' })).toEqual(defaultWeights)
  expect(storedWeights(null)).toEqual(defaultWeights)
})

it('puts the points of each severity into the band of its name', () => {
  const named = [Severity.INFORMATIONAL, Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL]
  expect(named.map((severity) => bandOf(riskOf({ severity }).score))).toEqual(named)
})
