import { someAlerts } from '../../test/alerts'
import { aMember, analystOf, testPlatform } from '../../test/harness'
import type { Context, Platform, TenantRef } from '../platform/context'
import { statementCount } from '../platform/database'
import { Severity } from '../scoring/severity'
import { assignAlert } from './alert.assign'
import { alertCounts } from './alert.count'
import { AlertStatus } from './alert.status'
import { tallyAlerts } from './alert.tally'
import { setAlertStatus } from './alert.triage'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const { LOW, HIGH } = Severity

async function aTenantWithAlerts(): Promise<{ ctx: Context & { tenant: TenantRef }; ids: string[] }> {
  const ctx = await analystOf(platform)
  const made = await someAlerts(platform, ctx.tenant.id, [
    { severity: HIGH },
    { severity: HIGH },
    { severity: LOW },
    {},
  ])
  return { ctx, ids: made.map(({ id }) => id) }
}

/** The statements that all this costs together. */
async function statementsOf(ask: () => Promise<unknown>): Promise<number> {
  const statements: string[] = []
  await statementCount.run({ statements }, ask)
  return statements.length
}

it('counts exactly by status and severity, in the order of both, and leaves out what is zero', async () => {
  const { ctx, ids } = await aTenantWithAlerts()
  await setAlertStatus(ctx, { alertId: ids[0] ?? '', status: AlertStatus.SUPPRESSED })
  expect(await alertCounts(ctx)).toEqual([
    { status: 'NEW', severity: 'LOW', count: 1 },
    { status: 'NEW', severity: 'MEDIUM', count: 1 },
    { status: 'NEW', severity: 'HIGH', count: 1 },
    { status: 'SUPPRESSED', severity: 'HIGH', count: 1 },
  ])
  expect(await alertCounts(ctx, { isOpen: true, severity: { gte: HIGH } })).toEqual([
    { status: 'NEW', severity: 'HIGH', count: 1 },
  ])
  expect(await alertCounts(await analystOf(platform))).toEqual([])
})

it('refuses a filter that lists refuse', async () => {
  const ctx = await analystOf(platform)
  await expect(async () => alertCounts(ctx, { srcIp: { in: ['x'] } })).rejects.toMatchObject({
    extensions: { code: 'BAD_USER_INPUT' },
  })
})

it('counts once for all who ask the same at once with the same rights', async () => {
  const { ctx } = await aTenantWithAlerts()
  const colleague = await aMember(platform, { tenant: ctx.tenant })
  const filter = { isOpen: true }
  const cost = await statementsOf(() =>
    Promise.all([alertCounts(ctx, filter), alertCounts(colleague, { ...filter }), alertCounts(ctx, filter)]),
  )
  expect(cost).toBe(2) // how long it may take, and the count
  expect(await statementsOf(() => alertCounts(colleague, filter))).toBe(0)
})

it('shares no count between tenants, rights, filters, nor between people when the filter says me', async () => {
  const { ctx, ids } = await aTenantWithAlerts()
  await assignAlert(ctx, { alertId: ids[0] ?? '', assigneeId: ctx.viewer?.id })
  const colleague = await aMember(platform, { tenant: ctx.tenant })
  const narrower = await aMember(platform, { tenant: ctx.tenant, permissions: ['alert:read'] })
  const mine = { not: { not: { assignee: { me: true } } } }
  expect(await alertCounts(ctx, mine)).toEqual([{ status: 'NEW', severity: 'HIGH', count: 1 }])
  expect(await alertCounts(colleague, mine)).toEqual([])
  for (const asker of [ctx, narrower, await analystOf(platform)]) {
    expect(await statementsOf(() => alertCounts(asker, { title: { contains: '"me":' } }))).toBe(2)
  }
})

it('ends a count that takes too long, with an error that says what to do', async () => {
  const { ctx } = await aTenantWithAlerts()
  const endless = tallyAlerts(ctx, { question: 'endless', filter: null, longestMs: 50 }, async (db, whereOf) => {
    const { params, conditions } = await (await whereOf(null))()
    const condition = conditions.join(' AND ')
    const long = 'generate_series(1, 3000) AS x, generate_series(1, 3000) AS y'
    await db.query(`SELECT count(*) FROM alert a, ${long} WHERE ${condition}`, params.values)
  })
  await expect(endless).rejects.toMatchObject({ extensions: { code: 'UNPROCESSABLE' } })
  expect(await alertCounts(ctx, {})).toHaveLength(3)
})

it('ends it also when no alert matches', async () => {
  const { ctx } = await aTenantWithAlerts()
  const filter = { title: { contains: 'no such words' } }
  const endless = tallyAlerts(ctx, { question: 'endless', filter, longestMs: 50 }, async (db, whereOf) => {
    const { params, conditions } = await (await whereOf(filter))()
    const condition = conditions.join(' AND ').replaceAll('a.title', '(a.title || x * y)')
    const long = 'generate_series(1, 3000) AS x, generate_series(1, 3000) AS y'
    await db.query(`SELECT count(*) FROM alert a, ${long} WHERE ${condition}`, params.values)
  })
  await expect(endless).rejects.toMatchObject({ extensions: { code: 'UNPROCESSABLE' } })
})

it('gives several statements no more time than one', async () => {
  const { ctx } = await aTenantWithAlerts()
  const slow = tallyAlerts(ctx, { question: 'slow', filter: null, longestMs: 50 }, async (_db, whereOf) => {
    const where = await whereOf(null)
    await where()
    await new Promise((resolve) => setTimeout(resolve, 100))
    await where()
  })
  await expect(slow).rejects.toMatchObject({ extensions: { code: 'UNPROCESSABLE' } })
})
