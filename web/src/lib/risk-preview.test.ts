import { moveWords, previewOf, previewWords } from './risk-preview'

const empty = { alerts: 0, up: 0, down: 0, moves: [], examples: [] }

it.each([
  [empty, 'There is no alert to try the weights on.'],
  [{ ...empty, alerts: 1 }, 'No score would change, out of the newest 1 alert.'],
  [{ ...empty, alerts: 10_000, up: 1_200, down: 3 }, 'Of the newest 10,000 alerts, 1,200 higher and 3 lower.'],
  [{ ...empty, alerts: 2, down: 1 }, 'Of the newest 2 alerts, 1 lower.'],
])('of %j says %s', (report, words) => {
  expect(previewWords(report)).toBe(words)
})

it('takes nothing for a report that is none', () => {
  expect([null, 'x', { alerts: 1 }].map(previewOf)).toEqual([null, null, null])
  expect(previewOf(empty)).toBe(empty)
})

it('writes a move in words', () => {
  expect(moveWords({ from: 'LOW', to: 'MEDIUM' })).toBe('Low to medium')
})
