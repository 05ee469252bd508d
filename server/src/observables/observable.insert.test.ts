import { aTenant, testPlatform } from '../../test/harness'
import { linksOf } from '../../test/observables'
import type { Platform, TenantRef } from '../platform/context'
import { statementCount } from '../platform/database'
import { newId } from '../platform/ids'
import { named } from './observable.id'
import { observableWrites, type ObservableBatch, type Sighting } from './observable.insert'
import { mostPerAlert, StoredKeys } from './observable.stored'
import { ObservableType, type ObservableValue } from './observable.type'

let platform: Platform
let close: () => Promise<void>
let acme: TenantRef
let globex: TenantRef
beforeAll(async () => {
  ;({ platform, close } = await testPlatform())
  acme = await aTenant(platform)
  globex = await aTenant(platform, 'Globex')
})
afterAll(() => close())

const at = new Date('2026-01-02T03:04:05.678Z')

const users = (count: number, word = 'user'): ObservableValue[] =>
  Array.from({ length: count }, (_, index) => ({ type: ObservableType.USER, value: `${word}-${index}` }))

const sighting = (
  values: ObservableValue[],
  { tenantId = acme.id, alertId = newId(), isFold = false }: Partial<Omit<Sighting, 'observables' | 'at'>> = {},
): Sighting => ({ tenantId, alertId, at, isFold, observables: named(tenantId, values) })

/** As the ingest writes: over both tenants, in one statement. */
async function write(batch: ObservableBatch): Promise<{ statements: number; keys: string[] }> {
  const counter = { statements: [] as string[] }
  const { writes, keys } = observableWrites(batch)
  await platform.database.acrossTenants('tocsin_ingest', [acme.id, globex.id], (db) =>
    statementCount.run(counter, () => db.write(writes)),
  )
  return { statements: counter.statements.length, keys }
}

const links = (tenantId: string, alertId: string) => linksOf(platform, tenantId, alertId)

it('writes any number of observables and links, of several tenants, in one statement', async () => {
  const [one, other] = [newId(), newId()]
  const shared = users(3)
  const batch = [
    sighting([...shared, ...shared], { alertId: one }),
    sighting(users(200), { alertId: other, tenantId: globex.id }),
  ]
  expect((await write({ sightings: batch })).statements).toBe(1)
  expect((await links(acme.id, one)).sort()).toEqual(
    named(acme.id, shared)
      .map(({ id }) => id)
      .sort(),
  )
  expect(await links(globex.id, other)).toHaveLength(200)
  expect(await links(globex.id, one)).toEqual([])
})

it('keeps the first spelling and the first time of a value', async () => {
  await write({ sightings: [sighting([{ type: ObservableType.USER, value: 'Spelt' }])] })
  await write({ sightings: [{ ...sighting([{ type: ObservableType.USER, value: 'SPELT' }]), at: new Date() }] })
  const rows = await platform.database.transaction({ tenantId: acme.id }, (db) =>
    db.query("SELECT value, first_seen_at FROM observable WHERE fold_case(value) = 'spelt'"),
  )
  expect(rows).toEqual([{ value: 'Spelt', first_seen_at: at }])
})

it('adds what a further event holds, up to 500 links', async () => {
  const alertId = newId()
  await write({ sightings: [sighting(users(498, 'full'), { alertId })] })
  const more = [...users(10, 'full'), ...users(5, 'new')]
  await write({ sightings: [sighting(more, { alertId, isFold: true })] })
  const held = await links(acme.id, alertId)
  expect(held).toHaveLength(mostPerAlert)
  expect(held).toEqual(expect.arrayContaining(named(acme.id, users(2, 'new')).map(({ id }) => id)))
  await write({ sightings: [sighting(users(3, 'newest'), { alertId, isFold: true })] })
  expect(await links(acme.id, alertId)).toHaveLength(mostPerAlert)
})

it('links what an alert gathers that the same batch opens and folds into', async () => {
  const alertId = newId()
  const sightings = [sighting(users(2), { alertId }), sighting(users(4), { alertId, isFold: true })]
  await write({ sightings })
  expect(await links(acme.id, alertId)).toHaveLength(4)
  const many = newId()
  const flood = [0, 1, 2, 3, 4, 5].map((nth) =>
    sighting(users(100, `batch-${nth}`), { alertId: many, isFold: nth > 0 }),
  )
  await write({ sightings: flood })
  expect(await links(acme.id, many)).toHaveLength(mostPerAlert)
})

it('writes nothing of what is known to be stored', async () => {
  const stored = new StoredKeys()
  const alertId = newId()
  const first = await write({ sightings: [sighting(users(4, 'noisy'), { alertId })], stored })
  stored.remember(first.keys)
  const again = { sightings: [sighting(users(4, 'noisy'), { alertId, isFold: true })], stored }
  expect(observableWrites(again)).toEqual({ writes: [], keys: [], gaining: new Set() })
  const elsewhere = observableWrites({ sightings: [sighting(users(4, 'noisy'))], stored })
  expect(elsewhere.writes).toHaveLength(1) // the links alone
})

it("cannot write into another tenant's", async () => {
  const { writes } = observableWrites({ sightings: [sighting(users(1), { tenantId: globex.id })] })
  const attempt = platform.database.acrossTenants('tocsin_ingest', [acme.id], (db) => db.write(writes))
  await expect(attempt).rejects.toThrow(/row-level security/)
})
