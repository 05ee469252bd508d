import { facetLines, recounted, sharpened, ticked } from './queue-facets'
import { queueQuery, urlQueryOf } from './queue-query'

const queueOf = (query: Record<string, string>) => queueQuery(query).queue
const counted = (...values: string[]) =>
  values.map((value, index) => ({ value, label: `The ${value}`, count: 10 - index }))

it('shows what is counted, and what is asked for even when nothing has it', () => {
  const lines = facetLines('host', counted('a', 'b'), queueOf({ host: 'b,c', 'host!': 'd' }))
  expect(lines.map(({ label, count, state }) => [label, count, state])).toEqual([
    ['c', null, 'only'],
    ['d', null, 'not'],
    ['The a', 10, null],
    ['The b', 9, 'only'],
  ])
})

it('offers me and nobody before the people', () => {
  const lines = facetLines('assignee', counted('u1'), queueOf({ assignee: 'none' }))
  expect(lines.map(({ label, state }) => [label, state])).toEqual([
    ['Me', null],
    ['Nobody', 'only'],
    ['The u1', null],
  ])
})

it('lists severities worst first', () => {
  expect(facetLines('severity', counted('LOW', 'FATAL'), queueOf({})).map(({ value }) => value)).toEqual([
    'FATAL',
    'LOW',
  ])
})

it('ticks, unticks, shows one alone and keeps one out', () => {
  const [a, b] = facetLines('host', counted('a', 'b'), queueOf({ host: 'b' }))
  expect(urlQueryOf(ticked(queueOf({ host: 'b' }), 'host', a!))).toEqual({ host: 'b,a' })
  expect(urlQueryOf(ticked(queueOf({ host: 'b' }), 'host', b!))).toEqual({})
  expect(urlQueryOf(sharpened(queueOf({ host: 'b' }), 'host', a!, 'only'))).toEqual({ host: 'a' })
  expect(urlQueryOf(sharpened(queueOf({ host: 'b' }), 'host', b!, 'only'))).toEqual({})
  expect(urlQueryOf(sharpened(queueOf({ host: 'b' }), 'host', a!, 'not'))).toEqual({ host: 'b', 'host!': 'a' })
})

it('renews counts without moving a line', () => {
  const line = (value: string, count: number) => ({ value, label: value, count })
  const shown = [line('a', 3), line('b', 2)]
  expect(recounted(shown, [line('c', 9), line('b', 8)])).toEqual([line('a', 0), line('b', 8)])
})
