import { createHmac } from 'node:crypto'
import { Agent, type AgentOptions } from './client.mjs'
import { heartbeatUrlOf, safeUrl } from './door.mjs'
import { Post } from './post.mjs'
import { aFolder, dropFolders } from './testing/folder'
import { ManualClock } from './testing/manual-clock'
import { hangs, resets, RudeServer, says, until } from './testing/rude-server'

let server: RudeServer
let agents: Agent[]
beforeEach(async () => {
  agents = []
  server = new RudeServer()
  await server.start()
})
afterEach(async () => {
  for (const agent of agents) await agent.stop(0)
  await server.stop()
  await dropFolders()
})

async function anAgent(options: Partial<AgentOptions> = {}) {
  const clock = new ManualClock()
  const endpoint = `${server.url}/ingest`
  const given = { endpoint, folder: await aFolder(), apiKey: 'key', hostId: 'mac-1', fsync: false, clock, ...options }
  const agent = await Agent.open(given)
  agents.push(agent)
  return { agent, clock, folder: given.folder }
}

const aSignal = { rule_id: 'SIM-001', severity: 'high', title: 'Unsigned program started', tags: null, context: null }
const signals = () => server.received.filter(({ path }) => !path.endsWith('/heartbeat'))

it('ships a signal with its key and says who it is', async () => {
  const { agent } = await anAgent()
  agent.start()
  const id = await agent.enqueue(aSignal)
  await agent.emptied()
  const [{ path, headers, text }] = signals() as [(typeof server.received)[0]]
  expect(path).toBe('/ingest')
  expect(headers).toMatchObject({ 'x-api-key': 'key', 'content-type': 'application/json' })
  expect(headers['user-agent']).toMatch(/^tocsin-agent\/1\.0\.0 \(/)
  expect(headers).not.toHaveProperty('x-signature')
  expect(JSON.parse(text)).toEqual({ ...aSignal, signal_id: id, host_id: 'mac-1', ts: expect.any(String) })
})

it('signs the very bytes that it sends to a webhook, and gives every try the same name', async () => {
  server.manners = (received, response, number) => says(number === 1 ? 500 : 202)(received, response, number)
  const endpoint = `${server.url}/api/v1/webhook/siem`
  const { agent, clock } = await anAgent({ endpoint, apiKey: undefined, secret: 'whs_ß', tenant: 'acme' })
  expect(agent.heartbeat).toBeNull()
  agent.start()
  await agent.enqueue({ ...aSignal, title: 'Schlüssel 🔑' })
  await until(() => server.received.length === 1 && agent.shipper.underWay === 0)
  await clock.advance(1_000)
  await until(() => agent.shipper.delivered === 1)
  const [first, second] = server.received
  const mac = createHmac('sha256', 'whs_ß').update(first!.text).digest('hex')
  expect(first!.headers).toMatchObject({ 'x-signature': `sha256=${mac}`, 'x-tenant': 'acme' })
  expect(first!.headers['idempotency-key']).toMatch(/^[\x21-\x7e]{1,255}$/)
  expect(second).toEqual(first)
})

it('sends text that lacks nothing as it was given, byte by byte', async () => {
  const { agent } = await anAgent()
  agent.start()
  const text = `{"signal_id":"1","ts":"2026-01-05T09:00:00.000000001+01:00", "host_id":"h","rule_id":"r","severity":"low","title":"t","context":{"big":18446744073709551615}}`
  await agent.enqueue(text)
  await agent.emptied()
  expect(signals()[0]?.text).toBe(text)
})

it.each([
  ['a list', '[]'],
  ['null', 'null'],
  ['a broken line', '{"rule_id":'],
  ['a signal without a rule', '{"severity":"low","title":"t"}'],
  ['an id that is no text', '{"signal_id":7,"rule_id":"r","severity":"low","title":"t"}'],
])('refuses %s at the door of the spool', async (_what, text) => {
  const { agent } = await anAgent()
  await expect(agent.enqueue(text)).rejects.toThrow(/signal|JSON/)
  expect(agent.spool.count).toBe(0)
})

it('gets through hangs, resets, overload and faults without losing or doubling a signal', async () => {
  const stored = new Map<string, number>()
  server.manners = (received, response, number) => {
    const rude = [hangs, resets, says(500), says(429, { 'retry-after': '1' }), says(413), says(502)][number % 9]
    if (rude) return rude(received, response, number)
    const { signal_id } = JSON.parse(received.text) as { signal_id: string }
    stored.set(signal_id, (stored.get(signal_id) ?? 0) + 1)
    return says(200)(received, response, number)
  }
  const { agent, clock } = await anAgent({ apiKey: undefined, secret: 's', timeLimitMs: 10_000 })
  agent.start()
  const ids = await Promise.all(Array.from({ length: 60 }, () => agent.enqueue(aSignal)))
  await until(async () => {
    await clock.advance(1_000)
    return agent.spool.count === 0
  })
  expect([...stored.keys()].sort()).toEqual(ids.sort())
  expect([...stored.values()].every((times) => times === 1)).toBe(true)
})

it('gives a request up after its time limit and not before', async () => {
  server.manners = hangs
  const clock = new ManualClock()
  const post = new Post({ clock })
  const attempt = post.send(new URL(server.url), Buffer.from('{}'), {})
  const outcome = attempt.catch((error: unknown) => error)
  await until(() => server.received.length === 1)
  await clock.advance(9_999)
  expect(await Promise.race([outcome, Promise.resolve('waiting')])).toBe('waiting')
  await clock.advance(1)
  expect(await outcome).toMatchObject({ code: 'TIME_LIMIT' })
  post.close()
})

it('takes a status for the answer, whatever becomes of the rest', async () => {
  server.manners = (_received, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{"status":')
    setImmediate(() => response.socket?.destroy())
  }
  const { agent } = await anAgent()
  agent.start()
  await agent.enqueue(aSignal)
  await until(() => agent.shipper.delivered === 1)
})

it('does not follow a redirect with its key', async () => {
  server.manners = says(307, { location: '/elsewhere' })
  const { agent } = await anAgent()
  agent.start()
  await agent.enqueue(aSignal)
  await until(() => signals().length === 1 && agent.shipper.underWay === 0)
  expect(server.received.map(({ path }) => path)).not.toContain('/elsewhere')
  expect(agent.spool.count).toBe(1)
})

it('sends a heartbeat at once and every 30 s, also while one is not answered', async () => {
  const { agent, clock } = await anAgent({ endpoint: `${server.url}/api/v1/ingest/`, secret: 's' })
  agent.start()
  await until(() => server.received.length === 1)
  const [{ path, headers, text }] = server.received as [(typeof server.received)[0]]
  expect(path).toBe('/api/v1/agents/heartbeat')
  expect(headers).toMatchObject({ 'x-api-key': 'key' })
  expect(headers).not.toHaveProperty('x-signature')
  const beat = JSON.parse(text) as Record<string, string>
  expect(beat).toMatchObject({ agent_id: 'mac-1', version: '1.0.0', uptime_seconds: expect.any(Number) })
  expect(beat.os_version!.length).toBeLessThanOrEqual(32)
  server.manners = hangs
  for (const beats of [2, 3]) {
    await until(async () => {
      await clock.advance(10_000)
      return server.received.length === beats
    })
  }
})

it.each([
  ['https://t.example/ingest', 'https://t.example/agents/heartbeat'],
  ['https://t.example/api/v1/ingest/', 'https://t.example/api/v1/agents/heartbeat'],
  ['https://t.example/p/ingest?source=siem', 'https://t.example/p/agents/heartbeat'],
  ['https://t.example/api/v1/webhook/siem', undefined],
])('finds the door for the heartbeats of %s', (endpoint, door) =>
  expect(heartbeatUrlOf(new URL(endpoint))?.href).toBe(door),
)

it.each([
  'http://t.example/ingest',
  'http://127.0.0.1.t.example/ingest',
  'ftp://localhost/ingest',
  'https://u:p@t.example/',
  'x',
])('does not send to %s', async (endpoint) => {
  await expect(anAgent({ endpoint })).rejects.toThrow(TypeError)
})

it.each(['https://t.example/ingest', 'http://localhost:4000/ingest', 'http://127.8.9.1/', 'http://[::1]:4000/'])(
  'may send to %s',
  (endpoint) => expect(safeUrl(endpoint).href).toBe(endpoint),
)

it('stays the same host when the machine is renamed', async () => {
  const { writeFile } = await import('node:fs/promises')
  const { agent, folder } = await anAgent({ hostId: undefined })
  expect(agent.hostId).not.toBe('')
  await writeFile(`${folder}/host-id`, 'as-it-was\n')
  expect((await Agent.open({ endpoint: `${server.url}/ingest`, apiKey: 'k', folder })).hostId).toBe('as-it-was')
})
