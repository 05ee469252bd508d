import { anEvent } from '../../test/events'
import { aTenant, testPlatform } from '../../test/harness'
import type { Platform } from '../platform/context'
import { dayMs, dayOf, makePartitions, partitionDays } from './event.partition'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

/** A day of its own for every test, long ago, on which no other test stores anything. */
let next = Date.UTC(2001, 0, 1)
const aDay = (): number => (next += 10 * dayMs)

const partitionOf = (tenantId: string, id: string): Promise<string | undefined> =>
  platform.database.transaction({ tenantId }, async (db) => {
    const sql = 'SELECT tableoid::regclass::text AS name FROM event WHERE id = $1'
    return (await db.query<{ name: string }>(sql, [id]))[0]?.name
  })

const names = async (): Promise<string[]> => (await platform.database.asLogin(partitionDays)).map((day) => day.name)

it('puts the events of a day and the next three into partitions of their own', async () => {
  const tenant = await aTenant(platform)
  const day = aDay()
  await makePartitions(platform, day + 7_200_000)
  for (const at of [day, day + dayMs - 1, day + dayMs, day + 4 * dayMs - 1]) {
    const { id } = await anEvent(platform, tenant.id, { at: new Date(at) })
    expect(await partitionOf(tenant.id, id)).toBe(dayOf(at).name)
  }
  for (const at of [day - 1, day + 4 * dayMs]) {
    const { id } = await anEvent(platform, tenant.id, { at: new Date(at) })
    expect(await partitionOf(tenant.id, id)).toBe('event_default')
  }
})

it('moves what arrived before its day had a partition', async () => {
  const [tenant, other] = [await aTenant(platform), await aTenant(platform)]
  const day = aDay()
  const at = new Date(day + 1)
  const own = await anEvent(platform, tenant.id, { at, raw: '{"b": 1.0, "a":\t2}' })
  const theirs = await anEvent(platform, other.id, { at })
  const older = await anEvent(platform, tenant.id, { at: new Date(day - 1) })
  await makePartitions(platform, day)
  expect(await partitionOf(tenant.id, own.id)).toBe(dayOf(day).name)
  expect(await partitionOf(other.id, theirs.id)).toBe(dayOf(day).name)
  expect(await partitionOf(tenant.id, older.id)).toBe('event_default')
  const rows = await platform.database.transaction({ tenantId: tenant.id }, (db) =>
    db.query('SELECT raw FROM event WHERE id = $1', [own.id]),
  )
  expect(rows).toEqual([{ raw: own.raw }])
})

it('walls tenants off in every partition, whose rows are reached through the table alone', async () => {
  const day = aDay()
  await anEvent(platform, (await aTenant(platform)).id, { at: new Date(day) })
  await makePartitions(platform, day)
  const open = await platform.database.asLogin((db) =>
    db.query(
      `SELECT relname FROM pg_class WHERE relname LIKE 'event\\_%' AND relkind = 'r' AND NOT (relrowsecurity AND relforcerowsecurity)
       UNION SELECT table_name FROM information_schema.table_privileges WHERE table_name LIKE 'event\\_%' AND grantee LIKE 'tocsin%' AND grantee <> session_user`,
    ),
  )
  expect(open).toEqual([])
})

it('gives a partition the keys of the table', async () => {
  const day = aDay()
  await makePartitions(platform, day)
  const indexes = await platform.database.asLogin((db) =>
    db.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pg_inherits i JOIN pg_index x ON x.indexrelid = i.inhrelid
       WHERE x.indrelid = $1::regclass AND i.inhparent IN (SELECT indexrelid FROM pg_index WHERE indrelid = 'event'::regclass)`,
      [dayOf(day).name],
    ),
  )
  expect(indexes[0]?.count).toBe(3)
})

it('makes each once, however many ask at the same time and again', async () => {
  const day = aDay()
  await Promise.all([makePartitions(platform, day), makePartitions(platform, day)])
  await makePartitions(platform, day)
  expect((await names()).filter((name) => name === dayOf(day).name)).toHaveLength(1)
})

it('lives with a clock that jumps a century ahead and back', async () => {
  const [far, day] = [Date.UTC(2126, 5, 1), aDay()]
  await makePartitions(platform, far)
  await makePartitions(platform, day)
  expect(await names()).toEqual(expect.arrayContaining([dayOf(far).name, dayOf(day).name]))
})

it('goes on when a partition cannot be made', async () => {
  const day = aDay()
  const { name } = dayOf(day)
  await platform.database.asLogin((db) => db.query(`CREATE TABLE ${name} (tenant_id uuid NOT NULL)`)) // somebody's own
  await makePartitions(platform, day)
  expect(await names()).toEqual(expect.arrayContaining([dayOf(day + dayMs).name]))
  await platform.database.asLogin((db) => db.query(`DROP TABLE ${name}`))
})
