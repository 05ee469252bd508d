import { tlpOf } from './tlp'

it.each([
  ['TLP:RED', 'TLP:RED'],
  ['tlp:amber+strict', 'TLP:AMBER+STRICT'],
  [' green ', 'TLP:GREEN'],
  ['TLP: White', 'TLP:CLEAR'],
  ['PURPLE', null],
  ['', null],
])('reads %j as %j', (text, word) => {
  expect(tlpOf(text)).toBe(word)
})
