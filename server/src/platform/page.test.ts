import { cursorOf, orderMark, pageOf, pageRequest } from './page'

const mark = orderMark('RISK_SCORE', 'DESC')
const id = '019aa0c0-0000-7000-8000-000000000001'

it('takes 50 when neither first nor last is given', () => {
  expect(pageRequest({}, mark)).toEqual({ limit: 50, isBackward: false, from: null })
})

it.each([
  [{ first: 0 }, 'first'],
  [{ first: 101 }, 'first'],
  [{ last: -1 }, 'last'],
  [{ first: 1, last: 1 }, 'last'],
  [{ first: 1, before: 'x' }, 'before'],
  [{ last: 1, after: 'x' }, 'after'],
  [{ first: 1, after: 'not a cursor' }, 'after'],
  [{ first: 1, after: cursorOf('another', [1, id]) }, 'after'],
  [{ first: 1, after: cursorOf(mark, [1, 'no id']) }, 'after'],
])('refuses %j', (args, path) => {
  expect(() => pageRequest(args, mark)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }))
  expect(() => pageRequest(args, mark)).toThrow(path)
})

it('reads its own cursors back, nulls included', () => {
  expect(pageRequest({ first: 10, after: cursorOf(mark, [null, id]) }, mark).from).toEqual([null, id])
  expect(pageRequest({ last: 10, before: cursorOf(mark, [99.5, id]) }, mark)).toEqual({
    limit: 10,
    isBackward: true,
    from: [99.5, id],
  })
})

it('tells more pages on either side, and keeps list order when reading backwards', () => {
  const forward = pageOf(['a', 'b', 'c'], { limit: 2, isBackward: false, from: null }, (row) => row)
  expect(forward).toMatchObject({
    nodes: ['a', 'b'],
    pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: 'a', endCursor: 'b' },
  })
  const backward = pageOf(['c', 'b', 'a'], { limit: 2, isBackward: true, from: [1, id] }, (row) => row)
  expect(backward).toMatchObject({ nodes: ['b', 'c'], pageInfo: { hasNextPage: true, hasPreviousPage: true } })
})
