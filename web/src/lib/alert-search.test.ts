import { alertSearch } from './alert-search'

it.each(['1042', '#1042', 'ACME-1042', 'acme-1042', ' 1042 '])('reads %s as a number', (text) =>
  expect(alertSearch(text, 'acme')).toEqual({ number: { eq: 1042 } }),
)

it.each(['web-1', 'GLOBEX-1042', 'lsass dump'])('searches for the words of %s', (text) =>
  expect(alertSearch(text, 'acme')).toEqual({ text }),
)

it('knows a tenant with a dash in its name', () =>
  expect(alertSearch('BIG-CO-7', 'big-co')).toEqual({ number: { eq: 7 } }))

it.each(['', ' ', 'a'])('does not ask for “%s”', (text) => expect(alertSearch(text, 'acme')).toBeNull())
