import { safeReturnPath } from './safe-return-path'

it.each(['/', '/t/acme/alerts?status=NEW', '/t/acme/alerts/1#history'])('keeps %s', (path) => {
  expect(safeReturnPath(path)).toBe(path)
})

it.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  '/\t/evil.example',
  '',
  undefined,
  ['/a'],
  '/sign-in?next=/',
])('refuses %j', (path) => {
  expect(safeReturnPath(path)).toBeNull()
})
