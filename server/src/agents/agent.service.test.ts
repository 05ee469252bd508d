import { aBeat, someAgents } from '../../test/agents'
import { aMember, analystOf, testPlatform } from '../../test/harness'
import { historyOf } from '../audit/history.loader'
import { Role } from '../auth/role'
import type { Context, Platform } from '../platform/context'
import { Direction } from '../platform/direction'
import { AgentSort } from './agent.list.input'
import { gapsOf, stripFor } from './agent.beat.list'
import { fleet } from './agent.fleet'
import { listAgents, type AgentListArgs } from './agent.list'
import { agentOf, agentTagsOf } from './agent.loader'
import { deleteAgents, restoreAgents, retireAgents, updateAgent } from './agent.service'
import { AgentStatus } from './agent.status'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000)
const namesOf = async (ctx: Context, args: AgentListArgs) => (await listAgents(ctx, args)).nodes.map(({ name }) => name)
const deedsOf = (ctx: Context & { tenant: { id: string } }) =>
  platform.database.transaction({ tenantId: ctx.tenant.id }, (db) =>
    db.query<{ action: string }>('SELECT action FROM audit_entry ORDER BY id'),
  )

it('lists agents by name, forwards and backwards, every one once', async () => {
  const ctx = await analystOf(platform)
  await someAgents(platform, ctx.tenant.id, { count: 25, lastSeenAt: ago(1) })
  const all = await namesOf(ctx, { first: 100 })
  expect(all).toHaveLength(25)
  expect(all).toEqual([...all].sort())
  const first = await listAgents(ctx, { first: 10 })
  const second = await listAgents(ctx, { first: 10, after: first.pageInfo.endCursor })
  expect([...first.nodes, ...second.nodes].map(({ name }) => name)).toEqual(all.slice(0, 20))
  expect(await namesOf(ctx, { last: 5, before: second.pageInfo.startCursor })).toEqual(all.slice(5, 10))
  const down = { field: AgentSort.NAME, direction: Direction.DESC }
  expect(await namesOf(ctx, { first: 3, orderBy: down })).toEqual(all.toReversed().slice(0, 3))
  expect(await first.totalCount()).toBe(25)
  await expect(listAgents(ctx, { after: first.pageInfo.endCursor, orderBy: down })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
  })
})

it('filters by status, version, tag and part of the name, and leaves retired ones out unless asked', async () => {
  const ctx = await analystOf(platform)
  const place = { count: 1, version: '1.0' }
  const [on = ''] = await someAgents(platform, ctx.tenant.id, { ...place, lastSeenAt: ago(5), name: 'On' })
  await someAgents(platform, ctx.tenant.id, { ...place, lastSeenAt: ago(75), name: 'late', version: '2.0' })
  await someAgents(platform, ctx.tenant.id, { ...place, lastSeenAt: ago(900), name: 'gone' })
  const [old = ''] = await someAgents(platform, ctx.tenant.id, { ...place, lastSeenAt: ago(9_000), name: 'old' })
  await retireAgents(ctx, { ids: [old] })
  await updateAgent(ctx, { id: on, tags: ['Lab', 'eu'] })
  const { ONLINE, STALE, OFFLINE, RETIRED } = AgentStatus
  expect(await namesOf(ctx, {})).toEqual(['gone-0', 'late-0', 'On-0'])
  expect(await namesOf(ctx, { filter: { status: [ONLINE] } })).toEqual(['On-0'])
  expect(await namesOf(ctx, { filter: { status: [STALE] } })).toEqual(['late-0'])
  expect(await namesOf(ctx, { filter: { status: [OFFLINE, RETIRED] } })).toEqual(['gone-0', 'old-0'])
  expect(await namesOf(ctx, { filter: { status: [RETIRED] } })).toEqual(['old-0'])
  expect(await namesOf(ctx, { filter: { retired: true } })).toEqual(['old-0'])
  expect(await namesOf(ctx, { filter: { status: [] } })).toEqual([])
  expect(await namesOf(ctx, { filter: { version: ['2.0', '3.0'] } })).toEqual(['late-0'])
  expect(await namesOf(ctx, { filter: { tag: 'LAB' } })).toEqual(['On-0'])
  expect(await namesOf(ctx, { filter: { name: 'oN' } })).toEqual(['gone-0', 'On-0'])
  for (const { status, name } of (await listAgents(ctx, {})).nodes)
    expect([name, status]).toEqual([name, { 'gone-0': OFFLINE, 'late-0': STALE, 'On-0': ONLINE }[name]])
  expect(await fleet(ctx)).toEqual({
    ...{ total: 3, online: 1, stale: 1, offline: 1, retired: 1, silent: 0 },
    versions: [{ version: '1.0', count: 2 }, { version: '2.0', count: 1 }],
    osVersions: [{ version: '15.1', count: 3 }],
  }) // prettier-ignore
})

