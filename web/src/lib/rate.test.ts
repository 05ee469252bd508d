import { rateWords } from './rate'

it.each([
  [0, 'none'],
  [0.02, '< 0.1 / min'],
  [0.4, '0.4 / min'],
  [2.04, '2 / min'],
  [12.4, '12 / min'],
  [1234.5, '1,235 / min'],
])('%d is %s', (rate, words) => {
  expect(rateWords(rate)).toBe(words)
})
