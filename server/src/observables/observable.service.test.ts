import { aMember, analystOf, testPlatform } from '../../test/harness'
import { idOf } from '../../test/observables'
import { Role } from '../auth/role'
import type { Context, Platform, TenantRef } from '../platform/context'
import { onIocsChanged } from './observable.events'
import { observableById, observableNode } from './observable.loader'
import { addObservable, updateObservable } from './observable.service'
import { ObservableType } from './observable.type'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

type TenantContext = Context & { tenant: TenantRef }

const { DOMAIN, IP_ADDRESS } = ObservableType

const add = async (ctx: TenantContext, value: string, isIoc = true) =>
  (await addObservable(ctx, { type: DOMAIN, value, isIoc })).observable

const recorded = (ctx: TenantContext) =>
  platform.database.transaction({ tenantId: ctx.tenant.id }, (db) =>
    db.query<{ field: string; from_value: unknown; to_value: unknown }>(
      "SELECT field, from_value, to_value FROM history_entry WHERE object_type = 'observable' ORDER BY id",
    ),
  )

it('makes an IOC of a defanged value, and tells every node', async () => {
  const ctx = await analystOf(platform)
  const told: unknown[] = []
  const stop = onIocsChanged(platform, (tenantIds) => told.push(tenantIds))
  const { observable } = await addObservable(ctx, {
    ...{ type: DOMAIN, value: ' Evil[.]TEST. ', isIoc: true, tlp: 'amber+strict', note: 'from the pentest' },
  })
  stop()
  expect(observable).toMatchObject({
    ...{ id: idOf(ctx.tenant.id, 'DOMAIN', 'evil.test'), value: 'evil.test', isIoc: true, iocSetBy: 'USER' },
    ...{ tlp: 'TLP:AMBER+STRICT', note: 'from the pentest', validUntil: null },
  })
  expect(told).toEqual([[ctx.tenant.id]])
  expect((await recorded(ctx)).map(({ field }) => field).sort()).toEqual(['isIoc', 'note', 'tlp'])
})

it('says of a value that is known what is given, and keeps the rest', async () => {
  const ctx = await analystOf(platform)
  await addObservable(ctx, { type: DOMAIN, value: 'known.test', isIoc: true, note: 'first', tlp: 'RED' })
  const again = await addObservable(ctx, { type: DOMAIN, value: 'KNOWN.test', isIoc: true, note: 'second' })
  expect(again.observable).toMatchObject({ note: 'second', tlp: 'TLP:RED' })
})

it('clears with null, leaves with nothing, and records no change that is none', async () => {
  const ctx = await analystOf(platform)
  const { id } = await add(ctx, 'changed.test')
  const until = new Date(Date.now() + 1_000)
  await updateObservable(ctx, { id, note: 'n', validUntil: until })
  const before = (await recorded(ctx)).length
  expect((await updateObservable(ctx, { id, note: 'n' })).observable.validUntil).toEqual(until)
  expect(await recorded(ctx)).toHaveLength(before)
  expect((await updateObservable(ctx, { id, note: null, validUntil: null })).observable).toMatchObject({
    ...{ isIoc: true, note: null, validUntil: null },
  })
})

it.each([
  ['a value of another type', { type: IP_ADDRESS, value: 'evil.test' }, 'input.value'],
  ['nothing', { type: DOMAIN, value: '' }, 'input.value'],
  ['a value without end', { type: DOMAIN, value: 'x'.repeat(2_001) }, 'input.value'],
  ['a colour that TLP does not have', { type: DOMAIN, value: 'a.test', tlp: 'PINK' }, 'input.tlp'],
  ['a note without end', { type: DOMAIN, value: 'a.test', note: 'x'.repeat(2_001) }, 'input.note'],
])('refuses %s', async (_what, input, path) => {
  const ctx = await analystOf(platform)
  await expect(addObservable(ctx, { isIoc: true, ...input })).rejects.toMatchObject({
    extensions: { code: 'BAD_USER_INPUT', fields: [expect.objectContaining({ path })] },
  })
})

it("finds and changes nothing of another tenant's", async () => {
  const { id } = await add(await analystOf(platform), 'private.test')
  const stranger = await aMember(platform, { role: Role.ADMIN })
  const notFound = { extensions: { code: 'NOT_FOUND' } }
  await expect(observableById(stranger, id)).rejects.toMatchObject(notFound)
  await expect(updateObservable(stranger, { id, isIoc: false })).rejects.toMatchObject(notFound)
  expect(await observableNode(stranger, id)).toBeNull()
  expect((await add(stranger, 'private.test')).id).not.toBe(id)
})
