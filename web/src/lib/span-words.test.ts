import { secondsOf, spanInUnits, spanWords } from './span-words'

it.each([
  [0, '0 seconds'],
  [0.4, 'under a second'],
  [1, '1 second'],
  [59.6, '1 minute'],
  [90, '1 minute 30 seconds'],
  [3_600, '1 hour'],
  [5_400, '1 hour 30 minutes'],
  [7_199, '2 hours'],
  [86_400, '24 hours'],
  [129_600, '36 hours'],
  [172_800, '2 days'],
  [604_800, '7 days'],
  [31_536_000, '365 days'],
])('says %d seconds as %s', (seconds, words) => {
  expect(spanWords(seconds)).toBe(words)
})

it.each([
  [86_400, { count: 1, unit: 'days' }],
  [5_400, { count: 90, unit: 'minutes' }],
  [61, { count: 61, unit: 'seconds' }],
] as const)('takes %d seconds apart and puts them together again', (seconds, span) => {
  expect(spanInUnits(seconds)).toEqual(span)
  expect(secondsOf(span.count, span.unit)).toBe(seconds)
})
