import { Role } from '../auth/role'
import type { Platform } from '../platform/context'
import { newId } from '../platform/ids'
import { aMember, testPlatform } from '../../test/harness'
import { DeliveryOutcome } from './delivery.entity'
import { deliveries } from './delivery.service'

let platform: Platform
let close: () => Promise<void>

beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

/** An admin whose tenant has these deliveries, oldest first, all of one source. */
async function anAdminWith(outcomes: DeliveryOutcome[]) {
  const admin = await aMember(platform, { role: Role.ADMIN })
  const sourceId = newId()
  const rows = outcomes.map((outcome) => ({ tenant_id: admin.tenant.id, id: newId(), source_id: sourceId, outcome }))
  await platform.database.acrossTenants('tocsin_ingest', [admin.tenant.id], (db) =>
    db.query(
      `INSERT INTO delivery (tenant_id, id, source_id, outcome, size, status)
       SELECT *, 0, 202 FROM jsonb_to_recordset($1::jsonb) AS given(tenant_id uuid, id uuid, source_id uuid, outcome text)`,
      [JSON.stringify(rows)],
    ),
  )
  return { admin, sourceId, newestFirst: rows.map(({ id }) => id).reverse() }
}

const { ACCEPTED, REFUSED } = DeliveryOutcome

it('pages newest first, without gaps or repetitions', async () => {
  const { admin, newestFirst } = await anAdminWith(Array<DeliveryOutcome>(5).fill(ACCEPTED))
  const first = await deliveries(admin, { first: 3 })
  const second = await deliveries(admin, { first: 3, after: first.pageInfo.endCursor })
  expect([...first.nodes, ...second.nodes].map(({ id }) => id)).toEqual(newestFirst)
  expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false])
})

it('filters by source and outcome, and refuses a cursor of another filter', async () => {
  const { admin, sourceId, newestFirst } = await anAdminWith([ACCEPTED, REFUSED])
  const refused = await deliveries(admin, { first: 1, outcome: REFUSED, sourceId })
  expect(refused.nodes.map(({ id }) => id)).toEqual(newestFirst.slice(0, 1))
  expect((await deliveries(admin, { first: 1, sourceId: newId() })).nodes).toEqual([])
  const elsewhere = deliveries(admin, { first: 1, after: refused.pageInfo.endCursor })
  await expect(elsewhere).rejects.toMatchObject({ code: 'BAD_USER_INPUT' })
})

it("does not show another tenant's", async () => {
  const { sourceId } = await anAdminWith([ACCEPTED])
  expect((await deliveries(await aMember(platform, { role: Role.ADMIN }), { first: 10, sourceId })).nodes).toEqual([])
})
