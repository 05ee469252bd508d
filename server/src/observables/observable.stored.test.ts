import { StoredKeys } from './observable.stored'

it('forgets what was used longest ago', () => {
  const stored = new StoredKeys(2)
  stored.remember(['a', 'b'])
  expect(stored.has('a')).toBe(true)
  stored.remember(['c'])
  expect(['a', 'b', 'c'].map((key) => stored.has(key))).toEqual([true, false, true])
})
