import { strictestTlp, tlpOf } from './tlp'

it.each([
  ['tlp:white', 'TLP:CLEAR'],
  ['TLP:AMBER+STRICT', 'TLP:AMBER+STRICT'],
  ['red', 'TLP:RED'],
  ['tlp:ex:chr', null],
  [7, null],
])('%p is %p', (word, level) => expect(tlpOf(word)).toBe(level))

it('takes the level that binds most', () => {
  expect(strictestTlp(['tlp:green', 'a tag', 'tlp:amber', null])).toBe('TLP:AMBER')
  expect(strictestTlp([])).toBeNull()
})
