import { someAlerts } from '../../test/alerts'
import { aMember, aTenant, analystOf, testPlatform } from '../../test/harness'
import type { Context, Platform, TenantRef } from '../platform/context'
import { statementCount } from '../platform/database'
import { Severity } from '../scoring/severity'
import { assignAlert } from './alert.assign'
import { alertFacets } from './alert.facet'
import { facetNames } from './alert.facet.field'
import type { AlertFilter } from './alert.filter.input'
import { AlertStatus } from './alert.status'
import { setAlertStatus } from './alert.triage'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

type Member = Context & { tenant: TenantRef }

const facet = async (ctx: Context, field: string, filter?: AlertFilter, top = 10) => {
  const [found] = await alertFacets(ctx, { filter, fields: [field], top })
  return found?.values.map(({ value, count }) => [value, count])
}

describe('facets', () => {
  let ctx: Member
  let ids: string[]
  beforeAll(async () => {
    ctx = await analystOf(platform)
    const sourceId = '019aa0c0-0000-7000-8000-000000000001'
    await platform.database.transaction({ tenantId: ctx.tenant.id }, (db) =>
      db.execute(
        "INSERT INTO source (tenant_id, id, slug, name, product, secret) VALUES ($1, $2, 'edr', 'Our EDR', 'wazuh', '\\x00')",
        [ctx.tenant.id, sourceId],
      ),
    )
    const made = await someAlerts(platform, ctx.tenant.id, [
      { host: 'web-1', tags: ['VIP', 'x'], severity: Severity.LOW, ruleId: 'r1', ruleName: 'Rule one', sourceId },
      { host: 'WEB-1', tags: ['vip'], severity: Severity.HIGH, ruleId: 'R1', ruleName: 'Rule one', sourceId },
      { host: 'web-2', tags: [], severity: Severity.HIGH, srcIp: '10.0.0.1', techniques: ['T1059'] },
      { host: null, tags: ['y'], severity: Severity.FATAL, srcIp: '::ffff:10.0.0.1' },
      { host: 'a', tags: ['y'], severity: Severity.UNKNOWN, srcIp: 'no address' },
    ])
    ids = made.map((alert) => alert.id)
    await setAlertStatus(ctx, { alertId: ids[4] ?? '', status: AlertStatus.SUPPRESSED })
    await assignAlert(ctx, { alertId: ids[0] ?? '', assigneeId: ctx.viewer?.id })
  })

  it('count the commonest first, then by value, and leave out what has none', async () => {
    expect(await facet(ctx, 'host')).toEqual([
      ['WEB-1', 2],
      ['a', 1],
      ['web-2', 1],
    ])
    expect(await facet(ctx, 'host', {}, 2)).toHaveLength(2)
  })

  it('put together what the filter cannot tell apart: case, and spellings of an address', async () => {
    expect(await facet(ctx, 'tags')).toEqual([
      ['VIP', 2],
      ['y', 2],
      ['x', 1],
    ])
    expect(await facet(ctx, 'srcIp')).toEqual([['10.0.0.1', 2]])
    expect(await facet(ctx, 'techniques')).toEqual([['T1059', 1]])
  })

  it('give status and severity in their own order', async () => {
    expect(await facet(ctx, 'status')).toEqual([
      ['NEW', 4],
      ['SUPPRESSED', 1],
    ])
    expect(await facet(ctx, 'severity')).toEqual([
      ['UNKNOWN', 1],
      ['LOW', 1],
      ['HIGH', 2],
      ['FATAL', 1],
    ])
  })

  it('name people, sources and rules', async () => {
    const facets = await alertFacets(ctx, { filter: null, fields: ['assignee', 'source', 'ruleId', 'product'], top: 5 })
    expect(facets).toEqual([
      { field: 'assignee', values: [{ value: ctx.viewer?.id, label: 'Ana Lyst', count: 1 }] },
      { field: 'source', values: [{ value: 'edr', label: 'Our EDR', count: 2 }] },
      { field: 'ruleId', values: [{ value: 'R1', label: 'Rule one', count: 2 }] },
      { field: 'product', values: [] },
    ])
  })

  it("leave out the filter's own condition on their field, and isOpen on the status", async () => {
    const filter = {
      isOpen: true,
      and: [{ severity: { in: [Severity.HIGH] } }, { and: [{ tags: { hasAny: ['vip'] } }] }],
    }
    expect(await facet(ctx, 'status', { isOpen: true })).toEqual([
      ['NEW', 4],
      ['SUPPRESSED', 1],
    ])
    expect(await facet(ctx, 'severity', filter)).toEqual([
      ['LOW', 1],
      ['HIGH', 1],
    ])
    expect(await facet(ctx, 'tags', filter)).toEqual([['VIP', 1]]) // as the oldest alert spells it
    expect(await facet(ctx, 'host', filter)).toEqual([['WEB-1', 1]])
    expect(await facet(ctx, 'severity', { or: [{ severity: { in: [Severity.HIGH] } }] })).toEqual([['HIGH', 2]])
  })

  it('of many fields cost one statement for all that are counted over the same alerts', async () => {
    const statements: string[] = []
    await statementCount.run({ statements }, () =>
      alertFacets(ctx, {
        filter: { isOpen: true },
        fields: ['severity', 'assignee', 'source', 'product', 'ruleId'],
        top: 7,
      }),
    )
    expect(statements).toHaveLength(2) // how long it may take, and the counts
    await statementCount.run({ statements }, () => alertFacets(ctx, { filter: {}, fields: [...facetNames], top: 7 }))
    expect(statements).toHaveLength(2 + 6)
  })

  it.each([
    [['title'], 10],
    [['__proto__'], 10],
    [['constructor'], 10],
    [Array<string>(21).fill('host'), 10],
    [['host'], 0],
    [['host'], 101],
  ])('refuse %j, top %d', async (fields, top) => {
    await expect(alertFacets(ctx, { filter: null, fields, top })).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
    })
  })

  it('tell sources only to who may see them', async () => {
    const keyless = await aMember(platform, { tenant: ctx.tenant, permissions: ['alert:read'] })
    await expect(alertFacets(keyless, { filter: null, fields: ['source'], top: 1 })).rejects.toMatchObject({
      extensions: { code: 'FORBIDDEN' },
    })
  })

  it("never count another tenant's alerts", async () => {
    const stranger = await analystOf(platform, await aTenant(platform))
    const facets = await alertFacets(stranger, { filter: null, fields: [...facetNames], top: 100 })
    expect(facets.flatMap(({ values }) => values)).toEqual([])
  })
})
