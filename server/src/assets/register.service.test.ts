import { aMember, analystOf, testPlatform } from '../../test/harness'
import { Role } from '../auth/role'
import type { Context, Platform } from '../platform/context'
import { onTenantNews } from '../platform/tenant.news'
import { Criticality } from '../scoring/criticality'
import { assetsChanged } from './asset.events'
import { assetRegister } from './asset.register'
import { networkRegister } from './network.register'
import { privilegedUserRegister } from './privileged-user.register'
import type { Register } from './register'
import type { RegisterRow } from './register.row'
import { exportRegister } from './register.export'
import { importRegister } from './register.import'
import { listRegister } from './register.list'
import { rowOf } from './register.loader'
import { addToRegister, changeInRegister, removeFromRegister } from './register.service'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const anAdmin = () => aMember(platform, { role: Role.ADMIN })
const code = (wanted: string) => ({ extensions: { code: wanted } })
const hostsOf = async (ctx: Context, text?: string) =>
  (await listRegister(ctx, assetRegister, { text, first: 100 })).page.nodes.map(({ host }) => host)

/** What is on record in the tenant: actions with the fields they changed. */
const recorded = async ({ tenant }: { tenant: { id: string } }) => {
  const sql = 'SELECT action, detail FROM audit_entry ORDER BY id'
  const rows = await platform.database.transaction({ tenantId: tenant.id }, (db) =>
    db.query<{ action: string; detail: Record<string, unknown> }>(sql),
  )
  return rows.filter(({ action }) => /^(asset|network|privilegedUser)\./.test(action))
}

it('adds, changes and removes, each on record, and tells that something changed', async () => {
  const admin = await anAdmin()
  const told: (string | null)[] = []
  const stop = onTenantNews(platform, [assetsChanged], (tenantId) => told.push(tenantId))
  const made = await addToRegister(admin, assetRegister, { host: ' DC01.Corp ', addresses: ['2001:DB8::0:1'] })
  expect(made).toMatchObject({ host: 'dc01.corp', criticality: 'MEDIUM', owner: null, addresses: ['2001:db8::1'] })
  const changed = await changeInRegister(admin, assetRegister, {
    id: made.id,
    ...{ criticality: Criticality.HIGH, owner: 'Ops', host: null, tags: ['x'] },
  })
  expect(changed).toMatchObject({ host: 'dc01.corp', criticality: 'HIGH', owner: 'Ops', tags: ['x'] })
  await changeInRegister(admin, assetRegister, { id: made.id, ...{ owner: 'Ops' } }) // as it is
  expect(await changeInRegister(admin, assetRegister, { id: made.id, ...{ owner: '' } })).toMatchObject({ owner: null })
  expect(await removeFromRegister(admin, assetRegister, made)).toMatchObject({ host: 'dc01.corp' })
  expect(await rowOf({ ...admin }, assetRegister, made.id)).toBeNull()
  const entries = await recorded(admin)
  expect(entries.map(({ action }) => action)).toEqual(['asset.create', 'asset.update', 'asset.update', 'asset.delete'])
  expect(entries[1]?.detail.fields).toEqual([
    { field: 'owner', from: null, to: 'Ops' },
    { field: 'criticality', from: 'MEDIUM', to: 'HIGH' },
    { field: 'tags', from: [], to: ['x'] },
  ])
  await new Promise((resolve) => setImmediate(resolve))
  expect(told.filter((id) => id === admin.tenant.id)).toHaveLength(4)
  stop()
})

it('refuses a second one of the same key, and what is not as it must be', async () => {
  const admin = await anAdmin()
  await addToRegister(admin, networkRegister, { cidr: '10.0.0.0/8', name: 'Company' })
  const other = await addToRegister(admin, networkRegister, { cidr: '10.1.0.0/16', name: 'Branch', isInternal: false })
  const attempt = (input: object) => addToRegister(admin, networkRegister, input)
  await expect(attempt({ cidr: '10.9.9.9/8', name: 'Again' })).rejects.toMatchObject(code('CONFLICT'))
  const taken = changeInRegister(admin, networkRegister, { id: other.id, ...{ cidr: '10.0.0.0/8' } })
  await expect(taken).rejects.toMatchObject(code('CONFLICT'))
  await expect(attempt({ cidr: '10.0.0.0/40', name: '' })).rejects.toMatchObject({
    extensions: { code: 'BAD_USER_INPUT', fields: [{ path: 'input.cidr' }, { path: 'input.name' }] },
  })
  expect((await recorded(admin)).map(({ action }) => action)).toEqual(['network.create', 'network.create'])
})

