import fc from 'fast-check'
import { filterOf } from './queue-filter'
import { fieldSpec, queueFields } from './queue-fields'
import {
  isNarrowed,
  narrowed,
  plainQueue,
  queueQuery,
  urlQueryOf,
  valuesOf,
  withCondition,
  withValues,
  type Queue,
} from './queue-query'
import type { UrlQuery } from './url-query'

/** Through a real address and back, as a shared link goes. */
function throughTheUrl(query: UrlQuery): UrlQuery {
  const params = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))
  return Object.fromEntries(new URLSearchParams(params.toString()))
}

const aField = fc.constantFrom(...queueFields)
const aMode = fc.constantFrom('only' as const, 'not' as const)
const aChange = fc.tuple(aField, aMode, fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { maxLength: 4 }))
const aQueue = fc
  .record({
    changes: fc.array(aChange, { maxLength: 6 }),
    text: fc.string().map((text) => text.trim()),
    within: fc.option(fc.integer({ min: 1, max: 90_000 }).map((minutes) => minutes * 60)),
    isAnyStatus: fc.boolean(),
    extra: fc.option(fc.record({ number: fc.record({ eq: fc.nat() }) })),
    field: fc.constantFrom('RISK_SCORE' as const, 'SEVERITY' as const, 'EVENT_AT' as const, 'NUMBER' as const),
    direction: fc.constantFrom('ASC' as const, 'DESC' as const),
  })
  .map(({ changes, field, direction, ...rest }): Queue => {
    const start: Queue = { ...plainQueue, ...rest, order: { field, direction } }
    return changes.reduce((queue, [name, mode, values]) => {
      const choices = fieldSpec(name).choices
      const possible = choices
        ? values.map((value) => choices[value.length % choices.length] ?? '')
        : values.filter((value) => value.trim())
      return withValues(queue, name, mode, possible)
    }, start)
  })

it('finds every queue again in its own address', () => {
  fc.assert(
    fc.property(aQueue, (queue) => {
      fc.pre(queue.within === null || /^[1-9]\d{0,4}[mhd]$/.test(urlQueryOf(queue).since as string))
      const read = queueQuery(throughTheUrl(urlQueryOf(queue)))
      expect(read.faults).toEqual([])
      expect(read.queue).toEqual(queue)
    }),
  )
})

it('reads any address as some queue', () => {
  const aName = fc.constantFrom('status', 'host!', 'assignee', 'since', 'sort', 'filter', 'q', 'ip')
  const aValue = fc.oneof(fc.string(), fc.constant(null), fc.array(fc.oneof(fc.string(), fc.constant(null))))
  fc.assert(
    fc.property(fc.dictionary(aName, aValue), (query) => {
      const { queue, faults } = queueQuery(query)
      expect(queueQuery(urlQueryOf(queue)).queue).toEqual(queue)
      expect(faults.every((fault) => fault.length > 0)).toBe(true)
    }),
  )
})

it.each<[UrlQuery, object]>([
  [{}, { isOpen: true }],
  [{ status: 'all' }, {}],
  [{ status: 'NEW,IN_PROGRESS' }, { status: { in: ['NEW', 'IN_PROGRESS'] } }],
  [{ 'status!': 'ESCALATED' }, { isOpen: true, and: [{ not: { status: { in: ['ESCALATED'] } } }] }],
  [{ status: 'all', assignee: 'me' }, { assignee: { me: true } }],
  [{ status: 'all', assignee: 'none' }, { assignee: { isNull: true } }],
  [
    { status: 'all', assignee: 'me,none' },
    { and: [{ or: [{ assignee: { me: true } }, { assignee: { isNull: true } }] }] },
  ],
  [{ status: 'all', tag: 'a,b' }, { tags: { hasAny: ['a', 'b'] } }],
  [{ status: 'all', ip: '10.0.0.0/8' }, { anyIp: { in: ['10.0.0.0/8'] } }],
  [{ status: 'all', host: 'a\\,b,c' }, { host: { in: ['a,b', 'c'] } }],
  [
    { status: 'all', since: '24h', q: 'mimikatz' },
    { firstSeenAt: { within: 86_400 }, text: 'mimikatz' },
  ],
  [{ status: 'all', filter: '{"number":{"eq":7}}' }, { and: [{ number: { eq: 7 } }] }],
])('%j asks the server for %j', (query, filter) => {
  expect(queueQuery(query)).toMatchObject({ filter, faults: [] })
})

it.each<[UrlQuery, RegExp]>([
  [{ status: 'OPENED' }, /Status “OPENED” does not exist/],
  [{ severity: 'high' }, /Severity “high” does not exist/],
  [{ since: 'yesterday' }, /no span of time/],
  [{ sort: 'colour' }, /no order “colour”/],
  [{ filter: '{' }, /not readable/],
  [{ filter: '[]' }, /not readable/],
  [{ filter: '{"colour":{"eq":"red"}}' }, /not readable/],
  [{ filter: '{"or":[{"not":{"colour":{"eq":"red"}}}]}' }, /not readable/],
])('leaves out what it cannot read in %j and says so', (query, words) => {
  const { queue, filter, faults } = queueQuery(query)
  expect(queue).toEqual(plainQueue)
  expect(filter).toEqual({ isOpen: true })
  expect(faults).toEqual([expect.stringMatching(words)])
})

describe('withCondition', () => {
  it('narrows to one value and takes back that it was kept out', () => {
    const url = withCondition({ 'host!': 'a,b', host: 'c', open: 'x', sort: 'number' }, 'host', 'a', 'only')
    expect(url).toEqual({ host: 'a', 'host!': 'b', open: 'x', sort: 'number' })
  })

  it('keeps out one value and no longer asks for it', () => {
    expect(withCondition({ host: 'a,c', 'host!': 'b' }, 'host', 'a', 'not')).toEqual({ host: 'c', 'host!': 'b,a' })
  })

  it('asks for a status instead of any', () => {
    expect(withCondition({ status: 'all' }, 'status', 'CLOSED', 'only')).toEqual({ status: 'CLOSED' })
  })
})

it('knows whether anything is asked for beyond the open alerts', () => {
  expect(isNarrowed(plainQueue)).toBe(false)
  expect(isNarrowed(narrowed(plainQueue, 'host', 'a', 'not'))).toBe(true)
  expect(valuesOf(narrowed(plainQueue, 'host', 'a', 'not'), 'host', 'not')).toEqual(['a'])
  expect(filterOf(plainQueue)).toEqual({ isOpen: true })
})
