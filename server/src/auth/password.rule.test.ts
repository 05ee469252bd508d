import { normalisePassword, passwordFault } from './password.rule'

const email = 'ana@example.test'

it.each([
  ['11 characters', 'abcdefghijk'],
  ['257 characters', 'x'.repeat(257)],
  ['the e-mail in other letters', 'ANA@Example.TEST'],
  ['NUL', 'a long\u0000password'],
])('refuses %s', (_case, password) => {
  expect(passwordFault(password, email)).toEqual(expect.any(String))
})

it.each([
  ['12 characters', 'abcdefghijkl'],
  ['256 characters', 'x'.repeat(256)],
  ['12 emoji, which are 24 UTF-16 units', '🔔'.repeat(12)],
  ['spaces', 'correct horse battery'],
])('takes %s', (_case, password) => {
  expect(passwordFault(password, email)).toBeNull()
})

it('counts characters, not UTF-16 units', () => {
  expect(passwordFault('🔔'.repeat(6), email)).toEqual(expect.any(String))
})

it('takes one password however its accents are composed', () => {
  expect(normalisePassword('caf\u0065\u0301')).toBe(normalisePassword('caf\u00e9'))
})
