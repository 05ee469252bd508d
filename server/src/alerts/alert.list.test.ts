import { anAlert, someAlerts } from '../../test/alerts'
import { analystOf, testPlatform } from '../../test/harness'
import type { Context, Platform, TenantRef } from '../platform/context'
import { statementCount } from '../platform/database'
import { Direction } from '../platform/direction'
import { cursorOf, orderMark } from '../platform/page'
import { Severity } from '../scoring/severity'
import { listAlerts } from './alert.list'
import { AlertSort, type AlertOrder } from './alert.order'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const asked = { extensions: { code: 'BAD_USER_INPUT' } }
const orders = Object.values(AlertSort).flatMap((field) =>
  Object.values(Direction).map((direction) => ({ field, direction })),
)

describe('pages', () => {
  let ctx: Context & { tenant: TenantRef }
  beforeAll(async () => {
    ctx = await analystOf(platform)
    const severities = Object.values(Severity)
    // Many ties, and event times that are missing in the middle of the ids.
    const given = Array.from({ length: 23 }, (_, index) => ({
      severity: severities[index % 3],
      riskScore: [0.1, 0.7, 100][index % 3],
      firstSeenAt: new Date(Date.UTC(2026, 0, 1, 0, 0, index % 4, index % 2)),
      eventAt: index % 3 === 0 ? null : new Date(Date.UTC(2025, 0, 1, 0, 0, index % 5)),
    }))
    await someAlerts(platform, ctx.tenant.id, given)
  })

  /** Ids page by page, forwards or backwards, always in list order. */
  async function walk(orderBy: AlertOrder, size: number, isBackward: boolean): Promise<string[]> {
    const ids: string[] = []
    let cursor: string | null = null
    for (let page = 0; page < 50; page++) {
      const args = isBackward ? { last: size, before: cursor } : { first: size, after: cursor }
      const { nodes, edges, pageInfo } = await listAlerts(ctx, { ...args, orderBy })
      expect(edges.map((edge) => edge.node.id)).toEqual(nodes.map((node) => node.id))
      expect(isBackward ? pageInfo.hasNextPage : pageInfo.hasPreviousPage).toBe(page > 0)
      if (isBackward) ids.unshift(...nodes.map((node) => node.id))
      else ids.push(...nodes.map((node) => node.id))
      cursor = isBackward ? pageInfo.startCursor : pageInfo.endCursor
      if (!(isBackward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) return ids
    }
    throw new Error('The pages never end')
  }

  it.each(orders)('hold every alert once and in the same order, both ways, by $field $direction', async (orderBy) => {
    const whole = (await listAlerts(ctx, { first: 100, orderBy })).nodes.map((alert) => alert.id)
    expect(new Set(whole).size).toBe(23)
    for (const size of [1, 4, 8]) {
      expect(await walk(orderBy, size, false)).toEqual(whole)
      expect(await walk(orderBy, size, true)).toEqual(whole)
    }
  })

  it.each(Object.values(Direction))('put missing event times last, %s', async (direction) => {
    const { nodes } = await listAlerts(ctx, { first: 100, orderBy: { field: AlertSort.EVENT_AT, direction } })
    const times = nodes.map((alert) => alert.eventAt?.getTime() ?? null)
    const known = times.filter((time) => time !== null)
    expect(times.slice(0, known.length)).toEqual(
      [...known].sort((a, b) => (direction === Direction.ASC ? a - b : b - a)),
    )
    expect(times.slice(known.length).every((time) => time === null)).toBe(true)
  })

  it('are most urgent first unless said, fifty', async () => {
    const { nodes } = await listAlerts(ctx, {})
    expect(nodes.map((alert) => alert.riskScore)).toEqual(nodes.map((alert) => alert.riskScore).sort((a, b) => b - a))
    expect(nodes).toHaveLength(23)
  })

  it('belong to their order and filter', async () => {
    const { pageInfo } = await listAlerts(ctx, { first: 2 })
    const after = pageInfo.endCursor
    await expect(listAlerts(ctx, { after })).resolves.toBeDefined()
    await expect(listAlerts(ctx, { after, filter: { isOpen: true } })).rejects.toMatchObject(asked)
    await expect(
      listAlerts(ctx, { after, orderBy: { field: AlertSort.NUMBER, direction: Direction.DESC } }),
    ).rejects.toMatchObject(asked)
    await expect(
      listAlerts(ctx, { after, orderBy: { field: AlertSort.RISK_SCORE, direction: Direction.ASC } }),
    ).rejects.toMatchObject(asked)
  })

  const id = '018c0000-0000-7000-8000-000000000000'
  it.each([
    [AlertSort.RISK_SCORE, '0.7', id],
    [AlertSort.RISK_SCORE, 1e300, id],
    [AlertSort.RISK_SCORE, null, id],
    [AlertSort.NUMBER, 1.5, id],
    [AlertSort.NUMBER, 2 ** 40, id],
    [AlertSort.FIRST_SEEN_AT, '0000-01-01T00:00:00Z', id],
    [AlertSort.FIRST_SEEN_AT, '\0', id],
    [AlertSort.EVENT_AT, 7, id],
    [AlertSort.NUMBER, 1, '------------------------------------'],
  ])('refuse a cursor that somebody made up: %s %p', async (field, value, madeUp) => {
    const orderBy = { field, direction: Direction.DESC }
    const after = cursorOf(orderMark('alerts', field, Direction.DESC, {}), [value, madeUp])
    await expect(listAlerts(ctx, { after, orderBy })).rejects.toMatchObject(asked)
  })

  it.each([
    { first: 0 },
    { first: 101 },
    { last: -1 },
    { first: 1, last: 1 },
    { after: 'x' },
    { first: 2, before: 'x' },
  ])('refuse %j', async (args) => {
    await expect(listAlerts(ctx, args)).rejects.toMatchObject(asked)
  })

  it('are read in one statement, counted in one more when asked', async () => {
    const statements: string[] = []
    await statementCount.run({ statements }, async () => {
      const list = await listAlerts(ctx, { first: 5, filter: { not: { host: { eq: 'x' } } } })
      expect(statements).toHaveLength(1)
      expect([await list.totalCount(), await list.totalCountIsExact()]).toEqual([23, true])
    })
    expect(statements).toHaveLength(2)
  })
})

it('counts to 10,000 and says when there are more', async () => {
  const { tenant, ...ctx } = await analystOf(platform)
  const { id } = await anAlert(platform, tenant.id)
  await platform.database.transaction({ tenantId: tenant.id }, (db) =>
    db.execute(
      `INSERT INTO alert (tenant_id, id, number, title, severity, severity_set_by, risk_score, first_seen_at, last_seen_at, updated_at)
       SELECT tenant_id, gen_random_uuid(), number + place, title, severity, severity_set_by, risk_score, first_seen_at, last_seen_at, updated_at
       FROM alert, generate_series(1, 10000) AS place WHERE id = $1`,
      [id],
    ),
  )
  const all = await listAlerts({ ...ctx, tenant }, { first: 1 })
  expect([await all.totalCount(), await all.totalCountIsExact()]).toEqual([10_000, false])
  const exactly = await listAlerts({ ...ctx, tenant }, { first: 1, filter: { number: { lte: 10_000 } } })
  expect([await exactly.totalCount(), await exactly.totalCountIsExact()]).toEqual([10_000, true])
})

it("never shows another tenant's alerts, nor lets its cursor reach them", async () => {
  const [acme, globex] = [await analystOf(platform), await analystOf(platform)]
  await someAlerts(platform, acme.tenant.id, [{}, {}, {}])
  const { pageInfo } = await listAlerts(acme, { first: 1 })
  const list = await listAlerts(globex, { after: pageInfo.endCursor })
  expect(list.nodes).toEqual([])
  expect(await list.totalCount()).toBe(0)
})
