import { isSameRule, listWords, ruleSentences, type Rule } from './dedup-words'

const usual: Rule = {
  byVendorId: true,
  fields: ['title', 'ruleId', 'host'],
  windowSeconds: 86_400,
  memoryDays: 7,
}
const sentences = (change: Partial<Rule>) => ruleSentences({ ...usual, ...change })

it('says a rule in plain sentences', () => {
  expect(ruleSentences(usual)).toEqual([
    'Items with the same vendor id become one alert; without an id, those with the same title, rule id and host.',
    'An open alert takes further items until 24 hours pass without one.',
    'After closing as benign, false positive or duplicate, the same is swallowed for 7 days, unless it comes with a higher severity or from another entity.',
  ])
})

it('says what differs in another rule', () => {
  expect(sentences({ byVendorId: false, fields: ['raw.id'] })[0]).toBe('Items with the same raw.id become one alert.')
  expect(sentences({ windowSeconds: 3_600 })[1]).toMatch(/until 1 hour passes without one/)
  expect(sentences({ memoryDays: 1 })[2]).toMatch(/swallowed for 1 day,/)
  expect(sentences({ memoryDays: 0 })[2]).toBe(
    'Once it is closed, the next such item opens a new alert that links back.',
  )
})

it('promises nothing more where nothing is folded', () => {
  expect(sentences({ windowSeconds: 0 })).toEqual(['Every item becomes an alert of its own: nothing is folded.'])
})

it.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
])('lists %j as %j', (words, said) => {
  expect(listWords(words)).toBe(said)
})

it('tells two rules apart by each of their parts', () => {
  expect(isSameRule(usual, { ...usual, fields: [...usual.fields] })).toBe(true)
  for (const change of [{ byVendorId: false }, { fields: ['title'] }, { windowSeconds: 1 }, { memoryDays: 1 }])
    expect(isSameRule(usual, { ...usual, ...change })).toBe(false)
})
