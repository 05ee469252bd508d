import { anEvent } from '../../test/events'
import { aTenant, testPlatform } from '../../test/harness'
import type { Platform } from '../platform/context'
import { sqlState } from '../platform/errors'
import type { NewEvent } from './event.insert'
import { isOutrun } from './event.insert'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

it('keeps the text of an item as it came, and makes the others such as Postgres can hold', async () => {
  const tenant = await aTenant(platform)
  const raw = '{"b": 1.0,\t"a": 12345678901234567890}'
  const { id } = await anEvent(platform, tenant.id, { raw, title: 'a\0b', host: '\ud800', entity: null })
  const rows = await platform.database.transaction({ tenantId: tenant.id }, (db) =>
    db.query('SELECT raw, title, host, entity FROM event WHERE id = $1', [id]),
  )
  expect(rows).toEqual([{ raw, title: 'a\ufffdb', host: '\ufffd', entity: null }])
})

it("tells a row that breaks the table's rules from one whose day has just got a partition", async () => {
  const tenant = await aTenant(platform)
  const given = { outcome: 'GONE' as NewEvent['outcome'], at: new Date(Date.UTC(2002, 0, 1)) }
  const fault = await anEvent(platform, tenant.id, given).catch((error: unknown) => error)
  expect([sqlState(fault), isOutrun(fault)]).toEqual(['23514', false])
  // Postgres' answer when one transaction attaches the partition that another has just missed.
  const driverError = { code: '23514', table: 'event_default', constraint: undefined }
  expect(isOutrun(Object.assign(new Error(), { driverError }))).toBe(true)
})
