import { matching } from './matching'

const table = [[/^a/, 'first'], [/b/, 'second']] as const // prettier-ignore

it.each([
  ['ab', 'first'],
  ['cb', 'second'],
  ['c', null],
  [undefined, null],
  [['a'], null],
])('finds for %j %j', (value, found) => {
  expect(matching(value, table)).toBe(found)
})
