import { barsOf, clockWords, rangeOfBars, rangeQuery, rangeWords, readRange, SPANS, usualRange } from './event-range'

const noon = Date.UTC(2026, 10, 25, 12, 3, 17)
const between = { kind: 'between', from: Date.UTC(2026, 10, 25, 10), to: Date.UTC(2026, 10, 25, 11, 30) } as const

it.each([
  [usualRange],
  [{ kind: 'last', seconds: 900 } as const],
  [{ kind: 'last', seconds: 2_592_000 } as const],
  [between],
])('reads the range that it wrote: %j', (range) => {
  const faults: string[] = []
  expect(readRange(rangeQuery(range), faults)).toEqual(range)
  expect(faults).toEqual([])
})

it.each([
  { range: 'soon' },
  { range: '0m' },
  { from: '2026-01-02T00:00:00Z' },
  { from: 'x', to: 'y' },
  { from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' },
])('tells that %j is no range, and takes the usual one', (query) => {
  const faults: string[] = []
  expect(readRange(query, faults)).toEqual(usualRange)
  expect(faults).toHaveLength(1)
})

it('says a range in words', () => {
  expect(rangeWords(usualRange)).toBe('Last 24 h')
  expect(rangeWords(between, 'UTC')).toBe('25 Nov 10:00 – 11:30')
  expect(rangeWords({ ...between, to: noon + 86_400_000 }, 'UTC')).toBe('25 Nov 10:00 – 26 Nov 12:03:17')
})

it('names the day of what is not of today', () => {
  expect(clockWords(noon, noon, 'UTC')).toBe('12:03:17')
  expect(clockWords(noon - 86_400_000, noon, 'UTC')).toBe('24 Nov 12:03:17')
})

it.each(SPANS)('draws the last %i seconds in at most a hundred bars that hold both ends', (seconds) => {
  const bars = barsOf({ kind: 'last', seconds }, noon)
  expect(bars.count).toBeGreaterThanOrEqual(30)
  expect(bars.count).toBeLessThanOrEqual(100)
  expect(bars.from).toBeLessThanOrEqual(noon - seconds * 1_000)
  expect(bars.to).toBeGreaterThanOrEqual(noon)
  expect(bars.to - bars.from).toBe(bars.count * bars.stepMs)
})

it('keeps its bars where they are while time goes on', () => {
  const [one, later] = [0, 20_000].map((ms) => barsOf(usualRange, noon + ms))
  expect(one).toEqual(later)
})

it.each([1, 1_000, 40 * 366 * 86_400_000])('draws a range of %i ms', (ms) => {
  const bars = barsOf({ kind: 'between', from: noon, to: noon + ms }, noon)
  expect(bars.count).toBeGreaterThanOrEqual(1)
  expect(bars.count).toBeLessThanOrEqual(200)
})

it('gives the time that some bars cover, whichever was taken first', () => {
  const bars = { from: 0, to: 10_000, stepMs: 1_000, count: 10 }
  expect(rangeOfBars(bars, 2, 4)).toEqual({ kind: 'between', from: 2_000, to: 5_000 })
  expect(rangeOfBars(bars, 4, 2)).toEqual(rangeOfBars(bars, 2, 4))
})
