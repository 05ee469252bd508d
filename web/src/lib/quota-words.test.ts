import { quotaForecast, quotaLine, quotaPercent } from './quota-words'

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

it('warns of a limit before it is saved, when today would not fit in it', () => {
  expect(quotaForecast({ limit: 0, used: 5_000 })).toBeNull()
  expect(quotaForecast({ limit: 1_000, used: 799 })).toBeNull()
  expect(quotaForecast({ limit: 1_000, used: 800 })).toBe(
    '800 items came today already: little would be left for today.',
  )
  expect(quotaForecast({ limit: 1, used: 1 })).toBe('1 item came today already: deliveries would be refused at once.')
})
