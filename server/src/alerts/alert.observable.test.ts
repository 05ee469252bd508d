import { anAlert, someAlerts } from '../../test/alerts'
import { analystOf, testPlatform } from '../../test/harness'
import { anObservable, idOf } from '../../test/observables'
import { observableById } from '../observables/observable.loader'
import type { Context, Platform, TenantRef } from '../platform/context'
import { statementCount } from '../platform/database'
import type { AlertFilter } from './alert.filter.input'
import { listAlerts } from './alert.list'
import { fieldsOf } from './alert.live'
import { ObservableAlertsFieldResolver } from './alert.observable.field'
import { observablesOf } from './alert.observable.loader'
import { sightingsOf } from './alert.sighting.loader'

let platform: Platform
let close: () => Promise<void>
let ctx: Context & { tenant: TenantRef }

const [evil, address, ana] = [
  anObservable('DOMAIN', 'evil.test'),
  anObservable('IP_ADDRESS', '10.1.2.3'),
  anObservable('USER', 'Ana'),
]
const lastSeenAt = new Date('2026-01-02T03:04:05.000Z')

beforeAll(async () => {
  ;({ platform, close } = await testPlatform())
  ctx = await analystOf(platform)
  await someAlerts(platform, ctx.tenant.id, [
    { host: 'a', observables: [evil, ana], occurrences: 5, firstSeenAt: new Date(0), lastSeenAt },
    { host: 'b', observables: [address, evil], occurrences: 2, firstSeenAt: new Date(1_000) },
    { host: 'c', description: 'calls evil[.]test', domain: 'evil.test', srcIp: '10.1.2.3' },
  ])
})
afterAll(() => close())

const hostsBy = async (filter: AlertFilter) =>
  (await listAlerts(ctx, { first: 100, filter })).nodes.map(({ host }) => host).sort()

it.each<[string, AlertFilter, string[]]>([
  ['a value', { observable: { value: { eq: 'EVIL.test' } } }, ['a', 'b']],
  ['a defanged value', { observable: { value: { eq: 'evil[.]test' } } }, ['a', 'b']],
  ['a value of a type', { observable: { type: 'USER', value: { eq: 'evil.test' } } }, []],
  ['one of several', { observable: { value: { in: ['ana', '10[.]1[.]2[.]3'] } } }, ['a', 'b']],
  ['none of them', { not: { observable: { value: { in: ['ana', '10.1.2.3'] } } } }, ['c']],
  ['a part', { observable: { value: { contains: 'l[.]t' } } }, ['a', 'b']],
  ['a beginning', { observable: { value: { startsWith: '10.' } } }, ['b']],
  ['no observable at all', { observable: { value: { isNull: true } } }, ['c']],
  ['no user', { observable: { type: 'USER', value: { isNull: true } } }, ['b', 'c']],
  ['some user', { observable: { type: 'USER', value: {} } }, ['a']],
  ['nothing asked', { observable: { value: {} } }, ['a', 'b', 'c']],
  ['a defanged domain in its own field', { domain: { eq: 'evil(dot)test' } }, ['c']],
  ['a defanged address', { anyIp: { in: ['10[.]1.2.3'] } }, ['c']],
  ['defanged words, as they stand', { text: 'evil[.]test' }, ['c']],
  ['words that the payload has defanged', { text: 'calls evil[.]test' }, ['c']],
])('finds alerts by %s', async (_what, filter, hosts) => {
  expect(await hostsBy(filter)).toEqual(hosts)
})

it('refuses a type that is none', async () => {
  await expect(hostsBy({ observable: { type: 'SHOE', value: {} } })).rejects.toMatchObject({
    extensions: { code: 'BAD_USER_INPUT', fields: [expect.objectContaining({ path: 'filter.observable.type' })] },
  })
})

it('names what a change must touch to move an alert in or out', () => {
  expect(fieldsOf({ observable: { value: {} } })).toEqual(new Set(['observables']))
})

it('lists what alerts hold, by type and value, for all of them in two statements', async () => {
  const { nodes } = await listAlerts(ctx, { first: 100 })
  const counter = { statements: [] as string[] }
  const held = await statementCount.run(counter, () =>
    Promise.all(
      nodes.map(async ({ id, host }) => [host, (await observablesOf(ctx, id)).map(({ value }) => value)] as const),
    ),
  )
  expect(new Map(held)).toEqual(
    new Map([
      ['a', ['evil.test', 'Ana']],
      ['b', ['evil.test', '10.1.2.3']],
      ['c', []],
    ]),
  )
  expect(counter.statements.filter((sql) => sql.includes('observable'))).toHaveLength(2)
})

it('counts the events of the alerts that hold a value, for all listed in one statement', async () => {
  const ids = [evil, address, ana].map(({ type, value }) => idOf(ctx.tenant.id, type, value))
  const counter = { statements: [] as string[] }
  const found = await statementCount.run(counter, () => Promise.all(ids.map((id) => sightingsOf(ctx, id))))
  expect(found).toEqual([
    { events: 7, alerts: 2, lastSeenAt, areExact: true },
    { events: 2, alerts: 1, lastSeenAt: new Date(1_000), areExact: true },
    { events: 5, alerts: 1, lastSeenAt, areExact: true },
  ])
  expect(counter.statements.filter((sql) => sql.includes('alert_observable'))).toHaveLength(1)
})

it('has no sightings of a value that no alert holds', async () => {
  expect(await sightingsOf(ctx, idOf(ctx.tenant.id, 'DOMAIN', 'unseen.test'))).toEqual({
    ...{ events: 0, alerts: 0, lastSeenAt: null, areExact: true },
  })
})

it('pages the alerts that hold a value', async () => {
  const observable = await observableById(ctx, idOf(ctx.tenant.id, 'DOMAIN', 'evil.test'))
  const page = await new ObservableAlertsFieldResolver().alerts(observable, 1, null, ctx)
  expect(page.nodes).toHaveLength(1)
  expect(await page.totalCount()).toBe(2)
})

it("shows nothing of another tenant's", async () => {
  const stranger = await analystOf(platform)
  const alert = await anAlert(platform, ctx.tenant.id, { observables: [evil] })
  expect(await observablesOf(stranger, alert.id)).toEqual([])
  expect((await sightingsOf(stranger, idOf(ctx.tenant.id, 'DOMAIN', 'evil.test'))).alerts).toBe(0)
  const filter = { observable: { value: { eq: 'evil.test' } } }
  expect((await listAlerts(stranger, { filter })).nodes).toEqual([])
})
