import { statusChoice, statusFilter } from './status-filter'

it.each([
  [undefined, { isOpen: true }],
  ['nonsense', { isOpen: true }],
  ['all', {}],
  ['CLOSED', { status: { in: ['CLOSED'] } }],
])('reads ?status=%s as a filter', (query, filter) => {
  expect(statusFilter(statusChoice(query))).toEqual(filter)
})
