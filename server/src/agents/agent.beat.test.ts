import { aBeat, agentKey, someAgents } from '../../test/agents'
import { aTenant, analystOf, testPlatform } from '../../test/harness'
import type { Context, Platform } from '../platform/context'
import { statementCount } from '../platform/database'
import { beatsOf } from './agent.beat.list'
import { agentOf } from './agent.loader'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

/** A fresh answer each time: what a request has loaded, it remembers. */
const theAgent = (ctx: Context, name: string) => agentOf({ ...ctx }, { name })
const at = (seconds: number) => new Date(Date.parse('2026-03-04T05:06:00Z') + seconds * 1_000)

it('enrols an agent with its first heartbeat, under one id whatever the case of its name', async () => {
  const ctx = await analystOf(platform)
  const id = await aBeat(platform, ctx.tenant, ' Ryan’s MacBook ', { uptimeSeconds: 12.5, timestamp: at(0) })
  expect(await aBeat(platform, ctx.tenant, 'ryan’s macbook', { timestamp: at(30) })).toBe(id)
  const agent = await theAgent(ctx, 'RYAN’S MACBOOK')
  expect(agent).toMatchObject({ id, name: 'Ryan’s MacBook', version: '1.0', osVersion: '15.1', apiKeyId: agentKey.id })
  expect(agent.lastBeatAt).toEqual(at(30))
  expect(agent.status).toBe('ONLINE')
})

it("learns how often it beats from the agent's own clock", async () => {
  const ctx = await analystOf(platform)
  for (const seconds of [0, 300, 600, 900]) await aBeat(platform, ctx.tenant, 'slow', { timestamp: at(seconds) })
  const agent = await theAgent(ctx, 'slow')
  expect(agent.intervalSeconds).toBe(300)
  expect(agent.offlineAt.getTime() - agent.lastSeenAt.getTime()).toBe(900_000)
})

it('replaces what was said at the same time, and keeps every other beat, newest first', async () => {
  const ctx = await analystOf(platform)
  for (const [seconds, uptimeSeconds] of [[0, 1], [30, 2], [30, 3], [60, 4]]) {
    await aBeat(platform, ctx.tenant, 'one', { timestamp: at(seconds ?? 0), uptimeSeconds })
  } // prettier-ignore
  const agent = await theAgent(ctx, 'one')
  const { nodes, pageInfo } = await beatsOf(ctx, agent, { first: 2 })
  expect(nodes.map(({ uptimeSeconds }) => uptimeSeconds)).toEqual([4, 3])
  const rest = await beatsOf(ctx, agent, { first: 2, after: pageInfo.endCursor })
  expect(rest.nodes.map(({ uptimeSeconds }) => uptimeSeconds)).toEqual([1])
})

it('takes any text and time: cut, replaced or left out, never refused', async () => {
  const ctx = await analystOf(platform)
  const odd = { version: 'v'.repeat(100), osVersion: 'a\0b\ud800', uptimeSeconds: Number.NaN, timestamp: new Date(NaN) }
  await aBeat(platform, ctx.tenant, `${'x'.repeat(254)}\u{1F600}`, odd)
  const agent = await theAgent(ctx, 'x'.repeat(254))
  expect(agent).toMatchObject({ version: 'v'.repeat(32), osVersion: 'a\ufffdb\ufffd', uptimeSeconds: null })
  await expect(aBeat(platform, ctx.tenant, ' ')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' })
})

it('puts beats that come together into one transaction, of several tenants and of one agent twice too', async () => {
  const [one, two] = [await analystOf(platform), await analystOf(platform)]
  const seen = { statements: [] as string[] }
  await statementCount.run(seen, () =>
    Promise.all([
      ...Array.from({ length: 100 }, (_, number) => aBeat(platform, one.tenant, `m-${number}`)),
      aBeat(platform, two.tenant, 'm-1'),
      aBeat(platform, two.tenant, 'm-1'),
    ]),
  )
  expect(seen.statements.length).toBeLessThanOrEqual(2)
  expect((await theAgent(one, 'm-99')).name).toBe('m-99')
  expect((await theAgent(two, 'm-1')).name).toBe('m-1')
  await expect(theAgent(two, 'm-2')).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

it('puts enrolment on record once for a batch, a new version in the history, and brings a retired one back', async () => {
  const tenant = await aTenant(platform)
  const [id = ''] = await someAgents(platform, tenant.id, { count: 1, lastSeenAt: new Date() })
  const inTenant = <Row>(sql: string, params: unknown[] = []) =>
    platform.database.transaction({ tenantId: tenant.id }, (db) => db.query<Row>(sql, params))
  await inTenant('UPDATE agent SET retired_at = now()')
  await Promise.all([
    aBeat(platform, tenant, 'new-1'),
    aBeat(platform, tenant, 'new-2'),
    aBeat(platform, tenant, 'mac-0', { version: '2.0' }),
  ])
  const deeds = await inTenant<{ action: string; actor_name: string }>(
    'SELECT action, actor_name FROM audit_entry ORDER BY action',
  )
  expect(deeds).toEqual([
    { action: 'agent.enroll', actor_name: 'Fleet' },
    { action: 'agent.restore', actor_name: 'Fleet' },
  ])
  const changes = await inTenant(
    'SELECT field, from_value, to_value FROM history_entry WHERE object_id = $1 ORDER BY field',
    [id],
  )
  expect(changes).toEqual([
    { field: 'isRetired', from_value: true, to_value: false },
    { field: 'version', from_value: '1.0', to_value: '2.0' },
  ])
})

it('tells of what is new, and of a mere beat nothing', async () => {
  const tenant = await aTenant(platform)
  const told: string[][] = []
  const stop = platform.news.subscribe('agentChanged', (news) =>
    told.push(...(news as { changedFields: string[] }[]).map(({ changedFields }) => changedFields)),
  )
  await aBeat(platform, tenant, 'm', { timestamp: at(0) })
  await aBeat(platform, tenant, 'm', { timestamp: at(30) })
  await aBeat(platform, tenant, 'm', { timestamp: at(60), version: '1.1' })
  stop()
  expect(told).toEqual([['enrolledAt'], ['version']])
})
