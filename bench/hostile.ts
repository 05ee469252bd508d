import { ask } from '../scripts/client.mjs'
import { Fault } from '../scripts/project.mjs'
import type { HonestResult, HonestStart } from './hostile.honest'
import type { HostileResult, HostileSecrets, HostileTask } from './hostile.load'
import { isClean, verdictOn, type Verdict } from './ingest.check'
import { machineFacts } from './machine'
import type { Options } from './options'
import { figure, keep, printHolds, table, type Hold } from './report'
import { createSenders, metric, startServer, type Sender, type ServerUnderTest, type StoreWithSecrets } from './server'
import { Usage, type UsageReport } from './usage'
import { WorkerProcess } from './worker'

const perSecond = 50
const atOnce = 8
const seed = 7
const loopDelay = 'nodejs_eventloop_lag_p99_seconds'

interface Phase extends Omit<HonestResult, 'acknowledged'> {
  verdict: Verdict
}

interface Measured {
  hostile: HostileResult
  calm: Phase
  meanwhile: Phase
  usage: UsageReport
  /** 99th percentile of the server's event loop delay meanwhile, milliseconds. */
  serverLoopP99: number
  isReady: boolean
}

/** An honest sender at a steady pace, alone and then beside one that sends what breaks servers, with all the secrets of its own sources. */
export async function benchHostile(store: StoreWithSecrets, options: Options): Promise<void> {
  const machine = machineFacts(store)
  const server = await startServer(store, options.profile)
  const [honest] = await createSenders(server, 1, 'honest')
  const [hostile] = await createSenders(server, 1, 'hostile')
  if (!honest || !hostile) throw new Fault('No tenant')
  const secrets = await secretsOf(server, hostile)
  const calm = await besides(server, { sender: honest, run: 'calm' }, () => pause(options.seconds))
  await metric(server, loopDelay) // asking starts its count anew
  const usage = new Usage(server.pid)
  const meanwhile = await besides(server, { sender: honest, run: 'meanwhile' }, () =>
    attack({ url: server.url, secrets, bodies: options.bodies, atOnce, seed }),
  )
  const report = usage.end()
  const serverLoopP99 = (await metric(server, loopDelay)) * 1_000
  const isReady = (await fetch(`${server.url}/readyz`)).status === 200
  await server.stop()
  const measured: Measured = {
    hostile: meanwhile.result,
    calm: await judged(store, honest, 'calm', calm.honest),
    meanwhile: await judged(store, honest, 'meanwhile', meanwhile.honest),
    usage: report,
    serverLoopP99,
    isReady,
  }
  const holds = holdsOf(measured)
  print(store, measured, holds)
  keep('hostile', store.engine, { machine, bodies: options.bodies, atOnce, perSecond, seed, ...measured, holds })
  if (holds.some(({ isHeld }) => !isHeld)) throw new Fault('What must hold under hostile bodies does not')
}

const pause = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1_000))

/** A source that signs and one whose address is secret, and a key: every door, in one tenant. */
async function secretsOf({ admin }: ServerUnderTest, { tenant, source, secret }: Sender): Promise<HostileSecrets> {
  const there = { ...admin, tenant }
  const { source: made, apiKey } = (await ask(
    there,
    `mutation Doors($source: CreateWebhookSourceInput!, $key: CreateApiKeyInput!) {
      source: createWebhookSource(input: $source) { source { id } secret }
      apiKey: createApiKey(input: $key) { secret }
    }`,
    {
      source: { slug: 'secret-address', name: 'Secret address', authentication: 'URL_TOKEN' },
      key: { name: 'Bench', scopes: ['ingest:write'] },
    },
  )) as { source: { source: { id: string }; secret: string }; apiKey: { secret: string } }
  await ask(there, 'mutation Limit($input: UpdateSourceInput!) { updateSource(input: $input) { source { id } } }', {
    input: { id: made.source.id, ratePerSecond: 100_000, burst: 1_000_000 },
  })
  return { tenant, signing: { source, secret }, key: apiKey.secret, token: made.secret }
}

/** What the honest sender meets while `work` is going on. */
async function besides<T>(
  { url }: ServerUnderTest,
  { sender, run }: { sender: Sender; run: string },
  work: () => Promise<T>,
): Promise<{ honest: HonestResult; result: T }> {
  const process = WorkerProcess.start('hostile.honest.ts')
  const task: HonestStart = { start: { url, sender, perSecond, run } }
  await process.ask<object>(task)
  const result = await work()
  const honest = await process.ask<HonestResult>({ stop: true })
  await process.stop()
  return { honest, result }
}

async function attack(task: HostileTask): Promise<HostileResult> {
  const process = WorkerProcess.start('hostile.load.ts')
  const result = await process.ask<HostileResult>(task)
  await process.stop()
  return result
}

/** Alerts count what was stored, whatever was stored before: the tenant is the honest sender's alone. */
async function judged(store: StoreWithSecrets, sender: Sender, name: string, told: HonestResult): Promise<Phase> {
  const { acknowledged, ...phase } = told
  const load = { acknowledged }
  return { ...phase, verdict: await verdictOn(store.place, { name, items: 1, senders: [sender], load, before: 0 }) }
}

const faultsIn = (statuses: Record<string, number>): number =>
  Object.entries(statuses).reduce((sum, [status, count]) => (/^5/.test(status) ? sum + count : sum), 0)

const notAccepted = ({ statuses, latency }: Phase): number => latency.count - (statuses['202'] ?? 0)

function holdsOf({ hostile, calm, meanwhile, isReady }: Measured): Hold[] {
  const none = (what: string, count: number): Hold => ({
    what,
    wanted: '0',
    measured: figure(count),
    isHeld: count === 0,
  })
  return [
    none('answers of 500 or more', faultsIn(hostile.statuses) + faultsIn(meanwhile.statuses)),
    none('hostile bodies answered otherwise than they deserve', hostile.unexpected),
    none('honest deliveries not accepted', notAccepted(calm) + notAccepted(meanwhile)),
    none('honest deliveries lost or doubled', [calm, meanwhile].filter(({ verdict }) => !isClean(verdict)).length),
    { what: 'ready at the end', wanted: 'yes', measured: isReady ? 'yes' : 'no', isHeld: isReady },
  ]
}

function print({ engine, version }: StoreWithSecrets, measured: Measured, holds: Hold[]): void {
  const { hostile, calm, meanwhile, usage } = measured
  const statuses = Object.entries(hostile.statuses).map(([status, count]) => `${status}: ${figure(count)}`)
  const rows = Object.entries({ alone: calm, meanwhile }).map(([when, { latency }]) => [
    when,
    ...[latency.count, latency.p50, latency.p95, latency.p99, latency.max].map((value) => figure(value)),
  ])
  console.log(`\nHostile bodies, ${atOnce} at once for ${figure(hostile.seconds)} s, on ${version} (${engine})\n`)
  console.log(`Answers: ${statuses.join(', ')}; 10 GiB of gzip: ${Object.values(hostile.bombs).join(', ')}`)
  console.log(
    `Server: ${figure(usage.peakMiB)} MiB at most, ${figure(usage.cores)} cores, event loop p99 ${figure(measured.serverLoopP99, ' ms')}\n`,
  )
  console.log(table([`honest, ${perSecond}/s`, 'deliveries', 'p50 ms', 'p95 ms', 'p99 ms', 'max ms'], rows))
  for (const one of hostile.unexpectedFirst) console.log(`unexpected: ${one}`)
  printHolds(holds)
}
