import { PrivilegedNames } from './privileged.names'

const names = new PrivilegedNames(['root', 'corp\\admin', 'boss@sales.example', 'boss@hr.example'])

it.each([
  ['root', true],
  ['ROOT', true],
  ['anywhere\\root', true],
  ['root@host.example', true],
  ['CORP\\Admin', true],
  ['admin', true], // of which domain is not said
  ['admin@corp.example', true],
  ['admin@corp', true],
  ['other\\admin', false],
  ['admin@other.example', false],
  ['hr\\boss', true],
  ['it\\boss', false],
  ['adm', false],
  ['', false],
  ['\\', false],
  ['@', false],
])('says of %j: %j', (user, isPrivileged) => {
  expect(names.has(user)).toBe(isPrivileged)
})
