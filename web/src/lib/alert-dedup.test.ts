import { anAlert } from './alert.builder'
import { comparedOf, isFromEvents, swallowedWords, whyOne } from './alert-dedup'

const dedup = (fields: string[], values: string[]) => ({ __typename: 'Dedup' as const, fields, values })
const folded = anAlert({
  occurrences: 1_204,
  dedup: dedup(['title', 'srcIp', 'raw.data.port'], ['Brute force', '203.0.113.9', '22']),
})

it('shows what was compared, addresses as no links, with the filter that the queue has for it', () => {
  expect(comparedOf(folded)).toEqual([
    { label: 'title', value: 'Brute force', shown: 'Brute force', field: undefined },
    { label: 'source address', value: '203.0.113.9', shown: '203[.]0[.]113[.]9', field: 'srcIp' },
    { label: 'raw.data.port', value: '22', shown: '22', field: undefined },
  ])
  expect(comparedOf(anAlert({ dedup: dedup(['raw'], []) }))).toEqual([])
})

it('says how many events are one alert, and why', () => {
  expect(whyOne(folded)).toBe('1,204 events that say the same in')
  expect(whyOne({ ...folded, occurrences: 1 })).toBe('One event so far. What belongs here says the same in')
  const whole = { dedup: dedup(['raw'], []), occurrences: 2 }
  expect(whyOne(whole)).toBe('2 events that are equal, sign by sign.')
  expect(whyOne({ ...whole, occurrences: 1 })).toMatch(/^One event so far. It names nothing/)
})

it('says what was swallowed without the word of a status', () => {
  expect(swallowedWords({ swallowed: 0 })).toBe('')
  expect(swallowedWords({ swallowed: 1 })).toMatch(/^1 event came .*: it was swallowed/)
  expect(swallowedWords({ swallowed: 3 })).toMatch(/^3 events came .*: they were swallowed/)
})

it('explains nothing of an alert that was opened by hand', () => {
  expect(isFromEvents(anAlert())).toBe(false)
  expect(isFromEvents(folded)).toBe(true)
})
