import fc from 'fast-check'
import { canonicalOf, understoodAs } from './observable.canonical'
import { iocKey, observableId } from './observable.id'
import { ObservableType, observableTypes } from './observable.type'

const {
  CVE,
  DOMAIN,
  EMAIL_ADDRESS,
  FILE_PATH,
  HASH_MD5,
  HASH_SHA256,
  HOSTNAME,
  IP_ADDRESS,
  MAC_ADDRESS,
  SUBNET,
  URL,
  USER,
} = ObservableType

it.each<[ObservableType, string, string | null]>([
  [IP_ADDRESS, ' 10.1.2.3 ', '10.1.2.3'],
  [IP_ADDRESS, '2001:DB8:0:0::1', '2001:db8::1'],
  [IP_ADDRESS, '::ffff:10.1.2.3', '10.1.2.3'],
  [IP_ADDRESS, 'fe80::1%eth0', 'fe80::1'],
  [IP_ADDRESS, '0.0.0.0', null],
  [IP_ADDRESS, '::', null],
  [IP_ADDRESS, '10.1.2', null],
  [IP_ADDRESS, 'web-1', null],
  [SUBNET, '10.0.0.0/8', '10.0.0.0/8'],
  [SUBNET, '10.0.0.0', null],
  [HOSTNAME, 'WEB-1.Example.TEST.', 'web-1.example.test'],
  [DOMAIN, 'Bücher.test', 'bücher.test'],
  [DOMAIN, 'no domain', null],
  [HOSTNAME, '10.1.2.3', null],
  [DOMAIN, `${'a'.repeat(254)}`, null],
  [USER, 'ACME\\Ana', 'ACME\\Ana'],
  [USER, '  ', null],
  [EMAIL_ADDRESS, '"Ana" <Ana@X.test>', 'ana@x.test'],
  [EMAIL_ADDRESS, 'ana', null],
  [URL, 'https://X.test/Path', 'https://X.test/Path'],
  [URL, '/path', null],
  [HASH_MD5, 'D41D8CD98F00B204E9800998ECF8427E', 'd41d8cd98f00b204e9800998ecf8427e'],
  [HASH_MD5, '0'.repeat(32), null],
  [HASH_SHA256, 'd41d8cd98f00b204e9800998ecf8427e', null],
  [MAC_ADDRESS, '00-1A-2b-3c-4D-5e', '00:1a:2b:3c:4d:5e'],
  [CVE, 'cve-2021-44228', 'CVE-2021-44228'],
  [USER, 'a\0b', null],
  [USER, '\ud800', null],
  [URL, `https://${'x'.repeat(2_000)}`, null],
])('writes %s %j as %j', (type, text, canonical) => {
  expect(canonicalOf(type, text)).toBe(canonical)
})

it('refangs what people defang, and no paths', () => {
  expect(understoodAs(DOMAIN, 'evil[.]test')?.value).toBe('evil.test')
  expect(understoodAs(FILE_PATH, 'C:\\Users\\ana\\.ssh')?.value).toBe('C:\\Users\\ana\\.ssh')
})

it('writes any text in one way, which it keeps', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.ipV4(),
    fc.ipV6(),
    fc.domain(),
    fc.emailAddress(),
    fc.webUrl(),
  )
  fc.assert(
    fc.property(fc.constantFrom(...observableTypes), text, (type, given) => {
      const once = canonicalOf(type, given)
      if (once !== null) expect(canonicalOf(type, once)).toBe(once)
    }),
  )
})

describe('the id', () => {
  const tenant = '019aa0c0-0000-7000-8000-000000000001'

  it('is a UUID of version 8, made from tenant, type and value, whatever its case', () => {
    const id = observableId(tenant, { type: USER, value: 'Ana' })
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(observableId(tenant, { type: USER, value: 'ANA' })).toBe(id)
    expect(observableId(tenant, { type: HOSTNAME, value: 'Ana' })).not.toBe(id)
    expect(observableId(tenant.replace(/1$/, '2'), { type: USER, value: 'Ana' })).not.toBe(id)
  })

  it('tells apart what the key of an IOC tells apart', () => {
    expect(iocKey({ type: USER, value: 'ANA' })).toBe(iocKey({ type: USER, value: 'ana' }))
    expect(iocKey({ type: USER, value: 'ana' })).not.toBe(iocKey({ type: HOSTNAME, value: 'ana' }))
  })
})
