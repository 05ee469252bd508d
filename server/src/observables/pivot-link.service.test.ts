import { aMember, aTenant, testPlatform } from '../../test/harness'
import { anObservable } from '../../test/observables'
import { Role } from '../auth/role'
import type { Context, Platform, TenantRef } from '../platform/context'
import { mostPivotLinks, pivotLinkNode, pivotsOf } from './pivot-link.loader'
import { createPivotLink, deletePivotLink, pivotLinks, updatePivotLink } from './pivot-link.service'
import { ObservableType } from './observable.type'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

type TenantContext = Context & { tenant: TenantRef }

/** Loaders remember within a request: each call is a request of its own. */
const anAdmin = (tenant?: TenantRef) => aMember(platform, { tenant, role: Role.ADMIN })

const link = { type: ObservableType.DOMAIN, name: 'SIEM', urlTemplate: 'https://siem.example/?q={value}' }
const make = async (ctx: TenantContext, given: Partial<typeof link> = {}) =>
  (await createPivotLink(ctx, { ...link, ...given })).pivotLink

it('makes out the links of a value, by its type', async () => {
  const ctx = await anAdmin()
  await make(ctx)
  await make(ctx, { name: 'Archive', urlTemplate: 'https://archive.example/{value}' })
  await make(ctx, { type: ObservableType.USER })
  expect(await pivotsOf(ctx, anObservable('DOMAIN', 'evil.test'))).toEqual([
    { name: 'Archive', url: 'https://archive.example/evil.test' },
    { name: 'SIEM', url: 'https://siem.example/?q=evil.test' },
  ])
})

it('changes and removes them', async () => {
  const ctx = await anAdmin()
  const { id } = await make(ctx)
  const { pivotLink } = await updatePivotLink(ctx, { id, name: 'Logs' })
  expect(pivotLink).toMatchObject({ ...link, name: 'Logs' })
  await deletePivotLink(ctx, { id })
  expect(await pivotLinks(await anAdmin(ctx.tenant))).toEqual([])
})

it('keeps names apart within a type, whatever their case', async () => {
  const ctx = await anAdmin()
  const { id } = await make(ctx, { name: 'Other' })
  await make(ctx)
  const conflict = { extensions: { code: 'CONFLICT' } }
  await expect(make(ctx, { name: 'siem' })).rejects.toMatchObject(conflict)
  await expect(updatePivotLink(ctx, { id, name: 'SIEM' })).rejects.toMatchObject(conflict)
  await expect(make(ctx, { type: ObservableType.USER })).resolves.toBeDefined()
})

it('keeps at most 50 per tenant', async () => {
  const ctx = await anAdmin()
  for (let index = 0; index < mostPivotLinks; index++) await make(ctx, { name: `n${index}` })
  await expect(make(ctx)).rejects.toMatchObject({ extensions: { code: 'CONFLICT' } })
  expect(await pivotLinks(await anAdmin(await aTenant(platform)))).toEqual([])
})

it('refuses a template that would ask the host that the value names', async () => {
  const attempt = make(await anAdmin(), { urlTemplate: 'https://{value}/' })
  await expect(attempt).rejects.toMatchObject({
    extensions: { code: 'BAD_USER_INPUT', fields: [expect.objectContaining({ path: 'input.urlTemplate' })] },
  })
})

it("shows and changes nothing of another tenant's", async () => {
  const { id } = await make(await anAdmin())
  const stranger = await anAdmin()
  const notFound = { extensions: { code: 'NOT_FOUND' } }
  await expect(updatePivotLink(stranger, { id, name: 'x' })).rejects.toMatchObject(notFound)
  await expect(deletePivotLink(stranger, { id })).rejects.toMatchObject(notFound)
  expect(await pivotLinkNode(stranger, id)).toBeNull()
  expect(await pivotLinks(stranger)).toEqual([])
})
