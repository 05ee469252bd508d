import { testPlatform } from '../../test/harness'
import type { Platform } from './context'
import { GrowthWatch } from './growth'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

it('looks again at a thousand rows, and then whenever they are four times as many', async () => {
  const looks: (readonly string[])[] = []
  const looking = { ...platform, database: { analyze: async (tables: readonly string[]) => void looks.push(tables) } }
  const watch = new GrowthWatch(looking as unknown as Platform, ['alert'])
  const seen: number[] = []
  for (let rows = 500; rows <= 20_000; rows += 500) {
    watch.grew(500)
    await new Promise(setImmediate)
    if (looks.length > seen.length) seen.push(rows)
  }
  expect(seen).toEqual([1_000, 4_000, 16_000])
})

it('gives the planner figures of tables that no role of ours owns', async () => {
  await platform.database.analyze(['alert', 'event'])
  const rows = await platform.database.asLogin((db) =>
    db.query<{ relname: string; reltuples: number }>(
      "SELECT relname, reltuples FROM pg_class WHERE relname IN ('alert', 'event')",
    ),
  )
  expect(rows.every(({ reltuples }) => reltuples >= 0)).toBe(true)
})
