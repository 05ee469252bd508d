import { join } from 'node:path'
import { Agent } from '../../clients/agent/client.mjs'
import { simulateSignals } from '../../clients/agent/simulate.mjs'
import { ask } from '../client.mjs'
import { Fault } from '../project.mjs'
import { pause, Stage } from './stage.mjs'

const SIGNALS = 10_000

/** An agent ships its signals while the server is killed once and stopped once: each signal is an alert, and none is two. */
export async function ship({ settings }) {
  const stage = await Stage.open(settings)
  const agent = await openAgent(stage, join(settings.TOCSIN_DATA_DIR, 'spool'))
  try {
    const ids = new Set()
    agent.start()
    const keeping = keep(agent, ids)
    await delivered(agent, SIGNALS * 0.3)
    await stage.server.kill()
    await stage.server.ended
    await stage.launch()
    await delivered(agent, SIGNALS * 0.6)
    await stage.server.stop()
    await stage.launch()
    await keeping
    await agent.emptied()
    return await compare(stage, ids, agent.shipper.delivered)
  } finally {
    await agent.stop(0)
    await stage.close()
  }
}

async function openAgent(stage, folder) {
  const input = { name: 'Agent', scopes: ['ingest:write', 'agent:write'] }
  const { createApiKey } = await ask(stage.admin, createKey, { input })
  return Agent.open({
    ...{ endpoint: `${stage.url}/ingest`, apiKey: createApiKey.secret, folder, hostId: 'chaos' },
    ...{ backoff: { baseMs: 50, maxMs: 1_000 }, breaker: { failures: 5, waitMs: 500 }, refusedWaitMs: 1_000 },
    ...{ maxCount: SIGNALS + 1, fsync: false },
  })
}

async function keep(agent, ids) {
  for (const signal of simulateSignals({ seed: 7, count: SIGNALS })) ids.add(await agent.enqueue(signal))
}

async function delivered(agent, count) {
  while (agent.shipper.delivered < count) await pause(5)
}

async function compare(stage, ids, sent) {
  const stored = []
  for (let after = null, more = true; more;) {
    const { nodes, pageInfo } = (await ask(stage.admin, alertsQuery, { after })).alerts
    stored.push(...nodes)
    more = pageInfo.hasNextPage
    after = pageInfo.endCursor
  }
  const seen = new Set(stored.map(({ vendorId }) => vendorId))
  const lost = [...ids].filter((id) => !seen.has(id)).length
  const doubled = stored.length - seen.size + stored.filter(({ occurrences }) => occurrences !== 1).length
  const unknown = [...seen].filter((id) => !ids.has(id)).length
  if (lost + doubled + unknown > 0) throw new Fault(`${lost} signals lost, ${doubled} doubled, ${unknown} of nobody`)
  return `${ids.size} signals through a kill and a restart: ${stored.length} alerts, none lost, none doubled (${sent} sent successfully)`
}

const createKey = `mutation Key($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }`
const alertsQuery = `query Signals($after: String) {
  alerts(first: 100, after: $after, filter: { product: { in: ["Santamon"] } }) {
    nodes { vendorId occurrences }
    pageInfo { hasNextPage endCursor }
  }
}`
