import { anEvent, someEvents } from '../../test/events'
import { analystOf, testPlatform } from '../../test/harness'
import type { Context, Platform, TenantRef } from '../platform/context'
import { statementCount } from '../platform/database'
import { cursorOf, orderMark } from '../platform/page'
import { Severity } from '../scoring/severity'
import type { EventFilter } from './event.filter.input'
import { listEvents } from './event.list'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const asked = { extensions: { code: 'BAD_USER_INPUT' } }
const noon = Date.UTC(2026, 0, 10, 12)
const minutes = (count: number): Date => new Date(noon + count * 60_000)

let ctx: Context & { tenant: TenantRef }
/** Oldest first, four a minute. */
let ids: string[]
beforeAll(async () => {
  ctx = await analystOf(platform)
  const given = Array.from({ length: 22 }, (_, index) => ({ at: minutes(Math.floor(index / 4)), title: `no ${index}` }))
  ids = (await someEvents(platform, ctx.tenant.id, given)).map((event) => event.id)
})

const listed = async (filter: EventFilter): Promise<string[]> =>
  (await listEvents(ctx, { filter })).nodes.map((event) => event.id)

it.each([
  [1, false],
  [5, false],
  [22, false],
  [4, true],
])('gives every event once, newest first, in pages of %i, backwards %s', async (size, isBackward) => {
  const seen: string[] = []
  let cursor: string | null = null
  for (;;) {
    const { nodes, pageInfo } = await listEvents(
      ctx,
      isBackward ? { last: size, before: cursor } : { first: size, after: cursor },
    )
    if (isBackward) seen.unshift(...nodes.map((event) => event.id))
    else seen.push(...nodes.map((event) => event.id))
    cursor = isBackward ? pageInfo.startCursor : pageInfo.endCursor
    if (!(isBackward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) break
  }
  expect(seen).toEqual([...ids].reverse())
})

it('says when an event arrived as its id does', async () => {
  const { nodes } = await listEvents(ctx, { last: 1 })
  expect(nodes[0]?.ingestedAt).toEqual(minutes(0))
})

it('takes a range of arrival from its first millisecond up to its last', async () => {
  const filter = { ingestedAt: { gte: minutes(1), lt: minutes(3) } }
  expect(await listed(filter)).toEqual(ids.slice(4, 12).reverse())
  expect(await listed({ not: filter })).toEqual([...ids.slice(0, 4), ...ids.slice(12)].reverse())
  expect(await listed({ ingestedAt: { gte: new Date(-1), lt: new Date(Date.UTC(9999, 0)) } })).toHaveLength(22)
})

it('finds words of several fields, whatever their case, and nothing in the payload', async () => {
  const { id } = await anEvent(platform, ctx.tenant.id, {
    title: 'Ssh login',
    host: 'web-7',
    ruleId: 'R-5710',
    raw: '{"secret":"hidden"}',
  })
  expect(await listed({ text: 'WEB-7 5710 ssh' })).toEqual([id])
  expect(await listed({ text: 'hidden' })).toEqual([])
})

it('counts only when asked, and stops at ten thousand', async () => {
  const own = await analystOf(platform)
  await someEvents(
    platform,
    own.tenant.id,
    Array.from({ length: 10_001 }, (_, index) => ({ severity: index < 3 ? Severity.HIGH : Severity.LOW })),
  )
  const statements: string[] = []
  await statementCount.run({ statements }, async () => {
    const connection = await listEvents(own, { first: 2 })
    expect(statements).toHaveLength(1)
    expect([await connection.totalCount(), await connection.totalCountIsExact()]).toEqual([10_000, false])
    expect(statements).toHaveLength(3) // how long it may take, and the count
  })
  const high = await listEvents(own, { first: 1, filter: { severity: { gte: Severity.HIGH } } })
  expect([await high.totalCount(), await high.totalCountIsExact()]).toEqual([3, true])
})

it('never reads payloads for a list', async () => {
  const statements: string[] = []
  await statementCount.run({ statements }, () => listEvents(ctx, { filter: { outcome: { in: [] } } }))
  expect(statements.length).toBeGreaterThan(0)
  expect(statements.filter((sql) => /\braw\b|\*/.test(sql))).toEqual([])
})

it("cannot see another tenant's events, by any filter", async () => {
  const stranger = await analystOf(platform)
  for (const filter of [undefined, {}, { id: ids }, { not: { title: { eq: 'x' } } }]) {
    const connection = await listEvents(stranger, { filter })
    expect(connection.nodes).toEqual([])
    expect(await connection.totalCount()).toBe(0)
  }
})

it('refuses a cursor of another filter, a made-up one, and sizes out of bounds', async () => {
  const { pageInfo } = await listEvents(ctx, { first: 2 })
  await expect(listEvents(ctx, { after: pageInfo.endCursor, filter: { text: 'no' } })).rejects.toMatchObject(asked)
  const madeUp = cursorOf(orderMark('events', {}), [null, '-'.repeat(36)])
  for (const args of [{ after: madeUp }, { first: 0 }, { last: 101 }, { first: 1, last: 1 }]) {
    await expect(listEvents(ctx, args)).rejects.toMatchObject(asked)
  }
  const long = { ingestedAt: { within: -1 } }
  await expect(listEvents(ctx, { filter: long })).rejects.toMatchObject(asked)
})
