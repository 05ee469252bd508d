import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuilt } from './build.mjs'
import { ask, sendWebhook, signIn } from './client.mjs'
import { Fault, forwardSignals, main } from './project.mjs'
import { freePort, launchServer } from './server-process.mjs'

const usage =
  'node scripts/chaos.mjs [--rounds 1] [--webhooks 1000] [--clients 32] [--database-url postgres://…] [--redis-url redis://…]'
const ADMIN = 'admin@tocsin.local'
const TENANT = 'default'

/**
 * kill -9 while webhooks are being sent: after a restart every one that got a 202 is stored exactly once, and sending
 * the unanswered ones again doubles none. With --database-url give an empty database.
 */
forwardSignals()
await main(async () => {
  const options = readOptions()
  await ensureBuilt()
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-chaos-'))
  const settings = { ...secrets(), PORT: `${await freePort()}`, TOCSIN_DATA_DIR: folder, ...options.settings }
  let server = await launchServer(settings)
  try {
    const admin = await signIn(server.url, TENANT, ADMIN, settings.TOCSIN_ADMIN_PASSWORD)
    const sender = await createSender(admin)
    for (let round = 1; round <= options.rounds; round++)
      server = await playRound(round, { server, settings, admin, sender, options })
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})

function readOptions() {
  const option = { type: 'string' }
  const { values } = parseArgs({
    options: { rounds: option, webhooks: option, clients: option, 'database-url': option, 'redis-url': option },
  })
  const number = (text, fallback) => {
    const value = Number(text ?? fallback)
    if (!Number.isInteger(value) || value < 1) throw new Fault(usage)
    return value
  }
  return {
    rounds: number(values.rounds, 1),
    webhooks: number(values.webhooks, 1_000),
    clients: number(values.clients, 32),
    settings: { DATABASE_URL: values['database-url'] ?? '', REDIS_URL: values['redis-url'] ?? '' },
  }
}

function secrets() {
  return {
    TOCSIN_ADMIN_EMAIL: ADMIN,
    TOCSIN_TENANT: TENANT,
    TOCSIN_ADMIN_PASSWORD: randomBytes(16).toString('hex'),
    TOCSIN_SECRET_KEY: randomBytes(32).toString('hex'),
    LOG_LEVEL: 'warn',
  }
}

/** A source of its own without a limit that matters here: a 429 says nothing about loss. */
async function createSender(admin) {
  const slug = `chaos-${randomBytes(4).toString('hex')}`
  const { createWebhookSource: created } = await ask(
    admin,
    'mutation Create($input: CreateWebhookSourceInput!) { createWebhookSource(input: $input) { source { id } secret } }',
    { input: { slug, name: 'Chaos' } },
  )
  await ask(admin, 'mutation Limit($input: UpdateSourceInput!) { updateSource(input: $input) { source { id } } }', {
    input: { id: created.source.id, ratePerSecond: 10_000, burst: 10_000 },
  })
  return { tenant: TENANT, source: slug, secret: created.secret }
}

async function playRound(round, { server, settings, admin, sender, options }) {
  const names = Array.from({ length: options.webhooks }, (_, index) => `${sender.source}-${round}-${index}`)
  const killAt = Math.floor(options.webhooks * (0.3 + 0.4 * Math.random()))
  const acknowledged = new Set()
  await inParallel(options.clients, names, async (name) => {
    const { status } = await sendWebhook(server.url, sender, bodyOf(name))
    if (status === 202) acknowledged.add(name)
    else if (status !== 0) throw new Fault(`${name} was answered ${status}`)
    if (acknowledged.size === killAt) void server.kill()
  })
  await server.ended

  const restarted = await launchServer(settings)
  try {
    const stored = await countStored(admin, `${sender.source}-${round}-`)
    verify(`round ${round}: after the kill`, [...acknowledged], stored)
    const unanswered = names.filter((name) => !acknowledged.has(name))
    await inParallel(options.clients, unanswered, async (name) => {
      const { status } = await sendWebhook(restarted.url, sender, bodyOf(name))
      if (status !== 202) throw new Fault(`${name}, sent again, was answered ${status}`)
    })
    verify(`round ${round}: after sending again`, names, await countStored(admin, `${sender.source}-${round}-`))
    const extra = [...stored.keys()].filter((name) => !acknowledged.has(name)).length
    console.log(
      `Round ${round}: killed after ${acknowledged.size} of ${names.length} answers; all of them stored once ` +
        `(${extra} more were stored but not answered); ${unanswered.length} sent again, none doubled.`,
    )
    return restarted
  } catch (error) {
    await restarted.stop()
    throw error
  }
}

function bodyOf(entity) {
  return JSON.stringify({ source: 'chaos', type: 'malware', severity: 'high', entity, raw: { entity } })
}

/** Works through `items`, `width` at a time; the first failure ends it. */
async function inParallel(width, items, work) {
  const queue = items.values()
  const worker = async () => {
    for (const item of queue) await work(item)
  }
  await Promise.all(Array.from({ length: width }, worker))
}

/** How many alerts each entity has, read page by page as any client would. */
async function countStored(admin, prefix) {
  const query = `query Stored($prefix: String!, $after: String) {
    alerts(first: 100, after: $after, filter: { entity: { startsWith: $prefix } }, orderBy: { field: NUMBER, direction: ASC }) {
      nodes { entity }
      pageInfo { hasNextPage endCursor }
    }
  }`
  const counts = new Map()
  for (let after = null, more = true; more;) {
    const { nodes, pageInfo } = (await ask(admin, query, { prefix, after })).alerts
    for (const { entity } of nodes) counts.set(entity, (counts.get(entity) ?? 0) + 1)
    more = pageInfo.hasNextPage
    after = pageInfo.endCursor
  }
  return counts
}

function verify(when, expected, stored) {
  const lost = expected.filter((name) => !stored.has(name))
  const doubled = [...stored].filter(([, count]) => count > 1).map(([name]) => name)
  if (lost.length + doubled.length === 0) return
  throw new Fault(
    `${when}: ${lost.length} lost (${lost.slice(0, 5)}), ${doubled.length} doubled (${doubled.slice(0, 5)})`,
  )
}
