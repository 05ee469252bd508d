import { TokenBuckets } from './token-bucket'

const rate = { ratePerSecond: 2, burst: 3 }

it('grants a burst, then the rate, and says how long to wait', () => {
  const buckets = new TokenBuckets()
  const at = (ms: number) => buckets.take('a', rate, ms)
  expect([at(0), at(0), at(0)]).toEqual([0, 0, 0])
  expect(at(0)).toBe(0.5)
  expect([at(500), at(500)]).toEqual([0, 0.5])
  expect([at(60_000), at(60_000), at(60_000), at(60_000)]).toEqual([0, 0, 0, 0.5])
})

it('keeps keys apart, gives nothing for a clock that steps back, and forgets the longest untouched first', () => {
  const buckets = new TokenBuckets(2)
  const one = { ratePerSecond: 1, burst: 1 }
  expect([buckets.take('a', one, 1_000), buckets.take('b', one, 1_000)]).toEqual([0, 0])
  expect(buckets.take('a', one, 0)).toBe(1)
  expect(buckets.take('c', one, 1_000)).toBe(0) // b leaves
  expect(buckets.take('b', one, 1_000)).toBe(0)
})
