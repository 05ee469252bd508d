import { chosen, countedQueue, isChosen, shortCount, shownTotal, statusTiles } from './queue-counts'
import { queueQuery, urlQueryOf } from './queue-query'

const queueOf = (query: Record<string, string>) => queueQuery(query).queue
const counts = [
  { status: 'NEW' as const, severity: 'LOW' as const, count: 5 },
  { status: 'NEW' as const, severity: 'CRITICAL' as const, count: 2 },
  { status: 'CLOSED' as const, severity: 'LOW' as const, count: 40 },
]

it('has a tile for every status, worst severity first, and knows which are listed', () => {
  const tiles = statusTiles(counts, queueOf({}))
  expect(tiles.map(({ status }) => status)).toEqual([
    'NEW',
    'IN_PROGRESS',
    'TRIAGED',
    'ESCALATED',
    'CLOSED',
    'SUPPRESSED',
  ])
  expect(tiles[0]).toMatchObject({ total: 7, isShown: true })
  expect(tiles[0]?.cells.map(({ count }) => count)).toEqual([0, 2, 0, 0, 5, 0, 0])
  expect(tiles[4]).toMatchObject({ total: 40, isShown: false })
})

it.each([
  [{}, 7],
  [{ status: 'all' }, 47],
  [{ status: 'CLOSED' }, 40],
  [{ severity: 'CRITICAL' }, 2],
  [{ 'severity!': 'CRITICAL' }, 5],
  [{ status: 'all', 'status!': 'NEW' }, 40],
])('%j lists %i of them', (query, total) => {
  expect(shownTotal(counts, queueOf(query as Record<string, string>))).toBe(total)
})

it('counts without the conditions on status and severity', () => {
  expect(urlQueryOf(countedQueue(queueOf({ status: 'NEW', 'severity!': 'LOW', host: 'a' })))).toEqual({
    status: 'all',
    host: 'a',
  })
})

it('chooses a cell, and with the second click none', () => {
  const queue = chosen(queueOf({ host: 'a', severity: 'LOW' }), 'NEW', 'CRITICAL')
  expect(urlQueryOf(queue)).toEqual({ status: 'NEW', severity: 'CRITICAL', host: 'a' })
  expect(isChosen(queue, 'NEW', 'CRITICAL')).toBe(true)
  expect(isChosen(queue, 'NEW', null)).toBe(false)
  expect(urlQueryOf(chosen(queue, 'NEW', 'CRITICAL'))).toEqual({ host: 'a' })
  expect(urlQueryOf(chosen(queue, 'NEW', null))).toEqual({ status: 'NEW', host: 'a' })
})

it.each([
  [7, '7'],
  [999, '999'],
  [1_849, '1.8k'],
  [12_345, '12k'],
  [1_234_567, '1.2m'],
])('%i is %s', (count, words) => {
  expect(shortCount(count)).toBe(words)
})
