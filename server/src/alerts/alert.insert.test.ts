import { anAlert, someAlerts } from '../../test/alerts'
import { analystOf, aTenant, testPlatform } from '../../test/harness'
import { ActorKind } from '../audit/actor'
import type { Platform } from '../platform/context'
import { statementCount } from '../platform/database'
import { newId } from '../platform/ids'
import { Severity } from '../scoring/severity'
import { blankAlert } from './alert.blank'
import { alertWrites, type NewAlert } from './alert.insert'
import { alertById, rawTextOf, tagsOf, techniquesOf } from './alert.loader'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const full: Partial<NewAlert> = {
  title: 'Brute force',
  description: 'Ten in a minute',
  severity: Severity.HIGH,
  severitySetBy: ActorKind.SOURCE,
  vendorSeverity: '7',
  vendorId: 'v-1',
  ruleId: 'r-1',
  ruleName: 'SSH',
  link: 'https://siem.example/1',
  product: 'wazuh',
  entity: 'web-1',
  host: 'web-1',
  user: 'root',
  resource: 'arn:x',
  cloudAccount: '123',
  srcIp: '10.0.0.1',
  srcPort: 22,
  dstIp: '2001:db8::1',
  dstPort: 443,
  domain: 'x.test',
  url: 'http://x.test/',
  fileName: 'a.exe',
  md5: 'm',
  sha1: 's',
  sha256: 'S',
  mailSender: 'a@x.test',
  mailRecipients: ['b@x.test', 'c,"}{@x.test'],
  mailSubject: 'Hi',
  tactics: ['TA0006'],
  disposition: 'Blocked',
  riskScore: 33.3,
  riskExplanation: [{ factor: 'severity', points: 33.3, why: 'because' }],
  anomalyScore: 0.25,
  eventAt: new Date('2026-01-02T03:04:05.678Z'),
  firstSeenAt: new Date('2026-01-02T03:05:00.123Z'),
}

it('stores every field as given', async () => {
  const ctx = await analystOf(platform)
  const raw = '{ "a":1,\n"big": 123456789012345678901234567890, "nul":"\\u0000" }'
  const { id } = await anAlert(platform, ctx.tenant.id, { ...full, raw, tags: ['b', 'A'], techniques: ['T1110'] })
  const { firstSeenAt } = full
  const stored = await alertById(ctx, id)
  expect(stored).toMatchObject({
    ...full,
    status: 'NEW',
    version: 1,
    changeSeq: 1,
    occurrences: 1,
    lastSeenAt: firstSeenAt,
    updatedAt: firstSeenAt,
  })
  expect(stored).toMatchObject({ severityId: 4, verdict: null, assigneeId: null, acknowledgedAt: null, closedAt: null })
  expect(await tagsOf(ctx, id)).toEqual(['A', 'b'])
  expect(await techniquesOf(ctx, id)).toEqual(['T1110'])
  expect(await rawTextOf(ctx, id)).toBe(raw)
})

it('keeps empty as null and the first spelling of a tag', async () => {
  const ctx = await analystOf(platform)
  const { id } = await anAlert(platform, ctx.tenant.id, { tags: ['VIP', 'vip', 'Vip'] })
  expect(await alertById(ctx, id)).toMatchObject({
    host: null,
    description: null,
    eventAt: null,
    anomalyScore: null,
    mailRecipients: [],
  })
  expect(await tagsOf(ctx, id)).toEqual(['VIP'])
  expect(await rawTextOf(ctx, id)).toBeNull()
})

it('replaces what Postgres cannot hold', async () => {
  const ctx = await analystOf(platform)
  const { id } = await anAlert(platform, ctx.tenant.id, {
    title: 'a\0b\ud800',
    host: '\\u0000 stays',
    tags: ['x\0'],
    mailRecipients: ['\0'],
    eventAt: new Date('0000-01-01T00:00:00Z'),
  })
  expect(await alertById(ctx, id)).toMatchObject({
    title: 'a\ufffdb\ufffd',
    host: '\\u0000 stays',
    mailRecipients: ['\ufffd'],
    eventAt: null,
  })
  expect(await tagsOf(ctx, id)).toEqual(['x\ufffd'])
})

it('takes a constant number of statements, also as the ingest over several tenants', async () => {
  const tenants = [await aTenant(platform), await aTenant(platform)]
  const alerts = tenants.flatMap((tenant) => Array.from({ length: 50 }, (_, index) => anyAlert(tenant.id, index + 1)))
  const statements: string[] = []
  await statementCount.run({ statements }, () =>
    platform.database.acrossTenants(
      'tocsin_ingest',
      tenants.map((tenant) => tenant.id),
      (db) => db.write(alertWrites(alerts)),
    ),
  )
  expect(statements).toHaveLength(1)
  for (const tenant of tenants) {
    const ctx = await analystOf(platform, tenant)
    expect(await tagsOf(ctx, alerts.find((alert) => alert.tenantId === tenant.id)?.id ?? '')).toEqual(['t'])
  }
})

it('cannot store into another tenant', async () => {
  const [acme, globex] = [await aTenant(platform), await aTenant(platform)]
  const attempt = platform.database.transaction({ tenantId: acme.id }, (db) =>
    db.write(alertWrites([anyAlert(globex.id, 1)])),
  )
  await expect(attempt).rejects.toThrow(/row-level security/)
})

it('stores nothing for nothing', async () => {
  const statements: string[] = []
  const { id } = await aTenant(platform)
  await statementCount.run({ statements }, () => someAlerts(platform, id, []))
  expect(statements.filter((sql) => sql.includes('INSERT INTO alert '))).toEqual([])
})

const anyAlert = (tenantId: string, number: number): NewAlert => ({
  ...blankAlert,
  tenantId,
  number,
  id: newId(),
  title: 'x',
  severity: Severity.LOW,
  severitySetBy: ActorKind.SOURCE,
  riskScore: 1,
  riskExplanation: [],
  firstSeenAt: new Date(),
  tags: ['t'],
  techniques: ['T1'],
  raw: '{}',
})
