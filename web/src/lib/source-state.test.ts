import { grouped, sourceState } from './source-state'

const early = '2026-01-01T00:00:00.000Z'
const late = '2026-01-01T00:01:00.000Z'

it.each([
  [{ enabled: false, lastDeliveryAt: late, perMinute: 3 }, 'disabled'],
  [{ enabled: true, lastDeliveryAt: early, lastRefusalAt: late, perMinute: 3 }, 'refused'],
  [{ enabled: true, lastDeliveryAt: null, lastRefusalAt: early, perMinute: 0 }, 'refused'],
  [{ enabled: true, lastDeliveryAt: late, lastRefusalAt: early, perMinute: 0.2 }, 'live'],
  [{ enabled: true, lastDeliveryAt: early, perMinute: 0 }, 'quiet'],
  [{ enabled: true, lastDeliveryAt: null, perMinute: 0 }, 'silent'],
])('%j is %s', (seen, state) => {
  expect(sourceState(seen)).toBe(state)
})

it('sums neighbours from the latest back', () => {
  expect(grouped([1, 2, 3, 4, 5], 2)).toEqual([1, 5, 9])
  expect(grouped([], 3)).toEqual([])
})
