import { outsideAddress } from './outside-address'

it('tells where a link leads', () => {
  expect(outsideAddress('https://SIEM.example:8443/a?b#c')).toEqual({
    href: 'https://siem.example:8443/a?b#c',
    host: 'siem.example:8443',
    isEncrypted: true,
  })
  expect(outsideAddress('http://siem.example')?.isEncrypted).toBe(false)
})

it('shows look-alike letters for what they are', () => {
  expect(outsideAddress('https://раypal.example')?.host).toMatch(/^xn--/)
})

it.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  '/t/acme',
  'siem.example/a',
  'https://bank.example@evil.example/',
  '',
])('leads nowhere with %j', (text) => {
  expect(outsideAddress(text)).toBeNull()
})
