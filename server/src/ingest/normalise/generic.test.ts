import fc from 'fast-check'
import { Severity } from '../../scoring/severity'
import { isJsonObject, type JsonObject } from '../finding'
import { normaliseGeneric } from './generic'

const sender = { name: 'The SIEM', product: 'generic' }
const read = (item: JsonObject) => normaliseGeneric(item, sender)

it('reads the common form', () => {
  expect(read({ source: 'demo', type: 'alert', severity: 'high', entity: 'srv-1', raw: {} })).toMatchObject({
    title: 'alert', product: 'demo', severity: 'HIGH', vendorSeverity: 'high', entity: 'srv-1', host: 'srv-1',
  }) // prettier-ignore
  const event = {
    event_type: 'malware',
    severity: 'High',
    source_ip: '192.168.1.100',
    message: 'Suspicious executable',
    event_time: '2026-01-02T03:04:05.678901+01:00',
  }
  expect(read(event)).toMatchObject({
    title: 'Suspicious executable', srcIp: '192.168.1.100', entity: '192.168.1.100', host: null, eventAt: new Date('2026-01-02T02:04:05.678Z'),
  }) // prettier-ignore
})

it.each([
  [{ title: 't', message: 'm', type: 'x' }, 't'],
  [{ message: 'm', type: 'x' }, 'm'],
  [{ type: 'x', rule: { description: 'r' } }, 'x'],
  [{ rule: { description: 'r' } }, 'r'],
  [{ title: ' \u0000 ' }, 'Alert from The SIEM'],
  [{}, 'Alert from The SIEM'],
])('titles %j', (item, title) => {
  expect(read(item).title).toBe(title)
})

it.each([
  ['CRITICAL', Severity.CRITICAL],
  ['warning', Severity.MEDIUM],
  ['info', Severity.INFORMATIONAL],
  ['Emergency', Severity.FATAL],
  ['constructor', Severity.UNKNOWN],
  [3, Severity.UNKNOWN],
  [null, Severity.UNKNOWN],
])('takes severity %j for %s', (severity, expected) => {
  expect(read({ severity })).toMatchObject({
    severity: expected,
    vendorSeverity: severity === null ? null : String(severity),
  })
})

it('leaves out what is no address, time, link or exact number', () => {
  const odd = {
    source_ip: '10.0.0.0/8',
    event_time: '2026-01-02 03:04:05',
    link: 'javascript:alert(1)',
    id: 12345678901234567890,
    dest_port: 99_999,
  }
  expect(read(odd)).toMatchObject({ srcIp: null, eventAt: null, link: null, vendorId: null, dstPort: null })
})

it('takes an entity for a host only when it is one word', () => {
  for (const entity of ['alice@example.net', '10.1.2.3', 'two words', '42'])
    expect(read({ entity })).toMatchObject({ entity, host: null })
  expect(read({ entity: 'db.example.net' }).host).toBe('db.example.net')
})

it('takes the product that the source is set up for over what the payload says', () => {
  expect(normaliseGeneric({ source: 'demo' }, { name: 'W', product: 'wazuh' }).product).toBe('wazuh')
})

it('finds something storable in any object', () => {
  const keys = [
    'title',
    'message',
    'type',
    'severity',
    'entity',
    'tags',
    'source_ip',
    'timestamp',
    'rule',
    'description',
    'id',
    'host',
  ]
  const item = fc.dictionary(fc.constantFrom(...keys), fc.jsonValue({ maxDepth: 3 }))
  fc.assert(
    fc.property(item.filter(isJsonObject), (one) => {
      const finding = read(one)
      expect(finding.title.length).toBeGreaterThan(0)
      expect(finding.title.length).toBeLessThanOrEqual(300)
      for (const tag of finding.tags) expect(tag.length >= 1 && tag.length <= 100).toBe(true)
      expect(JSON.stringify({ ...finding, vendorId: null })).not.toMatch(/\\u0000|\\ud[89a-f]/)
    }),
  )
})
