import { shortCount } from './short-count'

it.each([
  [0, true, '0'],
  [999, true, '999'],
  [1000, true, '1k'],
  [1249, true, '1.2k'],
  [9960, true, '9.9k'],
  [10_000, false, '10k+'],
])('%d (exact: %s) is %s', (count, isExact, text) => expect(shortCount(count, isExact)).toBe(text))
