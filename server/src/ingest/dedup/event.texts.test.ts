import { someEvents } from '../../../test/events'
import { analystOf, testPlatform } from '../../../test/harness'
import type { Db } from '../../platform/database'
import type { Platform } from '../../platform/context'
import { eventsWithText, weighed, type WeighedEvent } from './event.texts'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

/** A tenant with events of such lengths, and how its transactions are recorded: the bytes that each of them read. */
async function anArchive(lengths: number[]) {
  const { tenant } = await analystOf(platform)
  const given = lengths.map((bytes, n) => ({ raw: `{"n":"${n}${'x'.repeat(bytes - 8 - String(n).length)}"}` }))
  await someEvents(platform, tenant.id, given)
  const read: number[] = []
  const inTenant = <T>(work: (db: Db) => Promise<T>): Promise<T> =>
    platform.database.transaction({ tenantId: tenant.id }, async (db) => {
      const rows = await work(db)
      read.push((rows as { raw: string }[]).reduce((sum, { raw }) => sum + raw.length, 0))
      return rows
    })
  const events = await platform.database.transaction({ tenantId: tenant.id }, (db) =>
    db.query<WeighedEvent>(`SELECT ${weighed} FROM event ORDER BY id`),
  )
  return { events, inTenant, read }
}

it('reads at most 4 MiB at once, and what is longer alone', async () => {
  const { events, inTenant, read } = await anArchive([5_000_000, ...Array<number>(10).fill(1_000_000), 10])
  const seen: string[] = []
  for await (const { id } of eventsWithText(inTenant, events)) seen.push(id)
  expect(seen).toEqual(events.map(({ id }) => id))
  expect(read).toEqual([5_000_000, 4_000_000, 4_000_000, 2_000_010])
})

it('lets others have their turn between long texts, and seldom between short ones', async () => {
  const turnsBetween = async (lengths: number[]): Promise<number> => {
    const { events, inTenant } = await anArchive(lengths)
    let [turns, isOver] = [0, false]
    const turn = () => isOver || (turns++, setImmediate(turn))
    const seen = new Map<string, number>()
    for await (const { id } of eventsWithText(inTenant, events)) {
      if (seen.size === 0) turn()
      seen.set(id, turns)
    }
    isOver = true
    return new Set(seen.values()).size
  }
  expect(await turnsBetween([300_000, 300_000, 300_000, 300_000])).toBe(4)
  expect(await turnsBetween([100, 100, 100, 100])).toBe(1)
})
