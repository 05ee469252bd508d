import { someEvents } from '../../test/events'
import { analystOf, testPlatform } from '../../test/harness'
import type { Platform } from '../platform/context'
import { statementCount } from '../platform/database'
import { Severity } from '../scoring/severity'
import { eventHistogram } from './event.histogram'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const { LOW, HIGH } = Severity
const from = new Date(Date.UTC(2026, 0, 10))
const to = new Date(Date.UTC(2026, 0, 10, 1))
const after = (ms: number): Date => new Date(from.getTime() + ms)
const quarter = 900_000

it('counts by time of arrival and severity, empty spans too', async () => {
  const ctx = await analystOf(platform)
  await someEvents(platform, ctx.tenant.id, [
    { at: after(-1), severity: HIGH }, // before the range
    { at: after(0), severity: LOW },
    { at: after(quarter - 1), severity: HIGH },
    { at: after(quarter - 1), severity: LOW },
    { at: after(3 * quarter), severity: HIGH },
    { at: after(4 * quarter), severity: HIGH }, // after it
  ])
  const low = (count: number) => ({ severity: LOW, count })
  const high = (count: number) => ({ severity: HIGH, count })
  expect(await eventHistogram(ctx, { from, to, buckets: 4 })).toEqual([
    { at: after(0), count: 3, bySeverity: [low(2), high(1)] },
    { at: after(quarter), count: 0, bySeverity: [] },
    { at: after(2 * quarter), count: 0, bySeverity: [] },
    { at: after(3 * quarter), count: 1, bySeverity: [high(1)] },
  ])
  const filter = { severity: { in: [LOW] } }
  expect(await eventHistogram(ctx, { from, to, buckets: 1, filter })).toEqual([
    { at: from, count: 2, bySeverity: [low(2)] },
  ])
})

it('leaves no event out where the spans are no whole milliseconds', async () => {
  const ctx = await analystOf(platform)
  await someEvents(
    platform,
    ctx.tenant.id,
    Array.from({ length: 10 }, (_, index) => ({ at: after(index) })),
  )
  const buckets = await eventHistogram(ctx, { from, to: after(10), buckets: 7 })
  expect(buckets.map(({ count }) => count).reduce((sum, count) => sum + count)).toBe(10)
})

it('counts once for all who ask the same, and never for another tenant', async () => {
  const ctx = await analystOf(platform)
  await someEvents(platform, ctx.tenant.id, [{ at: after(0) }])
  const colleague = await analystOf(platform, ctx.tenant)
  const args = { from, to, buckets: 1 }
  const statements: string[] = []
  await statementCount.run({ statements }, () =>
    Promise.all([eventHistogram(ctx, args), eventHistogram(colleague, { ...args })]),
  )
  expect(statements).toHaveLength(2) // how long it may take, and the count
  expect((await eventHistogram(await analystOf(platform), args))[0]?.count).toBe(0)
})

it.each([
  ['no bucket', { from, to, buckets: 0 }],
  ['too many', { from, to, buckets: 201 }],
  ['a part of one', { from, to, buckets: 1.5 }],
  ['an end before the beginning', { from: to, to: from, buckets: 1 }],
  ['spans of less than a millisecond', { from, to: after(10), buckets: 11 }],
])('refuses %s', async (_what, args) => {
  const ctx = await analystOf(platform)
  await expect(async () => eventHistogram(ctx, args)).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } })
})
