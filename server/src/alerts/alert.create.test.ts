import { aMember, analystOf, testPlatform } from '../../test/harness'
import { assetRegister } from '../assets/asset.register'
import { networkRegister } from '../assets/network.register'
import { privilegedUserRegister } from '../assets/privileged-user.register'
import { addToRegister } from '../assets/register.service'
import { historyOf } from '../audit/history.loader'
import { Role } from '../auth/role'
import { addObservable } from '../observables/observable.service'
import { ObservableType } from '../observables/observable.type'
import type { Platform } from '../platform/context'
import { ruleIdentity } from '../rules/rule.identity'
import { ruleById } from '../rules/rule.loader'
import { Criticality } from '../scoring/criticality'
import { Severity } from '../scoring/severity'
import { createAlert } from './alert.create'
import { alertChangedTopic, type AlertNews } from './alert.events'
import type { CreateAlertInput } from './alert.create.input'
import { alertById, alertNode, rawTextOf, tagsOf, techniquesOf } from './alert.loader'
import { observablesOf } from './alert.observable.loader'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const severity = Severity.HIGH

it('opens an alert that is NEW, scored and on record', async () => {
  const ctx = await analystOf(platform)
  const heard: AlertNews[] = []
  const stop = platform.news.subscribe(alertChangedTopic, (news) => heard.push(...(news as AlertNews[])))
  const input = {
    title: ' Odd login ',
    severity,
    entity: 'web-1',
    description: ' ',
    tags: ['VIP', 'vip', ' x '],
    raw: { b: 1, a: [null] },
  }
  const { alert } = await createAlert(ctx, input)
  stop()
  expect(alert).toMatchObject({
    title: 'Odd login',
    severity,
    severitySetBy: 'USER',
    entity: 'web-1',
    description: null,
    status: 'NEW',
    number: 1,
  })
  expect(alert).toMatchObject({
    riskScore: 80,
    riskExplanation: [{ factor: 'severity', points: 80 }],
    sourceId: null,
    version: 1,
  })
  expect(await tagsOf(ctx, alert.id)).toEqual(['VIP', 'x'])
  expect(await rawTextOf(ctx, alert.id)).toBe('{"a":[null],"b":1}')
  expect(await historyOf(ctx, { objectType: 'alert', objectId: alert.id, first: 10 })).toMatchObject([
    { field: 'status', from: null, to: 'NEW', actor: { kind: 'USER' } },
  ])
  expect(heard).toEqual([{ tenantId: ctx.tenant.id, id: alert.id, changeSeq: 1, changedFields: [], before: null }])
})

it('matches what it says as if a source had sent it: rule, values, score', async () => {
  const admin = await aMember(platform, { role: Role.ADMIN })
  const asset = { host: 'dc01.acme.test', criticality: Criticality.CRITICAL }
  await addToRegister(admin, assetRegister, asset)
  await addToRegister(admin, networkRegister, { cidr: '10.0.0.0/8', name: 'Office', isInternal: true })
  await addToRegister(admin, privilegedUserRegister, { name: 'root' })
  await addObservable(admin, { type: ObservableType.DOMAIN, value: 'evil.test', isIoc: true })
  const { alert } = await createAlert(admin, {
    ...{ title: 'Beacon', severity: Severity.MEDIUM, product: 'EDR', ruleId: 'b-7', ruleName: 'Beacons' },
    ...{
      entity: 'DC01',
      user: 'root',
      srcIp: '10.1.2.3',
      domain: 'Evil[.]test',
      techniques: ['t1071.001', 'T1071.001'],
    },
    observables: [{ type: ObservableType.CVE, value: 'cve-2026-12345' }],
  })
  expect(alert).toMatchObject({
    ...{ host: 'DC01', srcNetwork: 'Office', domain: 'evil.test', product: 'EDR', entity: 'DC01' },
    detectionRuleId: ruleIdentity(admin.tenant.id, 'EDR', 'b-7'),
  })
  expect(alert.assetId).not.toBeNull()
  const factors = alert.riskExplanation.map(({ factor }) => factor)
  expect(factors).toEqual(['severity', 'asset', 'source', 'privilegedUser', 'knownBad'])
  expect((await ruleById(admin, alert.detectionRuleId ?? ''))?.name).toBe('Beacons')
  expect((await observablesOf(admin, alert.id)).map(({ type, value }) => `${type} ${value}`)).toEqual([
    ...['CVE CVE-2026-12345', 'DOMAIN evil.test', 'HOSTNAME dc01', 'IP_ADDRESS 10.1.2.3', 'USER root'],
  ])
  expect(await techniquesOf(admin, alert.id)).toEqual(['T1071.001'])
})