it('lists in pages, by the key, and finds text in any field, whatever its case', async () => {
  const admin = await anAdmin()
  const csv = 'host,owner,tags\nb,Ops,\na,,Ümlaut\nc,ops,x_y%\n'
  await importRegister(admin, assetRegister, { csv, replace: false })
  const first = await listRegister(admin, assetRegister, { first: 2 })
  expect(first.page.nodes.map(({ host }) => host)).toEqual(['a', 'b'])
  const after = first.page.pageInfo.endCursor
  const second = await listRegister(admin, assetRegister, { first: 2, after })
  expect(second.page.nodes.map(({ host }) => host)).toEqual(['c'])
  expect([
    await first.count(),
    await (await listRegister(admin, assetRegister, { text: 'OPS', first: 1 })).count(),
  ]).toEqual([3, 2])
  expect(await hostsOf(admin, 'OPS')).toEqual(['b', 'c'])
  expect(await hostsOf(admin, 'ümLAUT')).toEqual(['a'])
  expect(await hostsOf(admin, '_y%')).toEqual(['c'])
  await expect(listRegister(admin, assetRegister, { first: 101 })).rejects.toMatchObject(code('BAD_USER_INPUT'))
  await expect(listRegister(admin, assetRegister, { text: 'x', first: 1, after })).rejects.toMatchObject(
    code('BAD_USER_INPUT'),
  )
})

it('imports all of a file, or nothing; the second time nothing changes', async () => {
  const admin = await anAdmin()
  const load = (csv: string, replace = false) => importRegister(admin, assetRegister, { csv, replace })
  expect(await load('host,owner\na,Ann\nb,Bob\n')).toMatchObject({ created: 2, updated: 0, deleted: 0, errors: [] })
  expect(await load('host,owner\na,Ann\nb,Bea\n,x\n')).toMatchObject({ created: 0, updated: 0, errors: [{ line: 4 }] })
  expect((await listRegister(admin, assetRegister, { first: 9 })).page.nodes.map(({ owner }) => owner)).toEqual([
    'Ann',
    'Bob',
  ])
  expect(await load('host,owner\na,Ann\nb,Bea\nc,\n')).toMatchObject({
    created: 1,
    updated: 1,
    unchanged: 1,
    deleted: 0,
  })
  expect(await load('host,owner\nb,Bea\nd,\n', true)).toMatchObject({ created: 1, unchanged: 1, deleted: 2 })
  expect(await hostsOf(admin)).toEqual(['b', 'd'])
  expect(await load('host,owner\nb,Bea\nd,\n', true)).toMatchObject({
    created: 0,
    updated: 0,
    unchanged: 2,
    deleted: 0,
  })
  const counts = (await recorded(admin)).map(({ detail }) => [detail.created, detail.updated, detail.deleted])
  expect(counts).toEqual([[2, 0, 0], [1, 1, 0], [1, 0, 2]]) // prettier-ignore
})

it('leaves alone what the heading leaves out, and takes away what is empty under it', async () => {
  const admin = await anAdmin()
  const load = (csv: string) => importRegister(admin, assetRegister, { csv, replace: false })
  const stored = async () => (await listRegister(admin, assetRegister, { first: 9 })).page.nodes
  await load('host,owner,criticality,tags,addresses\na,Ann,CRITICAL,x;y,10.0.0.1\n')
  expect(await load('host,name\na,Directory\nb,\n')).toMatchObject({ created: 1, updated: 1 })
  expect(await stored()).toMatchObject([
    {
      ...{ host: 'a', name: 'Directory', owner: 'Ann', criticality: 'CRITICAL' },
      tags: ['x', 'y'],
      addresses: ['10.0.0.1'],
    },
    { ...{ host: 'b', name: null, owner: null, criticality: 'MEDIUM' }, tags: [], addresses: [] },
  ])
  expect(await load('host,owner,tags\na,,\n')).toMatchObject({ updated: 1 })
  expect(await stored()).toMatchObject([{ owner: null, tags: [], name: 'Directory', criticality: 'CRITICAL' }, {}])
  expect(await load('host\na\nc\n')).toMatchObject({ created: 1, updated: 0, unchanged: 1 })
  expect((await load('host,criticality\na,\n')).updated).toBe(1)
  expect(await stored()).toMatchObject([{ name: 'Directory', criticality: 'MEDIUM' }, {}, {}])
})

