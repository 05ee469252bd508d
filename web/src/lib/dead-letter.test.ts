import { attemptWords, firstWords, itemWords, replayTold } from './dead-letter'

it('begins an item in one line', () => {
  expect(firstWords('{\n  "title":\t"Late"\n}')).toBe('{ "title": "Late" }')
  expect(firstWords('x'.repeat(160))).toBe('x'.repeat(160))
  expect(firstWords('x'.repeat(161))).toBe(`${'x'.repeat(160)}…`)
  expect(firstWords(' '.repeat(5_000))).toBe('…')
})

it('tells what a replay did', () => {
  expect(replayTold(2, 0, [])).toEqual({ tone: 'success', title: '2 items taken in' })
  expect(replayTold(0, 0, [])).toMatchObject({ tone: 'info' })
  expect(replayTold(1, 3, ['no title', 'no title', 'too deep'])).toEqual({
    tone: 'error',
    title: '1 item taken in, 3 items failed again',
    text: 'no title; too deep',
  })
})

it('counts as people do', () => {
  expect([itemWords(0), itemWords(1_233)]).toEqual(['item 1 of its delivery', 'item 1,234 of its delivery'])
  expect([0, 1, 2].map(attemptWords)).toEqual(['', '1 replay failed', '2 replays failed'])
})
