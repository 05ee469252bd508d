import { connectionWords, type ConnectionFacts } from './connection'

const facts = (rest: Partial<ConnectionFacts>): ConnectionFacts => ({
  state: 'reconnecting',
  isOnline: true,
  now: 100_000,
  cutOffAt: 98_000,
  heardAt: 97_000,
  retryAt: 104_000,
  ...rest,
})

it('does not trouble anybody with a short break', () => {
  const words = connectionWords(facts({}))
  expect(words.label).toBe('Reconnecting in 4 s')
  expect(words.banner).toBeUndefined()
})

it('says how old the page is once it is stale', () =>
  expect(connectionWords(facts({ cutOffAt: 61_000, heardAt: 60_000 })).banner).toBe(
    'Cut off from the server. What you see was last updated 40 s ago.',
  ))

it('blames the network where that is the cause', () =>
  expect(connectionWords(facts({ isOnline: false, cutOffAt: 0, heardAt: null }))).toMatchObject({
    label: 'Offline',
    banner: 'This device is offline.',
  }))

it('does not count down while an attempt runs', () =>
  expect(connectionWords(facts({ retryAt: null })).label).toBe('Reconnecting'))

it('warns at once when the server refuses', () =>
  expect(connectionWords(facts({ state: 'refused' })).banner).toContain('no longer live'))
