import { someAlerts } from '../../test/alerts'
import { analystOf, testPlatform } from '../../test/harness'
import type { Context, Platform, TenantRef } from '../platform/context'
import { newId } from '../platform/ids'
import { Severity } from '../scoring/severity'
import type { AlertFilter } from './alert.filter.input'
import { listAlerts } from './alert.list'
import { fieldsOf } from './alert.live'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

type TenantContext = Context & { tenant: TenantRef }

const idsBy = async (ctx: TenantContext, filter: AlertFilter): Promise<string[]> =>
  (await listAlerts(ctx, { first: 100, filter })).nodes.map((alert) => alert.id).sort()

/** The hosts of the alerts that match, as the list says; the matcher must say the same. */
async function hostsBy(ctx: TenantContext, filter: AlertFilter): Promise<(string | null)[]> {
  const { nodes } = await listAlerts(ctx, { first: 100, filter })
  return nodes.map((alert) => alert.host).sort()
}

describe('the filter', () => {
  let ctx: TenantContext
  beforeAll(async () => {
    ctx = await analystOf(platform)
    await someAlerts(platform, ctx.tenant.id, [
      {
        host: 'web-1',
        title: 'Brute force',
        srcIp: '10.1.2.3',
        tags: ['VIP', 'linux'],
        severity: Severity.HIGH,
        md5: 'ABCDEF',
      },
      {
        host: 'db_1',
        description: 'ÄRGER im Netz',
        srcIp: '2001:db8::7',
        dstIp: '192.0.2.9',
        tags: ['Linux'],
        user: 'root',
      },
      { host: 'db%1', srcIp: 'not an address', techniques: ['T1059.001'], eventAt: new Date('2020-01-01T00:00:00Z') },
      { host: null, sha256: 'abcdef', severity: Severity.LOW },
    ])
  })

  it.each<[string, AlertFilter, (string | null)[]]>([
    ['{} matches all', {}, ['db%1', 'db_1', 'web-1', null]],
    ['null matches all', { host: null, and: null, or: null, not: null }, ['db%1', 'db_1', 'web-1', null]],
    [
      'an empty condition matches all',
      { host: {}, tags: {}, srcIp: {}, severity: {} },
      ['db%1', 'db_1', 'web-1', null],
    ],
    ['in: [] matches none', { host: { in: [] } }, []],
    ['not in: [] matches all', { not: { host: { in: [] } } }, ['db%1', 'db_1', 'web-1', null]],
    ['or: [] matches none', { or: [] }, []],
    ['text ignores case', { host: { eq: 'WEB-1' } }, ['web-1']],
    ['also beyond ASCII', { text: 'ärger NETZ' }, ['db_1']],
    ['wildcards are plain characters', { host: { contains: '%' } }, ['db%1']],
    ['underscore too', { host: { startsWith: 'db_' } }, ['db_1']],
    ['siblings are ANDed', { host: { startsWith: 'db', contains: '1' }, user: { eq: 'ROOT' } }, ['db_1']],
    ['not is the complement, nulls included', { not: { host: { eq: 'web-1' } } }, ['db%1', 'db_1', null]],
    ['not of not', { not: { not: { host: { eq: 'web-1' } } } }, ['web-1']],
    ['isNull', { host: { isNull: true } }, [null]],
    ['CIDR v4', { srcIp: { in: ['10.0.0.0/8'] } }, ['web-1']],
    ['CIDR v6', { srcIp: { in: ['2001:db8::/32', '10.1.2.4'] } }, ['db_1']],
    ['any address', { anyIp: { in: ['192.0.2.0/24'] } }, ['db_1']],
    ['text that is no address lies in no block', { srcIp: { in: ['0.0.0.0/0', '::/0'] } }, ['db_1', 'web-1']],
    ['text that is no address is not null', { srcIp: { isNull: false } }, ['db%1', 'db_1', 'web-1']],
    ['any of the tags', { tags: { hasAny: ['vip', 'x'] } }, ['web-1']],
    ['all of the tags', { tags: { hasAll: ['LINUX', 'vip'] } }, ['web-1']],
    ['no tags', { tags: { isEmpty: true } }, ['db%1', null]],
    ['techniques', { techniques: { hasAny: ['t1059.001'] } }, ['db%1']],
    ['any hash', { hash: { eq: 'AbCdEf' } }, ['web-1', null]],
    ['severity from', { severity: { gte: Severity.MEDIUM } }, ['db%1', 'db_1', 'web-1']],
    ['old event times', { eventAt: { olderThan: 3_600 } }, ['db%1']],
    ['recent ones', { firstSeenAt: { within: 3_600 } }, ['db%1', 'db_1', 'web-1', null]],
    ['ids that are none', { id: ['x', ''] }, []],
    ['source by hand', { source: { isNull: true } }, ['db%1', 'db_1', 'web-1', null]],
    ['open ones', { isOpen: true, isSnoozed: false }, ['db%1', 'db_1', 'web-1', null]],
    ['nobody', { assignee: { me: true } }, []],
    ['not me', { assignee: { me: false, isNull: true } }, ['db%1', 'db_1', 'web-1', null]],
  ])('%s', async (_, filter, hosts) => {
    expect(await hostsBy(ctx, filter)).toEqual(hosts.sort())
  })

  it('asks for the tenant by its slug', async () => {
    expect(await hostsBy(ctx, { tenant: { eq: ctx.tenant.slug.toUpperCase() } })).toHaveLength(4)
    expect(await hostsBy(ctx, { tenant: { eq: 'other' } })).toEqual([])
  })

  const nested = (depth: number): AlertFilter => (depth === 1 ? { host: { eq: 'x' } } : { not: nested(depth - 1) })
  it.each<[string, AlertFilter]>([
    ['six deep', nested(6)],
    ['101 conditions', { or: Array.from({ length: 101 }, () => ({ host: { eq: 'x' } })) }],
    ['101 empty conditions', { or: Array.from({ length: 101 }, () => ({})) }],
    ['1,001 values', { id: Array.from({ length: 1_001 }, newId) }],
    ['NUL', { host: { eq: 'a\0' } }],
    ['half a surrogate pair', { tags: { hasAny: ['\ud800'] } }],
    ['NUL in words', { text: 'a\0' }],
    ['21 words', { text: Array.from({ length: 21 }, (_, index) => `w${index}`).join(' ') }],
    ['no address', { anyIp: { in: ['web-1'] } }],
    ['a negative time', { eventAt: { within: -1 } }],
  ])('refuses %s', async (_, filter) => {
    await expect(listAlerts(ctx, { filter })).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } })
  })

  it('takes five deep, 100 conditions and 1,000 values', async () => {
    await expect(listAlerts(ctx, { filter: nested(5) })).resolves.toBeDefined()
    await expect(
      listAlerts(ctx, { filter: { or: Array.from({ length: 99 }, () => ({ host: { eq: 'x' } })) } }),
    ).resolves.toBeDefined()
    await expect(listAlerts(ctx, { filter: { id: Array.from({ length: 1_000 }, newId) } })).resolves.toBeDefined()
  })

  it('takes numbers and times that no column can hold', async () => {
    const extremes: AlertFilter[] = [
      { number: { gte: -1e300, lte: 1e300 }, riskScore: { gte: -1e300, lte: 1e300 } },
      { occurrences: { gte: 0.5, lte: 1.5 } },
      { firstSeenAt: { gte: new Date(-8.64e15), lt: new Date(8.64e15) } },
      { riskScore: { gte: 1e-300 }, firstSeenAt: { within: 2 ** 31 - 1 } },
    ]
    for (const filter of extremes) expect(await hostsBy(ctx, filter)).toHaveLength(4)
    expect(await hostsBy(ctx, { occurrences: { eq: 0.5 } })).toEqual([])
  })

  it("never finds another tenant's alerts", async () => {
    const stranger = await analystOf(platform)
    expect(await hostsBy(stranger, {})).toEqual([])
    expect(await hostsBy(stranger, { not: { host: { eq: 'x' } } })).toEqual([])
    expect(await hostsBy(stranger, { tenant: { eq: ctx.tenant.slug } })).toEqual([])
    expect(await hostsBy(stranger, { or: [{ tags: { hasAny: ['vip'] } }, { id: await idsBy(ctx, {}) }] })).toEqual([])
  })
})

it('knows which fields decide', () => {
  const filter: AlertFilter = {
    isOpen: true,
    not: { host: { eq: 'x' }, assignee: { me: true } },
    or: [{ anyIp: { in: [] } }, { isSnoozed: false }],
  }
  expect([...fieldsOf(filter)].sort()).toEqual(['assignee', 'dstIp', 'host', 'snoozedUntil', 'srcIp', 'status'])
  expect(fieldsOf(null)).toEqual(new Set())
})
