import { sameSection } from './tenant-path'

it.each([
  ['/t/acme/alerts', '/t/globex/alerts'],
  ['/t/acme/alerts/0190', '/t/globex/alerts'],
  ['/t/acme/sources/siem', '/t/globex/sources'],
  ['/t/acme/settings/members', '/t/globex/settings/members'],
  ['/t/acme/settings', '/t/globex/alerts'],
  ['/t/acme/no-such-page', '/t/globex/alerts'],
  ['/tenants', '/t/globex/alerts'],
])('from %s to %s', (from, to) => expect(sameSection(from, 'globex')).toBe(to))
