import { rankByText, textScore } from './palette-rank'

it.each([
  ['API keys', 'api'],
  ['API keys', 'keys'],
  ['API keys', 'ak'],
  ['Žofie Dvořák', 'zofie dvorak'],
  ['Close with a verdict', 'verdict close'],
])('%s is found by “%s”', (text, search) => expect(textScore(text, search)).toBeGreaterThan(0))

it.each([
  ['API keys', 'as'],
  ['Sources', 'alerts'],
])('%s is not found by “%s”', (text, search) => expect(textScore(text, search)).toBe(0))

it('puts the likeliest first and keeps the order of equals', () => {
  const found = rankByText(['Unassign', 'Assign to me', 'Reassign', 'Signs'], 'assign', (text) => text)
  expect(found).toEqual(['Assign to me', 'Unassign', 'Reassign'])
  expect(rankByText(['b', 'a'], '', (text) => text)).toEqual(['b', 'a'])
})
