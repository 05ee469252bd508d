import { passwordHint } from './password-hint'

it.each([
  ['', 'At least 12 characters; a long phrase is best'],
  ['short', '7 more to go'],
  ['😀'.repeat(11), '1 more to go'],
  ['a long phrase', null],
  ['a'.repeat(257), 'At most 256 characters'],
])('of %j says %j', (password, hint) => {
  expect(passwordHint(password)).toBe(hint)
})
