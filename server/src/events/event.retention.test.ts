import { someEvents } from '../../test/events'
import { aTenant, testPlatform } from '../../test/harness'
import type { Platform, TenantRef } from '../platform/context'
import { dayMs, dayOf, makePartitions, partitionDays } from './event.partition'
import { clearExpired } from './event.retention'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const today = dayOf(Date.now()).begins
const daysAgo = (days: number): Date => new Date(today - days * dayMs)

async function aTenantThatKeeps(days: number): Promise<TenantRef> {
  const tenant = await aTenant(platform)
  await platform.database.transaction({ tenantId: tenant.id }, (db) =>
    db.query('UPDATE tenant SET event_retention_days = $1', [days]),
  )
  return tenant
}

const left = (tenant: TenantRef): Promise<string[]> =>
  platform.database.transaction({ tenantId: tenant.id }, async (db) =>
    (await db.query<{ id: string }>('SELECT id FROM event ORDER BY id')).map(({ id }) => id),
  )

const partitions = async (): Promise<string[]> =>
  (await platform.database.asLogin(partitionDays)).map((day) => day.name)

/** Rounds until nothing is left to do: other tests leave days of their own behind. */
async function clearAll(): Promise<void> {
  for (let round = 0; round < 50; round++) if ((await clearExpired(platform)).days.length === 0) return
  throw new Error('There is always another day to drop')
}

it("keeps each tenant's events for its own number of whole days", async () => {
  const [short, long] = [await aTenantThatKeeps(2), await aTenantThatKeeps(60)]
  const at = [40, 3, 2, 0].map((days) => ({ at: daysAgo(days) }))
  const lastOfThirdDay = { at: new Date(today - 2 * dayMs - 1) }
  const [ofShort, ofLong] = [
    await someEvents(platform, short.id, [...at, lastOfThirdDay]),
    await someEvents(platform, long.id, at),
  ]
  await clearAll()
  expect(await left(short)).toEqual([ofShort[2]?.id, ofShort[3]?.id])
  expect(await left(long)).toEqual(ofLong.map(({ id }) => id))
})

it('drops whole days that nobody keeps any longer, a few in a round, the oldest first', async () => {
  await clearAll()
  const tenant = await aTenantThatKeeps(400)
  await makePartitions(platform, daysAgo(420).getTime()) // and the three days after it
  await makePartitions(platform, daysAgo(410).getTime())
  await makePartitions(platform, daysAgo(401).getTime()) // reaches into the days that are kept
  const [old, kept] = await someEvents(platform, tenant.id, [{ at: daysAgo(401) }, { at: daysAgo(400) }])
  const round = async () => (await clearExpired(platform)).days
  const days = (...ago: number[]) => ago.map((one) => dayOf(daysAgo(one).getTime()).name)
  expect(await round()).toEqual(days(420, 419, 418, 417))
  expect(await left(tenant)).toEqual([old?.id, kept?.id])
  expect(await round()).toEqual(days(410, 409, 408, 407))
  expect(await round()).toEqual(days(401))
  expect(await round()).toEqual([])
  expect(await left(tenant)).toEqual([kept?.id])
  expect(await partitions()).toEqual(expect.arrayContaining(days(400, 399)))
})

it('deletes more than one piece', async () => {
  const tenant = await aTenantThatKeeps(1)
  await someEvents(
    platform,
    tenant.id,
    Array.from({ length: 4_500 }, () => ({ at: daysAgo(5) })),
  )
  await clearAll()
  expect(await left(tenant)).toEqual([])
})

it("keeps no tenant's events waiting for those of a large one, and says what is left", async () => {
  await clearAll()
  const [large, small] = [await aTenantThatKeeps(1), await aTenantThatKeeps(1)]
  const old = (count: number) => Array.from({ length: count }, () => ({ at: daysAgo(5) }))
  await someEvents(platform, large.id, old(6_500))
  await someEvents(platform, small.id, old(10))
  expect(await clearExpired(platform, { dropsDays: false, mostPieces: 2 })).toEqual({
    days: [],
    rows: 2_010,
    isDone: false,
  })
  expect(await left(small)).toEqual([])
  expect(await clearExpired(platform, { dropsDays: false })).toMatchObject({ rows: 4_500, isDone: true })
})

it('drops no days in a round that goes on with the one before', async () => {
  await clearAll()
  await makePartitions(platform, daysAgo(4_000).getTime())
  expect(await clearExpired(platform, { dropsDays: false })).toMatchObject({ days: [] })
  expect((await clearExpired(platform)).days).toHaveLength(4)
})

it('clears nothing because a server believes that it is next year', async () => {
  const tenant = await aTenantThatKeeps(30)
  const [event] = await someEvents(platform, tenant.id, [{ at: daysAgo(1) }])
  await clearExpired(platform, { now: Date.now() + 366 * dayMs })
  expect(await left(tenant)).toEqual([event?.id])
})
