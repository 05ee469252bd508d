import { aBeat, someAgents } from '../../test/agents'
import { analystOf, testPlatform } from '../../test/harness'
import type { Context, Platform, TenantRef } from '../platform/context'
import type { Notice } from '../watch/notice'
import { tellUntold } from '../watch/outbox'
import { SilencePolicy } from '../watch/watch.settings.type'
import { updateWatchSettings } from '../watch/watch.settings.service'
import { lookAround } from '../watch/watch'
import { agentOf } from './agent.loader'
import { deleteAgents, retireAgents } from './agent.service'
import { sweepAgents } from './agent.sweep'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const begin = Date.now() - 600_000
const at = (seconds: number) => new Date(begin + seconds * 1_000)

/** A tenant whose watch is looked after by hand: what it tells is kept here instead of being delivered. */
async function aWatch() {
  const ctx = await analystOf(platform)
  const told: Notice[] = []
  const deliver = async (_tenant: string, _source: string, body: Buffer) =>
    void told.push(JSON.parse(body.toString()) as Notice)
  const look = async (seconds: number, listening = -10_000) => {
    const moment = { now: at(seconds), listeningSince: at(listening), lastRound: at(seconds - 5) }
    await sweepAgents(platform, [ctx.tenant.id], moment)
    await tellUntold(platform, [ctx.tenant.id], deliver)
  }
  return { ctx, tenant: ctx.tenant, told, look }
}

