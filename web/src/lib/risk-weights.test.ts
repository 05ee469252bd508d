import { changeOf, clampWeight, editsAgainst, flatWeights, weightGroups } from './risk-weights'

const set = {
  severity: 1,
  internalSource: 0.1,
  externalSource: 0,
  privilegedUser: 0.3,
  knownBad: 0.6,
  repetition: 0.2,
  falsePositives: 0.6,
  eventTypes: [{ eventType: 'MALWARE' as const, weight: 0.4 }],
  assets: (['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const).map((criticality) => ({ criticality, weight: 0.5 })),
}

it('gives every weight one name, and shows each of them once', () => {
  const flat = flatWeights(set)
  expect(flat).toMatchObject({ knownBad: 0.6, 'eventTypes.MALWARE': 0.4, 'assets.LOW': 0.5 })
  const shown = weightGroups(flat).flatMap(({ weights }) => weights.map(({ name }) => name))
  expect(shown.sort()).toEqual(Object.keys(flat).sort())
})

it('tells the server what was edited alone', () => {
  expect(changeOf({ knownBad: 0.1, 'eventTypes.DDOS': -1, 'assets.HIGH': 0 })).toEqual({
    knownBad: 0.1,
    eventTypes: [{ eventType: 'DDOS', weight: -1 }],
    assets: [{ criticality: 'HIGH', weight: 0 }],
  })
  expect(changeOf({})).toEqual({})
})

it('forgets edits that say what is stored by now', () => {
  expect(editsAgainst({ knownBad: 0.6, severity: 1 }, { knownBad: 0.6, severity: 0.9 })).toEqual({ severity: 0.9 })
})

it('keeps a weight within its bounds, in hundredths', () => {
  expect([clampWeight(1.7, 0), clampWeight(-0.5, 0), clampWeight(-0.333, -1)]).toEqual([1, 0, -0.33])
})