it('sets tags once each, whatever their case, and records no change that is none', async () => {
  const ctx = await analystOf(platform)
  const id = await aBeat(platform, ctx.tenant, 'm')
  await updateAgent(ctx, { id, tags: ['b', 'a', 'B'] })
  expect(await agentTagsOf({ ...ctx }, id)).toEqual(['a', 'B'])
  await updateAgent(ctx, { id, tags: ['B', 'a'] })
  await restoreAgents(ctx, { ids: [id] })
  expect((await deedsOf(ctx)).map(({ action }) => action)).toEqual(['agent.enroll', 'agent.update'])
  const [change] = await historyOf(ctx, { objectType: 'agent', objectId: id, first: 10 })
  expect(change).toMatchObject({ field: 'tags', from: [], to: ['a', 'B'] })
  await expect(updateAgent(ctx, { id, tags: ['x'.repeat(101)] })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' })
})

it('retires and restores several in one deed, with a row in the history of each', async () => {
  const ctx = await aMember(platform, { role: Role.RESPONDER })
  const ids = await someAgents(platform, ctx.tenant.id, { count: 3, lastSeenAt: ago(1) })
  const { agents } = await retireAgents(ctx, { ids })
  expect(agents.map(({ status }) => status)).toEqual(['RETIRED', 'RETIRED', 'RETIRED'])
  await restoreAgents(ctx, { ids: ids.slice(0, 1) })
  expect((await deedsOf(ctx)).map(({ action }) => action)).toEqual(['agent.retire', 'agent.restore'])
  const history = await historyOf(ctx, { objectType: 'agent', objectId: ids[0] ?? '', first: 10 })
  expect(history.map(({ field, to }) => [field, to])).toEqual([['isRetired', true], ['isRetired', false]]) // prettier-ignore
})

it('forgets what is deleted: one that beats again is a new one, without the gaps and beats of before', async () => {
  const ctx = await analystOf(platform)
  const id = await aBeat(platform, ctx.tenant, 'm')
  await updateAgent(ctx, { id, tags: ['lab'] })
  expect(await deleteAgents(ctx, { ids: [id, id] })).toEqual({ ids: [id] })
  await expect(agentOf({ ...ctx }, { id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await new Promise((resolve) => setTimeout(resolve, 5))
  await aBeat(platform, ctx.tenant, 'm')
  const agent = await agentOf({ ...ctx }, { id })
  expect(await agentTagsOf({ ...ctx }, id)).toEqual([])
  expect(await gapsOf(ctx, agent, 10)).toEqual([])
  const strip = await stripFor(ctx, agent, 1, 6)
  expect(strip.map(({ received }) => received)).toEqual([0, 0, 0, 0, 0, 1])
})

it("changes nothing of another tenant's agents, and nothing when one of several is not there", async () => {
  const [ctx, stranger] = [await analystOf(platform), await analystOf(platform)]
  const [id = '', other = ''] = await someAgents(platform, ctx.tenant.id, { count: 2, lastSeenAt: ago(1) })
  const own = await aBeat(platform, stranger.tenant, 'own')
  for (const deed of [retireAgents, restoreAgents, deleteAgents])
    await expect(deed(stranger, { ids: [own, id, other] })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(updateAgent(stranger, { id, tags: ['x'] })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect((await agentOf({ ...stranger }, { id: own })).retiredAt).toBeNull()
  expect(await namesOf(stranger, {})).toEqual(['own'])
})
