import { byType, isBadAt, observableFilterWords, queueOfValue, typeLabel } from './observable-words'
import { queueQuery } from './queue-query'

const held = (type: string, value: string, isIoc = false) => ({ type, value, isIoc })

it('groups values by type, what is bad first, and a type that is not known last', () => {
  const groups = byType([
    held('NEW_TYPE', 'x'),
    held('DOMAIN', 'good.example'),
    held('DOMAIN', 'evil.example', true),
    held('IP_ADDRESS', '10.0.0.1'),
  ])
  expect(groups.map(({ type, values }) => [type, ...values.map(({ value }) => value)])).toEqual([
    ['IP_ADDRESS', '10.0.0.1'],
    ['DOMAIN', 'evil.example', 'good.example'],
    ['NEW_TYPE', 'x'],
  ])
  expect(typeLabel('NEW_TYPE')).toBe('New type')
  expect(typeLabel('HASH_SHA256')).toBe('SHA-256')
})

it('makes an address that the queue reads as that value, closed alerts too', () => {
  const { filter, queue, faults } = queueQuery(queueOfValue('DOMAIN', 'evil.example'))
  expect(faults).toEqual([])
  expect(queue.isAnyStatus).toBe(true)
  expect(filter).toEqual({ and: [{ observable: { type: 'DOMAIN', value: { eq: 'evil.example' } } }] })
})

it('says a filter for one value in words, defanged', () => {
  const observable = { type: 'DOMAIN', value: { eq: 'evil.example' } }
  expect(observableFilterWords({ observable })).toBe('Domain evil[.]example')
  expect(observableFilterWords({ observable, isOpen: true })).toBeNull()
  expect(observableFilterWords({ observable: { value: { contains: 'evil' } } })).toBeNull()
})

it.each([
  [{ isIoc: false }, false],
  [{ isIoc: true }, true],
  [{ isIoc: true, validUntil: '2026-01-01T00:00:00Z' }, false],
  [{ isIoc: true, validUntil: '2026-01-03T00:00:00Z' }, true],
  [{ isIoc: true, validFrom: '2026-01-03T00:00:00Z' }, false],
])('knows of %o that it is bad now: %s', (ioc, expected) => {
  expect(isBadAt(ioc, Date.parse('2026-01-02T00:00:00Z'))).toBe(expected)
})
