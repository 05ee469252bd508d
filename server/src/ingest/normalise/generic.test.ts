import fc from 'fast-check'
import { Severity } from '../../scoring/severity'
import { isJsonObject, type JsonObject } from '../finding'
import { normalise } from './normalise'

const sender = { name: 'The SIEM', product: 'generic' }
const read = (item: JsonObject) => normalise(item, sender)

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

it.each([
  ['rule.level', 6, 'LOW'],
  ['rule.level', 7, 'MEDIUM'],
  ['rule.level', 12, 'HIGH'],
  ['rule.level', 15, 'CRITICAL'],
  ['alert.severity', 1, 'HIGH'],
  ['alert.severity', 4, 'INFORMATIONAL'],
  ['detail.severity', 5.5, 'MEDIUM'],
  ['detail.severity', 8.9, 'HIGH'],
  ['detail.severity', 0, 'UNKNOWN'],
])('takes %s %j for %s, because it stands where one product has it', (path, level, severity) => {
  const [outer = '', inner = ''] = path.split('.')
  expect(read({ [outer]: { [inner]: level } }).severity).toBe(severity)
  expect(read({ [outer]: { [inner]: level }, severity: 'critical' }).severity).toBe('CRITICAL')
})

it('reads names that products share, wherever they stand', () => {
  expect(read({ 'kibana.alert.rule.name': 'r', message: 'm', 'kibana.alert.severity': 'high' })).toMatchObject({
    title: 'r', severity: 'HIGH', description: 'm',
  }) // prettier-ignore
  expect(read({ alert: { signature: 's' }, event_type: 'alert', src_ip: '192.0.2.1' })).toMatchObject({
    title: 's', entity: '192.0.2.1',
  }) // prettier-ignore
  expect(read({ rule: 'Shell in a container', priority: 'Warning', output_fields: { 'user.name': 'root' } })).toMatchObject({
    title: 'Shell in a container', severity: 'MEDIUM', user: 'root',
  }) // prettier-ignore
  expect(read({ title: 't', evidence: [{ deviceDnsName: 'pc-1' }], mitreTechniques: ['T1566', 'odd'] })).toMatchObject({
    entity: 'pc-1', techniques: ['T1566'],
  }) // prettier-ignore
})

it('takes no hash of zeros for one, and a time whose zone has no colon', () => {
  const item = {
    event: { SHA256String: '0'.repeat(64), MD5String: '0a'.repeat(16) },
    timestamp: '2026-01-02T03:04:05.678+0100',
  }
  expect(read(item)).toMatchObject({
    sha256: null,
    md5: '0a'.repeat(16),
    eventAt: new Date('2026-01-02T02:04:05.678Z'),
  })
})

it('leaves out what is no address, time, link or exact number', () => {
  const odd = {
    source_ip: '10.0.0.0/8',
    event_time: '2026-02-30 03:04:05',
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
  expect(normalise({ source: 'demo' }, { name: 'W', product: 'own tool' }).product).toBe('own tool')
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
    'alert',
    'detail',
    'event',
    'evidence',
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
