import { filterChips, spanWords } from './queue-chips'
import { queueQuery, urlQueryOf } from './queue-query'

const chipsOf = (query: Record<string, string>) =>
  filterChips(queueQuery(query).queue, (_, value) => `name of ${value}`)

it('says each condition in words', () => {
  const chips = chipsOf({
    severity: 'HIGH,CRITICAL',
    'host!': 'web-1',
    assignee: 'me,u1',
    since: '1d',
    q: 'dump',
    filter: '{"number":{"eq":1}}',
  })
  expect(chips.map(({ label }) => label)).toEqual([
    'Severity: High, Critical',
    'Assignee: Me, name of u1',
    'Host is not name of web-1',
    'First seen in the last 24 h',
    '“dump”',
    'A filter of its own',
  ])
})

it('gives the queue without the condition', () => {
  const [status, host] = chipsOf({ status: 'all', host: 'a' })
  expect(urlQueryOf(status!.without)).toEqual({ host: 'a' })
  expect(urlQueryOf(host!.without)).toEqual({ status: 'all' })
})

it.each([
  [900, '15 min'],
  [86_400, '24 h'],
  [604_800, '7 days'],
  [7_200, '2 h'],
])('%i seconds are %s', (seconds, words) => {
  expect(spanWords(seconds)).toBe(words)
})
