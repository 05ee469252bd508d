import { analystOf, testPlatform } from '../../test/harness'
import { anObservable } from '../../test/observables'
import type { Context, Platform, TenantRef } from '../platform/context'
import { newId } from '../platform/ids'
import { named } from './observable.id'
import { observableWrites } from './observable.insert'
import type { ObservableListFilter } from './observable.input'
import { listObservables } from './observable.list'
import { addObservable } from './observable.service'
import { ObservableType } from './observable.type'

let platform: Platform
let close: () => Promise<void>
let ctx: Context & { tenant: TenantRef }

const seen = [
  anObservable('DOMAIN', 'evil.test'),
  anObservable('DOMAIN', 'good.test'),
  anObservable('IP_ADDRESS', '10.1.2.3'),
  anObservable('USER', 'Ana'),
  anObservable('USER', 'evil.test'),
]

beforeAll(async () => {
  ;({ platform, close } = await testPlatform())
  ctx = await analystOf(platform)
  const sightings = named(ctx.tenant.id, seen).map((one, index) => {
    return { tenantId: ctx.tenant.id, alertId: newId(), at: new Date(index * 1_000), observables: [one], isFold: false }
  })
  await platform.database.transaction({ tenantId: ctx.tenant.id }, (db) =>
    db.write(observableWrites({ sightings }).writes),
  )
  await addObservable(ctx, { type: ObservableType.DOMAIN, value: 'evil.test', isIoc: true })
})
afterAll(() => close())

const valuesBy = async (filter: ObservableListFilter) =>
  (await listObservables(ctx, { filter })).nodes.map(({ type, value }) => `${type} ${value}`)

it.each<[ObservableListFilter, string[]]>([
  [{}, ['USER evil.test', 'USER Ana', 'IP_ADDRESS 10.1.2.3', 'DOMAIN good.test', 'DOMAIN evil.test']],
  [{ type: 'DOMAIN' }, ['DOMAIN good.test', 'DOMAIN evil.test']],
  [{ isIoc: true }, ['DOMAIN evil.test']],
  [{ isIoc: false, type: 'DOMAIN' }, ['DOMAIN good.test']],
  [{ value: { eq: 'EVIL[.]test' } }, ['USER evil.test', 'DOMAIN evil.test']],
  [{ value: { eq: 'EVIL[.]test' }, type: 'USER' }, ['USER evil.test']],
  [{ value: { in: ['ana', '10[.]1.2.3'] } }, ['USER Ana', 'IP_ADDRESS 10.1.2.3']],
  [{ value: { in: [] } }, []],
  [{ value: { contains: 'd[.]te' } }, ['DOMAIN good.test']],
  [{ value: { startsWith: 'AN' } }, ['USER Ana']],
  [{ value: { startsWith: '%' } }, []],
])('finds by %j', async (filter, values) => {
  expect(await valuesBy(filter)).toEqual(values)
})

it('pages, each once', async () => {
  const found: string[] = []
  let after: string | null = null
  do {
    const { nodes, pageInfo } = await listObservables(ctx, { first: 2, after })
    found.push(...nodes.map(({ value }) => value))
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null
  } while (after)
  expect(found).toEqual(['evil.test', 'Ana', '10.1.2.3', 'good.test', 'evil.test'])
})

it.each([
  [{ filter: { type: 'SHOE' } }, 'filter.type'],
  [{ filter: { value: { isNull: true } } }, 'filter.value.isNull'],
  [{ filter: { value: { eq: 'a\0' } } }, 'filter.value'],
  [{ first: 101 }, 'first'],
  [{ after: 'x' }, 'after'],
])('refuses %j', async (args, path) => {
  await expect(listObservables(ctx, args)).rejects.toMatchObject({
    extensions: { code: 'BAD_USER_INPUT', fields: [expect.objectContaining({ path })] },
  })
})

it("shows nothing of another tenant's", async () => {
  expect((await listObservables(await analystOf(platform), {})).nodes).toEqual([])
})
