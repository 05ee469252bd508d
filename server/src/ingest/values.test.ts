import fc from 'fast-check'
import type { Reading } from './reading/reading'
import { checked } from './reading/checked'
import { iocKey } from '../observables/observable.id'
import { canonicalOf } from '../observables/observable.canonical'
import { ObservableType, observableTypes } from '../observables/observable.type'
import type { Finding } from './finding'
import { valuesOf } from '../alerts/alert.values'
import { indicatorsOf } from './indicators'

const understanding = { normaliser: 'test', name: 'Test', recognisedBy: 'the test' }
const findingOf = (reading: Reading): Finding => checked(reading, { name: 'S', product: 'generic' }, understanding)

const heldBy = (reading: Reading): string[] => valuesOf(findingOf(reading)).map(({ type, value }) => `${type} ${value}`)

it('finds the values of the fields, and what the normaliser found besides', () => {
  const held = heldBy({
    ...{ srcIp: '10.1.2.3', dstIp: '2001:DB8::1', host: 'WEB-1', user: 'ACME\\Ana', domain: 'Evil.test' },
    ...{ url: 'https://cdn.evil.test/a.exe', fileName: 'a.exe', md5: 'D41D8CD98F00B204E9800998ECF8427E' },
    ...{ mailSender: 'Bad <Bad@evil.test>', mailRecipients: ['ana@x.test'], resource: 'arn:aws:s3:::b' },
    process: { name: 'a.exe', path: 'C:\\a.exe', user: 'acme\\ana', parent: { name: 'explorer.exe' } },
    observables: [
      { type: 'CVE', value: 'cve-2021-44228' },
      { type: 'DOMAIN', value: 'evil[.]test' },
      { type: 'SHOE', value: 'left' },
      { type: 'IP_ADDRESS', value: 'no address' },
    ],
  })
  expect(held).toEqual([
    ...['IP_ADDRESS 10.1.2.3', 'IP_ADDRESS 2001:db8::1', 'HOSTNAME web-1', 'USER ACME\\Ana', 'DOMAIN evil.test'],
    ...['URL https://cdn.evil.test/a.exe', 'DOMAIN cdn.evil.test', 'HASH_MD5 d41d8cd98f00b204e9800998ecf8427e'],
    ...['FILE_NAME a.exe', 'EMAIL_ADDRESS bad@evil.test', 'EMAIL_ADDRESS ana@x.test', 'RESOURCE arn:aws:s3:::b'],
    ...['PROCESS_NAME a.exe', 'FILE_PATH C:\\a.exe', 'CVE CVE-2021-44228'],
  ])
})

it('takes an address for what it is where products have no name', () => {
  expect(heldBy({ host: '10.1.2.3', url: 'http://10.1.2.4:8080/x' })).toEqual([
    'IP_ADDRESS 10.1.2.3',
    'URL http://10.1.2.4:8080/x',
    'IP_ADDRESS 10.1.2.4',
  ])
})

it('finds nothing in an item that says nothing', () => {
  expect(heldBy({ host: 'N/A', user: '-', srcIp: '0.0.0.0' })).toEqual([])
})

it('holds at most 100, each once, in one spelling, whatever a payload says', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.ipV4(), fc.ipV6(), fc.domain(), fc.webUrl())
  const value = fc.oneof(text, fc.integer(), fc.constant(null), fc.constant({}))
  const seen = fc.record({ type: fc.constantFrom(...observableTypes, 'SHOE'), value })
  const reading = fc.record({
    ...{ srcIp: value, host: value, user: value, domain: value, url: value, mailSender: value, sha256: value },
    observables: fc.array(seen, { maxLength: 130 }),
  })
  fc.assert(
    fc.property(reading, (given) => {
      const held = valuesOf(findingOf(given))
      expect(held.length).toBeLessThanOrEqual(100)
      expect(new Set(held.map(iocKey)).size).toBe(held.length)
      for (const one of held) expect(canonicalOf(one.type, one.value)).toBe(one.value)
    }),
  )
})

it('reads the indicators of a feed, defanged ones too', () => {
  const told = { name: 'Emotet', tlp: 'tlp:red', validFrom: '2026-01-01T00:00:00Z' }
  const finding = findingOf({
    kind: 'INDICATOR',
    indicators: [
      { ...told, type: 'DOMAIN', value: 'Evil[.]test' },
      { type: 'SHOE', value: 'x' },
    ],
  })
  expect(indicatorsOf(finding)).toEqual([
    {
      ...{ type: ObservableType.DOMAIN, value: 'evil.test', name: 'Emotet', tlp: 'tlp:red' },
      ...{ validFrom: new Date('2026-01-01T00:00:00Z'), validUntil: null },
    },
  ])
})
