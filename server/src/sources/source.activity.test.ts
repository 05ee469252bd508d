import { Role } from '../auth/role'
import type { Context, Platform, TenantRef } from '../platform/context'
import { statementCount } from '../platform/database'
import { newId } from '../platform/ids'
import { aMember, testPlatform } from '../../test/harness'
import { activityFrom, activityOf } from './source.activity'
import { lastRefusal } from './source.loader'

let platform: Platform
let close: () => Promise<void>

beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const anAdmin = () => aMember(platform, { role: Role.ADMIN })

interface Sent {
  outcome?: string
  repeats?: number
  reason?: string
}

/** Deliveries of one source, made just now. */
function deliver(ctx: Context & { tenant: TenantRef }, sourceId: string, deliveries: Sent[]): Promise<unknown> {
  const rows = deliveries.map(({ outcome = 'ACCEPTED', repeats = 1, reason }) => ({
    tenant_id: ctx.tenant.id,
    id: newId(),
    source_id: sourceId,
    outcome,
    repeats,
    reason,
  }))
  return platform.database.acrossTenants('tocsin_ingest', [ctx.tenant.id], (db) =>
    db.query(
      `INSERT INTO delivery (tenant_id, id, source_id, outcome, repeats, reason, size, status)
       SELECT *, 0, 202 FROM jsonb_to_recordset($1::jsonb)
         AS given(tenant_id uuid, id uuid, source_id uuid, outcome text, repeats int, reason text)`,
      [JSON.stringify(rows)],
    ),
  )
}

it('counts what arrived, each repetition of a refusal for itself', async () => {
  const ctx = await anAdmin()
  const id = newId()
  await deliver(ctx, id, [{}, {}, { outcome: 'DUPLICATE' }, { outcome: 'REFUSED', repeats: 7 }])
  const activity = await activityOf(ctx, id)
  expect(activity).toMatchObject({ perMinute: 2, accepted: 2, duplicates: 1, refused: 7, isCapped: false })
  expect(activity.minutes).toHaveLength(60)
  expect(activity.minutes.slice(-2).reduce((sum, count) => sum + count)).toBe(10) // the minute may have turned meanwhile
})

it('looks at so many of a busy source, and says so', async () => {
  const ctx = await anAdmin()
  const id = newId()
  await deliver(ctx, id, Array<Sent>(5_001).fill({}))
  expect(await activityOf(ctx, id)).toMatchObject({ accepted: 5_000, isCapped: true })
})

it('asks once for all sources of a list, and once for their last refusals', async () => {
  const ctx = await anAdmin()
  const ids = Array.from({ length: 20 }, () => newId())
  for (const id of ids.slice(0, 2))
    await deliver(ctx, id, [{ outcome: 'REFUSED', reason: 'first' }, { outcome: 'REFUSED', reason: id }, {}])
  const count = { statements: [] as string[] }
  const [activities, refusals] = await statementCount.run(count, () =>
    Promise.all([
      Promise.all(ids.map((id) => activityOf(ctx, id))),
      Promise.all(ids.map((id) => lastRefusal(ctx, id))),
    ]),
  )
  expect(count.statements).toHaveLength(2)
  expect(activities.map(({ refused }) => refused)).toEqual([2, 2, ...Array<number>(18).fill(0)])
  expect(refusals.map((refusal) => refusal?.reason ?? null)).toEqual([ids[0], ids[1], ...Array<null>(18).fill(null)])
})

it("does not count another tenant's", async () => {
  const id = newId()
  await deliver(await anAdmin(), id, [{}, { outcome: 'REFUSED' }])
  const stranger = await anAdmin()
  expect(await activityOf(stranger, id)).toMatchObject({ perMinute: 0, accepted: 0, refused: 0 })
  expect(await lastRefusal(stranger, id)).toBeNull()
})

it('puts each minute in its place', () => {
  const row = (age: number, deliveries: number) => ({ age, outcome: 'ACCEPTED' as const, looked_at: 1, deliveries })
  const activity = activityFrom([row(-1, 1), row(0, 2), row(4, 4), row(5, 8), row(59, 16), row(60, 32)], 1_000)
  expect(activity.minutes.at(-1)).toBe(3)
  expect(activity.minutes.at(-5)).toBe(4)
  expect(activity.minutes[0]).toBe(16)
  expect(activity).toMatchObject({ perMinute: 7 / 5, accepted: 31, isCapped: false })
})
