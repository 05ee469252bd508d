import { labelsOf } from './labels'

it.each([
  [{ team: 'blue', port: 22, empty: '', nested: {} }, ['team=blue', 'port=22']],
  [[{ key: 'Name', value: 'web' }, { Key: 'Team', Value: 'blue' }, { key: 'bare' }, 'odd', null], ['Name=web', 'Team=blue']],
  [null, []],
  ['text', []],
])('writes the labels of %j', (labels, written) => {
  expect(labelsOf(labels)).toEqual(written)
}) // prettier-ignore

it('takes at most 200', () => {
  const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`label${at}`, at]))
  expect(labelsOf(many)).toHaveLength(200)
})
