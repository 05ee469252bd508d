import { aSender, aKey, post, storedTexts } from '../../server/test/sender'
import { startTestNode, type TestNode } from '../../server/test/test-node'
import { Agent, type AgentOptions } from './client.mjs'
import { simulateSignals } from './simulate.mjs'
import { aFolder, dropFolders } from './testing/folder'
import { type Manners, RudeServer } from './testing/rude-server'

let node: TestNode
let line: RudeServer

beforeAll(async () => {
  node = await startTestNode()
  line = new RudeServer()
  await line.start()
})
afterAll(async () => {
  await line.stop()
  await node.stop()
  await dropFolders()
})

/** Passes requests on to Tocsin; of every three answers one is lost on the way back. */
const losesAnswers: Manners = ({ path, headers, text }, response, number) => {
  const passed = ['content-type', 'x-tenant', 'x-signature', 'x-api-key', 'idempotency-key'].flatMap((name) =>
    typeof headers[name] === 'string' ? [[name, headers[name]]] : [],
  )
  void post(`${node.url}${path}`, text, Object.fromEntries(passed)).then(({ status }) =>
    number % 3 === 0 ? response.socket?.destroy() : response.writeHead(status).end(),
  )
}

const signals = [...simulateSignals({ seed: 11, count: 60 })]

async function ship(options: Omit<AgentOptions, 'folder'>) {
  const quick = { backoff: { baseMs: 5, maxMs: 50 }, breaker: { failures: 5, waitMs: 20 }, fsync: false }
  const agent = await Agent.open({ folder: await aFolder(), ...quick, ...options })
  agent.start()
  for (const signal of signals) await agent.enqueue(signal)
  await agent.emptied()
  await agent.stop()
}

it('signs for a webhook as Tocsin checks it, and stores each signal once though answers get lost', async () => {
  const { tenant, slug, secret, admin } = await aSender(node)
  line.manners = losesAnswers
  const before = line.received.length
  await ship({ endpoint: `${line.url}/api/v1/webhook/${slug}`, secret, tenant: tenant.slug })
  expect(line.received.length - before).toBeGreaterThan(signals.length)
  const stored = await storedTexts(admin.platform, tenant.id)
  expect(stored.sort()).toEqual(signals.map((signal) => JSON.stringify(signal)).sort())
})

it('ships with a key as well', async () => {
  const { tenant, slug, admin } = await aSender(node)
  const endpoint = `${node.url}/api/v1/ingest?source=${slug}`
  await ship({ endpoint, apiKey: await aKey(admin), heartbeatUrl: undefined })
  const stored = await storedTexts(admin.platform, tenant.id)
  expect(new Set(stored)).toEqual(new Set(signals.map((signal) => JSON.stringify(signal))))
})