it('exports what it imports, in parts', async () => {
  const admin = await anAdmin()
  const lines = Array.from({ length: 5_003 }, (_, index) => `u${String(index).padStart(5, '0')},"note; ""${index}"""`)
  const csv = `name,note\n${lines.join('\n')}\n`
  expect(await importRegister(admin, privilegedUserRegister, { csv, replace: false })).toMatchObject({ created: 5_003 })
  const one = await exportRegister(admin, privilegedUserRegister, null)
  const two = await exportRegister(admin, privilegedUserRegister, one.next)
  expect(two.next).toBeNull()
  expect(one.csv.split('\n')).toHaveLength(5_002)
  expect(await importRegister(admin, privilegedUserRegister, { csv: one.csv + two.csv, replace: true })).toMatchObject({
    ...{ created: 0, updated: 0, unchanged: 5_003, deleted: 0, errors: [] },
  })
})

it('lets a tenant have no more than it may, and keeps nothing of what is too much', async () => {
  const admin = await anAdmin()
  const csv = `name\n${Array.from({ length: 10_000 }, (_, index) => `u${index}`).join('\n')}`
  await importRegister(admin, privilegedUserRegister, { csv, replace: false })
  const more = importRegister(admin, privilegedUserRegister, { csv: 'name\none-more\n', replace: false })
  await expect(more).rejects.toMatchObject({
    ...code('UNPROCESSABLE'),
    message: 'Privileged user: a tenant may have at most 10,000, this would make 10,001',
  })
  await expect(addToRegister(admin, privilegedUserRegister, { name: 'x' })).rejects.toMatchObject(code('UNPROCESSABLE'))
  const { count } = await listRegister(admin, privilegedUserRegister, { first: 1 })
  expect(await count()).toBe(10_000)
})

/** All that a stranger may try with a row of this register. */
async function isKeptFromStrangers<Row extends RegisterRow>(
  register: Register<Row>,
  given: object,
  change: object,
): Promise<void> {
  const [admin, stranger] = [await anAdmin(), await analystOf(platform)]
  const made = await addToRegister(admin, register, given)
  expect((await listRegister(stranger, register, { first: 9 })).page.nodes).toEqual([])
  expect(await rowOf(stranger, register, made.id)).toBeNull()
  expect((await exportRegister(stranger, register, null)).csv).not.toContain(String(made[register.key]))
  const changed = changeInRegister(stranger, register, { id: made.id, ...change })
  await expect(changed).rejects.toMatchObject(code('NOT_FOUND'))
  await expect(removeFromRegister(stranger, register, made)).rejects.toMatchObject(code('NOT_FOUND'))
  const { csv } = await exportRegister(admin, register, null)
  const heading = `${csv.split('\n')[0]}\n`
  expect(await importRegister(stranger, register, { csv, replace: true })).toMatchObject({ created: 1, deleted: 0 })
  expect(await importRegister(stranger, register, { csv: heading, replace: true })).toMatchObject({
    ...{ deleted: 0, errors: [{ line: 1, message: expect.stringContaining('replace all there are by nothing') }] },
  })
  expect(await rowOf({ ...admin }, register, made.id)).toEqual(made)
}

it.each([
  ['assets', () => isKeptFromStrangers(assetRegister, { host: 'srv' }, { owner: 'Mallory' })],
  ['networks', () => isKeptFromStrangers(networkRegister, { cidr: '10.0.0.0/8', name: 'Own' }, { name: 'Mallory' })],
  ['privileged users', () => isKeptFromStrangers(privilegedUserRegister, { name: 'root' }, { note: 'Mallory' })],
])("shows and gives a stranger none of another tenant's %s", (_what, isKept) => isKept())
