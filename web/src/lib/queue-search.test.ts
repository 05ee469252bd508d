import { completed, fieldHints, pieceAt, searchTokens, valueHints, withSearch } from './queue-search'
import { plainQueue, urlQueryOf } from './queue-query'

const urlOf = (text: string) => urlQueryOf(withSearch(plainQueue, text))

it.each([
  ['mimikatz lsass', { q: 'mimikatz lsass' }],
  ['host:web-1 severity:high', { host: 'web-1', severity: 'HIGH' }],
  ['severity:high severity:critical dump', { severity: 'HIGH,CRITICAL', q: 'dump' }],
  ['-tag:test status:"in progress"', { 'tag!': 'test', status: 'IN_PROGRESS' }],
  ['rule:"Brute force, slow"', { rule: 'Brute force\\, slow' }],
  ['assignee:me', { assignee: 'me' }],
  ['http://evil.test:80 C:\\Temp', { q: 'http://evil.test:80 C:\\Temp' }],
  ['severity:purple', { q: 'severity:purple' }],
  ['host:', { q: 'host:' }],
  ['"two words"', { q: 'two words' }],
])('reads %s', (text, query) => {
  expect(urlOf(text)).toEqual(query)
})

it('adds to the conditions there are and replaces the words', () => {
  const first = withSearch(plainQueue, 'host:a old words')
  expect(urlQueryOf(withSearch(first, 'host:b new'))).toEqual({ host: 'a,b', q: 'new' })
})

describe('hints', () => {
  it('offer the fields that begin with what is typed', () => {
    expect(fieldHints(pieceAt('so', 2)).map(({ text }) => text)).toEqual(['source:', 'src:'])
    expect(fieldHints(pieceAt('-ho', 3))).toEqual([{ text: '-host:', label: 'Host' }])
    expect(fieldHints(pieceAt('host:', 5))).toEqual([])
    expect(fieldHints(undefined)).toEqual([])
  })

  it('offer the values of a named field and quote what has blanks', () => {
    const known = [
      { value: 'web 1', label: 'web 1' },
      { value: 'db', label: 'db' },
    ]
    expect(valueHints(pieceAt('x -host:we', 10), known)).toEqual([{ text: '-host:"web 1"', label: 'web 1' }])
  })

  it('replace the piece under the caret and leave the rest', () => {
    const text = 'foo sev bar'
    const piece = searchTokens(text)[1]!
    expect(completed(text, piece, { text: 'severity:', label: 'Severity' })).toBe('foo severity:bar')
    expect(completed(text, piece, { text: 'severity:HIGH', label: 'High' })).toBe('foo severity:HIGH bar')
  })
})
