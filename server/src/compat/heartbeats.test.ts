import { aMember, aTenant } from '../../test/harness'
import { aKey } from '../../test/sender'
import { startTestNode, type TestNode } from '../../test/test-node'
import { Role } from '../auth/role'
import type { Permission } from '../platform/permissions'

let node: TestNode

beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

async function anAgent(scopes: Permission[] = ['agent:write', 'agent:read']) {
  const admin = await aMember(node.platform, { role: Role.ADMIN, tenant: await aTenant(node.platform) })
  const key = await aKey(admin, scopes)
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = { 'x-api-key': key, 'content-type': 'application/json' }
    const response = await fetch(`${node.url}${path}`, { headers, ...init })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  const beat = (body: unknown, path = '/agents/heartbeat') =>
    ask(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) })
  return { ask, beat }
}

/** As the agent writes it. */
const heartbeat = {
  ...{ agent_id: 'MAC-042', timestamp: '2026-11-28T20:15:02.123456789+11:00' },
  ...{ version: 'v0.2.0', os_version: '15.1', uptime_seconds: 3_600.5 },
}

it.each(['', '/api/v1'])(
  'takes heartbeats at %s/agents/heartbeat, and tells the latest of each agent',
  async (prefix) => {
    const { beat, ask } = await anAgent()
    const answer = { status: 200, body: { status: 'ok', agent_id: 'MAC-042' } }
    expect(await beat(heartbeat, `${prefix}/agents/heartbeat`)).toEqual(answer)
    expect(await beat(heartbeat, `${prefix}/agents/heartbeat`)).toEqual(answer)
    expect(await ask(`${prefix}/agents`)).toEqual({
      status: 200,
      body: {
        count: 1,
        heartbeats: [{ ...heartbeat, timestamp: '2026-11-28T09:15:02.123Z', received_at: expect.any(String) }],
      },
    })
  },
)

it('lists those that were heard of lately, the latest first', async () => {
  const { beat, ask } = await anAgent()
  await beat({ agent_id: 'one' })
  await beat({ agent_id: 'two', version: null, os_version: 7, uptime_seconds: 'long' })
  const { body } = await ask('/agents?limit=1')
  expect(body).toMatchObject({ count: 1, heartbeats: [{ agent_id: 'two', version: null, uptime_seconds: null }] })
  expect(await ask(`/agents?since=${new Date(Date.now() + 60_000).toISOString()}`)).toMatchObject({
    body: { count: 0 },
  })
})

it.each([[{}], [[]], ['null'], [{ agent_id: '' }], [{ agent_id: [] }], [{ agent_id: ' ' }]])(
  'refuses %j, which is no heartbeat',
  async (body) => {
    const { beat, ask } = await anAgent()
    const { status } = await beat(body)
    expect([400, 422]).toContain(status)
    expect(await ask('/agents')).toMatchObject({ body: { count: 0 } })
  },
)

it('takes what the database cannot hold, and what is far too long', async () => {
  const { beat } = await anAgent()
  const long = 'v'.repeat(4_000)
  expect(await beat({ agent_id: 'a\0b\ud800', version: long, os_version: long, uptime_seconds: -1e300 })).toMatchObject(
    {
      status: 200,
    },
  )
})

it('asks for a key, for the scope of each door, and shows nothing of another tenant', async () => {
  const ours = await anAgent()
  await ours.beat(heartbeat)
  const theirs = await anAgent()
  expect(await theirs.ask('/agents')).toMatchObject({ body: { count: 0, heartbeats: [] } })
  const sender = await anAgent(['ingest:write'])
  expect(await sender.beat(heartbeat)).toMatchObject({ status: 403 })
  expect(await sender.ask('/agents')).toMatchObject({ status: 403 })
  expect((await fetch(`${node.url}/agents`)).status).toBe(401)
})