const count = async (tenant: TenantRef, sql: string): Promise<number> => {
  const [row] = await platform.database.transaction({ tenantId: tenant.id }, (db) =>
    db.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${sql}`),
  )
  return row?.count ?? -1
}

const theAgent = (ctx: Context, name: string) => agentOf({ ...ctx }, { name })

it('notices 5,000 agents that fall silent at once in one round, as one silence', async () => {
  const { ctx, tenant, told, look } = await aWatch()
  await someAgents(platform, tenant.id, { count: 5_000, lastSeenAt: at(0) })
  await someAgents(platform, tenant.id, { count: 3, lastSeenAt: at(60), name: 'fine' })
  await look(89)
  expect(await count(tenant, 'agent WHERE silent_since IS NOT NULL')).toBe(0)
  await look(91)
  expect(await count(tenant, 'agent WHERE silent_since IS NOT NULL')).toBe(5_000)
  expect(await count(tenant, 'agent_gap WHERE to_at IS NULL')).toBe(5_000)
  await look(96)
  expect(told).toMatchObject([
    { state: 'BEGUN', title: '5000 agents fell silent', severity: 'HIGH', detail: { members: 5_000 } },
  ])
  expect(told[0]?.host).toBeUndefined()
  for (const seconds of [101, 106, 120]) await look(seconds)
  expect(told).toHaveLength(1)
  expect((await theAgent(ctx, 'mac-4999')).silentSince).toEqual(at(0))
})

it('waits for those whose beats were spread over an interval, and tells of all of them once', async () => {
  const { tenant, told, look } = await aWatch()
  for (const second of [0, 5, 10, 15, 20, 25]) {
    await someAgents(platform, tenant.id, { count: 10, lastSeenAt: at(second), name: `at-${second}` })
  }
  for (let second = 90; second <= 130; second += 5) await look(second + 1)
  expect(told.map(({ title }) => title)).toEqual(['60 agents fell silent'])
})

it('tells once of one agent, however long it is silent, and that it is back', async () => {
  const { ctx, tenant, told, look } = await aWatch()
  await someAgents(platform, tenant.id, { count: 1, lastSeenAt: at(0) })
  for (let second = 91; second <= 300; second += 5) await look(second)
  expect(told).toMatchObject([
    { state: 'BEGUN', title: 'Agent mac-0 fell silent', host: 'mac-0', at: at(0).toISOString() },
  ])
  await aBeat(platform, tenant, 'mac-0')
  expect(await theAgent(ctx, 'mac-0')).toMatchObject({ silentSince: null, silenceId: null, status: 'ONLINE' })
  await look(305)
  await look(310)
  expect(told.slice(1)).toMatchObject([
    { state: 'ENDED', silence_id: told[0]?.silence_id, ended_at: at(305).toISOString() },
  ])
  expect(await count(tenant, 'agent_gap WHERE to_at IS NOT NULL')).toBe(1)
})

it('takes later ones into the silence for a minute, and makes another of those after it', async () => {
  const { tenant, told, look } = await aWatch()
  await someAgents(platform, tenant.id, { count: 2, lastSeenAt: at(0), name: 'first' })
  await someAgents(platform, tenant.id, { count: 2, lastSeenAt: at(30), name: 'second' })
  await someAgents(platform, tenant.id, { count: 1, lastSeenAt: at(100), name: 'third' })
  for (const second of [91, 97, 121, 127, 191, 197]) await look(second)
  expect(told.map(({ title, silence_id: id }) => [title, id === told[0]?.silence_id])).toEqual([
    ['2 agents fell silent', true],
    ['4 agents fell silent', true],
    ['Agent third-0 fell silent', false],
  ])
})

it('ends when the last one is back, retired or deleted, and not before', async () => {
  const { ctx, tenant, told, look } = await aWatch()
  const ids = await someAgents(platform, tenant.id, { count: 3, lastSeenAt: at(0) })
  for (const second of [91, 97]) await look(second)
  await retireAgents(ctx, { ids: ids.slice(0, 1) })
  await aBeat(platform, tenant, 'mac-1')
  await look(102)
  expect(told).toHaveLength(1)
  await deleteAgents(ctx, { ids: ids.slice(2) })
  await look(107)
  expect(told.map(({ state }) => state)).toEqual(['BEGUN', 'ENDED'])
})

it('tells nothing of a silence that was over before it was told, but keeps its gap', async () => {
  const { tenant, told, look } = await aWatch()
  await someAgents(platform, tenant.id, { count: 1, lastSeenAt: at(0) })
  await look(91)
  await aBeat(platform, tenant, 'mac-0')
  for (const second of [96, 101, 131]) await look(second)
  expect(told).toEqual([])
  expect(await count(tenant, 'agent_gap WHERE to_at IS NOT NULL')).toBe(1)
  expect(await count(tenant, 'silence WHERE is_done')).toBe(1)
})

it('does not blame agents for a time in which nobody listened', async () => {
  const { tenant, told, look } = await aWatch()
  await someAgents(platform, tenant.id, { count: 1, lastSeenAt: at(0) })
  for (const second of [300, 305, 389]) await look(second, 300)
  expect(await count(tenant, 'agent WHERE silent_since IS NOT NULL')).toBe(0)
  for (const second of [391, 397]) await look(second, 300)
  expect(told).toHaveLength(1)
})

it('only notes the silence when the tenant wants no alert', async () => {
  const { ctx, tenant, told, look } = await aWatch()
  await updateWatchSettings(ctx, { agentSilence: SilencePolicy.OFF })
  await someAgents(platform, tenant.id, { count: 1, lastSeenAt: at(0) })
  for (const second of [91, 97, 130]) await look(second)
  expect(told).toEqual([])
  expect(await count(tenant, 'agent WHERE silent_since IS NOT NULL AND silence_id IS NULL')).toBe(1)
})

it('tells again, in the same words, what a server that died did not get to tell', async () => {
  const { tenant, told, look } = await aWatch()
  await someAgents(platform, tenant.id, { count: 2, lastSeenAt: at(0) })
  await look(91)
  const moment = { now: at(97), listeningSince: at(-10_000), lastRound: at(92) }
  const bodies: string[] = []
  const dies = async (_tenant: string, _source: string, body: Buffer) => {
    bodies.push(body.toString())
    throw new Error('killed')
  }
  await sweepAgents(platform, [tenant.id], moment)
  expect(await tellUntold(platform, [tenant.id], dies)).toBe(0)
  expect(told).toEqual([])
  await look(102)
  expect(told.map((one) => JSON.stringify(one))).toEqual(bodies)
  await look(107)
  expect(told).toHaveLength(1)
})

it("keeps tenants apart: one's silence is no other's", async () => {
  const [one, two] = [await aWatch(), await aWatch()]
  await someAgents(platform, one.tenant.id, { count: 2, lastSeenAt: at(0) })
  await someAgents(platform, two.tenant.id, { count: 3, lastSeenAt: at(0) })
  const told: string[] = []
  const deliver = async (tenant: string, _source: string, body: Buffer) =>
    void told.push(`${tenant} ${(JSON.parse(body.toString()) as Notice).title}`)
  for (const second of [91, 97]) {
    await lookAround(platform, [sweepAgents], deliver, {
      now: at(second),
      listeningSince: at(-10_000),
      lastRound: at(second - 5),
    })
  }
  const ours = told.filter((text) => [one.tenant.id, two.tenant.id].some((id) => text.startsWith(id)))
  expect(ours.sort()).toEqual([`${one.tenant.id} 2 agents fell silent`, `${two.tenant.id} 3 agents fell silent`].sort())
})
