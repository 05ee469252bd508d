import { percentOf, spanWords, taskWords } from './job-words'

it.each([
  ['job.test', 'Test job'],
  ['dedup.dryRun', 'Dry run of a deduplication rule'],
  ['deadLetter.replayAll', 'Replay of dead letters'],
  ['auditSeal.verifyRange', 'Audit seal: verify range'],
])('says what %s does', (task, words) => {
  expect(taskWords(task)).toBe(words)
})

it.each([
  [0, 'under 1 s'],
  [499, 'under 1 s'],
  [12_400, '12 s'],
  [59_700, '1 min'],
  [200_000, '3 min 20 s'],
  [7_200_000, '2 h'],
  [7_500_000, '2 h 5 min'],
])('tells a span of %d ms', (milliseconds, words) => {
  expect(spanWords(milliseconds)).toBe(words)
})

it('counts in whole percent, and says 100 only when all is done', () => {
  expect(percentOf({ done: 999, total: 1_000 })).toBe(99)
  expect(percentOf({ done: 7, total: 7 })).toBe(100)
  expect(percentOf({ done: 9, total: 7 })).toBe(100)
  expect(percentOf({ done: 0, total: 0 })).toBeNull()
  expect(percentOf(null)).toBeNull()
})
