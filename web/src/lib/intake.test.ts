import { intakeParts, lagWords, shareWords } from './intake'

const some = { created: 1, folded: 2, suppressed: 1, stored: 0 }
const none = { created: 0, folded: 0, suppressed: 0, stored: 0 }

it('shows of each kind what it is about, and the rest where there is some', () => {
  expect(intakeParts(some, 'FINDINGS').map(({ label, share }) => [label, share])).toEqual([
    ['New alerts', 0.25],
    ['Folded', 0.5],
    ['Swallowed', 0.25],
  ])
  expect(intakeParts(none, 'TELEMETRY')).toEqual([expect.objectContaining({ label: 'Stored', count: 0, share: 0 })])
  expect(intakeParts({ ...some, stored: 4 }, 'TELEMETRY').map(({ id }) => id)).toEqual([
    'created',
    'folded',
    'suppressed',
    'stored',
  ])
})

it.each([
  [0, '0 %'],
  [0.001, '< 1 %'],
  [0.384, '38 %'],
  [0.9999, '> 99 %'],
  [1, '100 %'],
])('says a share of %d as %s', (share, words) => {
  expect(shareWords(share)).toBe(words)
})

it('says how late items come', () => {
  expect(lagWords({ median: 2, p95: 75, ahead: 0 })).toBe(
    'Half of them arrive within 2 seconds of what they tell of, 95 of 100 within 1 minute 15 seconds.',
  )
  expect(lagWords({ median: 0, p95: 0.4, ahead: 0 })).toBe('Nearly all arrive within a second of what they tell of.')
})