it('takes no entity for more than it is', async () => {
  const admin = await aMember(platform, { role: Role.ADMIN })
  await addToRegister(admin, privilegedUserRegister, { name: 'root' })
  const opened = async (entity: string) => {
    const { alert } = await createAlert(admin, { title: 'x', severity, entity })
    const held = (await observablesOf(admin, alert.id)).map(({ type }) => type)
    return [alert.entity, alert.host, alert.user, held]
  }
  expect(await opened('10.9.8.7')).toEqual(['10.9.8.7', null, null, ['IP_ADDRESS']])
  expect(await opened('root')).toEqual(['root', null, 'root', ['USER']])
  expect(await opened('the third floor')).toEqual(['the third floor', null, null, []])
  const { alert } = await createAlert(admin, { title: 'x', severity, resource: 'bucket', srcIp: '10.1.1.1' })
  expect(alert.entity).toBe('bucket')
})

it("matches with nothing of another tenant's", async () => {
  const [stranger, ctx] = [await aMember(platform, { role: Role.ADMIN }), await analystOf(platform)]
  await addToRegister(stranger, privilegedUserRegister, { name: 'root' })
  await addObservable(stranger, { type: ObservableType.DOMAIN, value: 'evil.test', isIoc: true })
  const { alert } = await createAlert(ctx, { title: 'x', severity, user: 'root', domain: 'evil.test' })
  expect(alert.riskExplanation.map(({ factor }) => factor)).toEqual(['severity'])
})

it.each<[string, Partial<CreateAlertInput>, string]>([
  ['what is no address', { srcIp: 'web-1' }, 'input.srcIp'],
  ['what is no hash', { sha256: 'abc' }, 'input.sha256'],
  ['what is no technique', { techniques: ['T1'] }, 'input.techniques.0'],
  ['a value of another type', { observables: [{ type: ObservableType.CVE, value: 'x' }] }, 'input.observables.0.value'],
  ['an empty title', { title: '  ' }, 'input.title'],
  ['a long title', { title: 'x'.repeat(501) }, 'input.title'],
  ['NUL', { title: 'a\0' }, 'input.title'],
  ['a long entity', { entity: 'x'.repeat(501) }, 'input.entity'],
  ['a long description', { description: 'x'.repeat(10_001) }, 'input.description'],
  ['an empty tag', { tags: ['ok', ''] }, 'input.tags.1'],
  ['a long tag', { tags: ['x'.repeat(101)] }, 'input.tags.0'],
  ['many tags', { tags: Array.from({ length: 51 }, (_, index) => `t${index}`) }, 'input.tags'],
  ['deep evidence', { raw: JSON.parse('['.repeat(200) + ']'.repeat(200)) as unknown }, 'input.raw'],
])('refuses %s and names the field', async (_, part, path) => {
  const ctx = await analystOf(platform)
  const attempt = createAlert(ctx, { title: 'x', severity, ...part })
  await expect(attempt).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT', fields: [{ path }] } })
})

it('refuses evidence over 1 MiB and takes what is just below', async () => {
  const ctx = await analystOf(platform)
  const large = 'é'.repeat(512 * 1024 - 1) // two bytes each, plus the quotes
  const { alert } = await createAlert(ctx, { title: 'x', severity, raw: large })
  expect((await rawTextOf(ctx, alert.id))?.length).toBe(512 * 1024 + 1)
  await expect(createAlert(ctx, { title: 'x', severity, raw: `${large}x` })).rejects.toMatchObject({
    extensions: { code: 'PAYLOAD_TOO_LARGE', fields: [{ path: 'input.raw' }] },
  })
})

it('stores hostile text as it is', async () => {
  const ctx = await analystOf(platform)
  const title = `<script>alert(1)</script> '; DROP TABLE alert; -- ${'\u202e'} 😀`
  const raw = { '\u0000': '\ud800', __proto__: 1 }
  const { alert } = await createAlert(ctx, { title, severity, raw })
  expect(alert.title).toBe(title)
  expect(await rawTextOf(ctx, alert.id)).toBe('{"\\u0000":"\\ud800"}')
})

it('gives numbers of its own to each, however many come at once', async () => {
  const ctx = await analystOf(platform)
  const made = await Promise.all(
    Array.from({ length: 20 }, (_, index) => createAlert(ctx, { title: `a${index}`, severity })),
  )
  expect(new Set(made.map(({ alert }) => alert.number)).size).toBe(20)
})

it('is found by no other tenant, by id or node', async () => {
  const ctx = await analystOf(platform)
  const { alert } = await createAlert(ctx, { title: 'x', severity })
  const stranger = await analystOf(platform)
  await expect(alertById(stranger, alert.id)).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } })
  expect(await alertNode(stranger, alert.id)).toBeNull()
  expect(await tagsOf(stranger, alert.id)).toEqual([])
  expect(await rawTextOf(stranger, alert.id)).toBeNull()
  expect(await historyOf(stranger, { objectType: 'alert', objectId: alert.id, first: 10 })).toEqual([])
  expect(await alertNode(ctx, alert.id.toUpperCase())).toMatchObject({ id: alert.id })
  await expect(alertById(ctx, 'nonsense\0')).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } })
})
