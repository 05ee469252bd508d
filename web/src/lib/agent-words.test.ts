import { durationWords, intervalWords, stripSentence, stripTone } from './agent-words'

it('says intervals and durations in few words', () => {
  expect([1, 30.2, 119, 120, 3_600].map(intervalWords)).toEqual([
    ...['every 1 s', 'every 30 s', 'every 119 s', 'every 2 min', 'every 60 min'],
  ])
  expect([0, 59, 60, 3_660, 90_061, -5].map(durationWords)).toEqual([
    '0 s',
    '59 s',
    '1 min',
    '1 h 1 min',
    '1 d 1 h',
    '0 s',
  ])
})

it('tells silence from what was not due and from what is no longer known', () => {
  const bucket = { from: '2026-11-28T00:00:00Z', expected: 30, received: 30, isGap: false }
  expect(stripTone(bucket)).toBe('full')
  expect(stripTone({ ...bucket, received: 10 })).toBe('partial')
  expect(stripTone({ ...bucket, received: null })).toBe('unknown')
  expect(stripTone({ ...bucket, received: 3, isGap: true })).toBe('silent')
  expect(stripTone({ ...bucket, expected: 0, isGap: true })).toBe('none')
})

it('says a strip in a sentence', () => {
  const bucket = { from: '2026-11-28T00:00:00Z', expected: 30, received: 30, isGap: false }
  expect(stripSentence([bucket, { ...bucket, isGap: true }])).toBe('Silent in 1 of 2 spans')
  expect(stripSentence([bucket])).toBe('Heard of all the time')
  expect(stripSentence([{ ...bucket, expected: 0 }])).toBe('Nothing was due')
})
