import fc from 'fast-check'
import { ActorKind } from '../audit/actor'
import { intervalOf, longestInterval, mostGaps, shortestInterval, withGap } from './agent.interval'
import { beaten, type AgentState, type Beat } from './agent.state'
import { AgentStatus, statusOf } from './agent.status'
import { stripOf } from './agent.strip'

const seconds = (...values: number[]) => values.map((value) => value * 1_000)

describe('the interval', () => {
  it.each([
    ['of nobody known', [], 30],
    ['of one short gap', [5], 30],
    ['of one long gap', [300], 300],
    ['of steady beats', [60, 60, 60], 60],
    ['after an outage', [30, 30, 30, 400, 30], 30],
    ['after a restart', [30, 30, 2, 30], 30],
    ['of one that was told to beat less often', [30, 30, 30, 30, 30, 30, 30, 300, 300], 300],
    ['of one that beats too often', [2, 2, 2], 5],
  ])('%s', (_what, gaps, expected) => {
    expect(intervalOf(seconds(...gaps))).toBe(expected)
  })

  it('stays within its bounds, is learned from so many gaps, and takes none that is none', () => {
    const gap = fc.oneof(fc.double(), fc.integer({ min: -10_000, max: 10_000_000 }))
    fc.assert(
      fc.property(fc.array(gap), (all) => {
        const gaps = all.reduce<number[]>((known, one) => withGap(known, one), [])
        expect(gaps.length).toBeLessThanOrEqual(mostGaps)
        expect(gaps.every((one) => Number.isInteger(one) && one >= 1_000 && one <= 3_600_000)).toBe(true)
        expect(intervalOf(gaps)).toBeGreaterThanOrEqual(shortestInterval)
        expect(intervalOf(gaps)).toBeLessThanOrEqual(longestInterval)
      }),
    )
  })

  it('is the true one for steady beats that come a little early or late', () => {
    const truth = fc.integer({ min: 6, max: 1_000 })
    const jitter = fc.array(fc.double({ min: 0.9, max: 1.1, noNaN: true }), { minLength: 3, maxLength: 20 })
    fc.assert(
      fc.property(truth, jitter, (interval, factors) => {
        const gaps = factors.reduce<number[]>((known, factor) => withGap(known, interval * factor * 1_000), [])
        expect(intervalOf(gaps) / interval).toBeGreaterThan(0.89)
        expect(intervalOf(gaps) / interval).toBeLessThan(1.11)
      }),
    )
  })
})

const start = Date.parse('2026-03-04T05:06:07Z')
const aBeatAt = (at: number, said: Partial<Beat> = {}): Beat => ({
  items: 1,
  bytes: 1,
  tenantId: 't',
  id: 'a',
  name: 'mac',
  at: new Date(start + at),
  receivedAt: new Date(start + at),
  version: '1.0',
  osVersion: '15.1',
  uptimeSeconds: null,
  key: { kind: ActorKind.API_KEY, id: 'k', name: 'Fleet' },
  ...said,
})

describe('a heartbeat', () => {
  it('makes an agent online, whatever was before and whatever its clock says', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 90_000_000 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(gaps, fc.integer({ min: -1e11, max: 1e11 }), (waits, skew) => {
        let state: AgentState | null = null
        let now = 0
        for (const wait of waits) {
          now += wait
          state = beaten(state, aBeatAt(now, { at: new Date(start + now + skew) })).state
          expect(statusOf(state, start + now)).toBe(AgentStatus.ONLINE)
          expect(state.staleAt < state.offlineAt).toBe(true)
          expect(state.lastSeenAt).toEqual(new Date(start + now))
        }
      }),
    )
  })

  it('says nothing new when all is as it was, and keeps what it does not say', () => {
    const { state } = beaten(null, aBeatAt(0))
    const again = beaten(state, aBeatAt(30_000, { version: null, osVersion: null }))
    expect(again.changedFields).toEqual([])
    expect(again.state).toMatchObject({ version: '1.0', osVersion: '15.1' })
  })

  it('brings back who was silent or retired', () => {
    const { state } = beaten(null, aBeatAt(0))
    const silent = { ...state, silentSince: state.lastSeenAt, retiredAt: new Date(start) }
    const back = beaten(silent, aBeatAt(500_000, { version: '2.0' }))
    expect(back.changedFields).toEqual(['version', 'silentSince', 'retiredAt', 'status'])
    expect(back.state).toMatchObject({ silentSince: null, retiredAt: null })
  })
})

it('is stale from the second interval on, offline from the third, and retired whatever the time', () => {
  const { state } = beaten(null, aBeatAt(0))
  const at = (second: number) => statusOf(state, start + second * 1_000)
  expect([0, 59.999, 60, 89.999, 90, 9_000].map(at)).toEqual([
    'ONLINE',
    'ONLINE',
    'STALE',
    'STALE',
    'OFFLINE',
    'OFFLINE',
  ])
  expect(statusOf({ ...state, retiredAt: new Date() }, start)).toBe('RETIRED')
})

describe('the strip', () => {
  const heard = { now: start, enrolledAt: 0, intervalSeconds: 30, keptFrom: 0, beats: [], gaps: [] }

  it('holds every beat of its time once, whatever the number of spans', () => {
    const spans = fc.integer({ min: 1, max: 500 })
    const ago = fc.array(fc.integer({ min: 0, max: 3_600_000 }))
    fc.assert(
      fc.property(spans, ago, (buckets, all) => {
        const strip = stripOf({ ...heard, beats: all.map((one) => start - one) }, 3_600_000, buckets)
        expect(strip).toHaveLength(buckets)
        expect(strip.reduce((sum, { received }) => sum + (received ?? 0), 0)).toBe(all.length)
        expect(strip.reduce((sum, { expected }) => sum + expected, 0)).toBeCloseTo(120)
        for (const [place, { from, received }] of strip.entries()) {
          const to = strip[place + 1]?.from.getTime() ?? start + 1
          const mine = all.filter((one) => start - one >= from.getTime() && start - one < to)
          expect(received).toBe(mine.length)
        }
      }),
    )
  })

  it('expects nothing from before the enrolment, knows nothing from before what is kept, and marks gaps', () => {
    const hour = 3_600_000
    const known = { enrolledAt: start - 2 * hour, keptFrom: start - 3 * hour }
    const gaps = [{ from: start - 1.5 * hour, to: start - 1.25 * hour }, { from: start - 0.5 * hour, to: null }] // prettier-ignore
    const strip = stripOf({ ...heard, ...known, gaps }, 4 * hour, 4)
    expect(strip.map(({ received }) => received)).toEqual([null, 0, 0, 0])
    expect(strip.map(({ expected }) => expected)).toEqual([0, 0, 120, 120])
    expect(strip.map(({ isGap }) => isGap)).toEqual([false, false, true, true])
  })
})
