import { quotaLine, quotaPercent } from './quota-words'

it('counts the day, against its limit where there is one', () => {
  expect(quotaLine({ used: 12_345 })).toBe('12,345 items today')
  expect(quotaLine({ used: 1, limit: null })).toBe('1 item today')
  expect(quotaLine({ used: 800, limit: 1_000 })).toBe('800 of 1,000 items today')
})

it('is full only when it is', () => {
  expect(quotaPercent({ used: 999_999, limit: 1_000_000 })).toBe(99)
  expect(quotaPercent({ used: 1_500, limit: 1_000 })).toBe(100)
  expect(quotaPercent({ used: 5 })).toBe(0)
})
