import { queueQuery } from './queue-query'
import { percentWords, queueOfRule, verdictParts } from './rule-words'

it('makes a bar of verdicts: real ones first, then false alarms, all of it 100', () => {
  const parts = verdictParts([
    { verdict: 'FALSE_POSITIVE', count: 3 },
    { verdict: 'BENIGN', count: 4 },
    { verdict: 'TRUE_POSITIVE', count: 1 },
    { verdict: 'TEST', count: 0 },
  ])
  expect(parts.map(({ verdict, width }) => [verdict, width])).toEqual([
    ['TRUE_POSITIVE', 12.5],
    ['FALSE_POSITIVE', 37.5],
    ['BENIGN', 50],
  ])
  expect(verdictParts([])).toEqual([])
})

it.each([
  [null, '–'],
  [0, '0 %'],
  [1 / 3, '33 %'],
])('says the rate %s as %s', (rate, words) => {
  expect(percentWords(rate)).toBe(words)
})

it('makes an address that the queue reads as the alerts of the rule', () => {
  const { filter, faults } = queueQuery(queueOfRule({ product: 'wazuh', ruleId: '5712, b' }))
  expect(faults).toEqual([])
  expect(filter).toEqual({ and: [{ product: { eq: 'wazuh' }, ruleId: { eq: '5712, b' } }] })
})
