import { hueOf, initialsOf } from './identity'

it.each([
  ['Ada Lovelace', 'AL'],
  ['admin', 'A'],
  ['Jean-Luc van den Berg', 'JB'],
  ['  Žofie  ', 'Ž'],
  ['李 小龍', '李小'],
  ['…', '?'],
])('abbreviates %s as %s', (name, initials) => expect(initialsOf(name)).toBe(initials))

it('keeps a colour and tells neighbours apart', () => {
  const [one, other] = ['0190a1b2-0000-7000-8000-000000000001', '0190a1b2-0000-7000-8000-000000000002']
  expect(hueOf(one)).toBe(hueOf(one))
  expect(hueOf(one)).not.toBe(hueOf(other))
})
