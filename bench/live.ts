import { ask } from '../scripts/client.mjs'
import { Fault } from '../scripts/project.mjs'
import type { LiveResult } from './live.clients'
import { machineFacts } from './machine'
import type { Options } from './options'
import { figure, keep, printHolds, table, type Hold } from './report'
import { createSenders, metric, startServer, type Sender, type ServerUnderTest, type StoreWithSecrets } from './server'
import { Usage, type UsageReport } from './usage'
import { WorkerProcess } from './worker'

const perSecond = 10
/** Besides the sockets themselves: database, files, pipes. */
const otherFiles = 200

interface Measured extends LiveResult {
  clients: number
  usage: UsageReport
  /** 99th percentile of the server's event loop delay, milliseconds. */
  serverLoopP99: number
}

/** Many screens of one tenant, each told of every alert that a signed webhook brings. */
export async function benchLive(store: StoreWithSecrets, options: Options): Promise<void> {
  const { clients, seconds } = options
  assertOpenFiles(clients + otherFiles)
  const machine = machineFacts(store)
  const server = await startServer(store, options.profile)
  const [sender] = await createSenders(server, 1, 'bench')
  if (!sender) throw new Fault('No tenant')
  const apiKey = await createKey(server, sender)
  const measured = await measure(server, { apiKey, sender, clients, seconds })
  await server.stop()
  const holds = holdsOf(store, measured)
  print(store, measured, holds)
  keep('live', store.engine, { machine, perSecond, seconds, measured, holds })
}

/** The server and the clients' process hold one file for each client. */
function assertOpenFiles(wanted: number): void {
  const report = process.report?.getReport() as { userLimits?: { open_files?: { soft: number | string } } } | undefined
  const limit = Number(report?.userLimits?.open_files?.soft)
  if (Number.isNaN(limit) || limit >= wanted) return // unlimited, or not known here
  throw new Fault(
    `Open files are limited to ${limit}, and this needs ${wanted}: run ulimit -n ${wanted} before, or give fewer --clients`,
  )
}

async function createKey({ admin }: ServerUnderTest, { tenant }: Sender): Promise<string> {
  const { createApiKey } = (await ask(
    { ...admin, tenant },
    'mutation Key($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
    { input: { name: 'Bench', scopes: ['alert:read', 'source:read'] } },
  )) as { createApiKey: { secret: string } }
  return createApiKey.secret
}

interface Load {
  apiKey: string
  sender: Sender
  clients: number
  seconds: number
}

async function measure(server: ServerUnderTest, load: Load): Promise<Measured> {
  const crowd = WorkerProcess.start('live.clients.ts')
  const usage = new Usage(server.pid)
  await metric(server, 'nodejs_eventloop_lag_p99_seconds') // asking starts its count anew
  const result = await crowd.ask<LiveResult>({ url: server.url, perSecond, ...load })
  const serverLoopP99 = (await metric(server, 'nodejs_eventloop_lag_p99_seconds')) * 1_000
  const report = usage.end()
  await crowd.stop()
  return { clients: load.clients, ...result, usage: report, serverLoopP99 }
}

function holdsOf({ engine }: StoreWithSecrets, { latency, missing, resyncs, usage }: Measured): Hold[] {
  const memory = engine === 'embedded' ? 1_024 : 350
  const peak = usage.peakMiB
  return [
    {
      what: 'a change at every client after the 202, p99',
      wanted: '≤ 250 ms',
      measured: figure(latency.p99, ' ms'),
      isHeld: latency.p99 <= 250,
    },
    {
      what: 'messages missing or replaced by RESYNC',
      wanted: '0',
      measured: figure(missing + resyncs),
      isHeld: missing + resyncs === 0,
    },
    ...(peak === null
      ? []
      : [{ what: 'server memory', wanted: `≤ ${memory} MiB`, measured: figure(peak, ' MiB'), isHeld: peak <= memory }]),
  ]
}

function print({ engine, version }: StoreWithSecrets, one: Measured, holds: Hold[]): void {
  const { latency, usage } = one
  const head = [
    'clients',
    'alerts',
    'p50 ms',
    'p95 ms',
    'p99 ms',
    'max ms',
    'cores',
    'RSS MiB',
    'loop p99 ms',
    'clients loop p99 ms',
    'missing',
    'RESYNC',
    'closed',
    'connected in s',
  ]
  const cells = [
    figure(one.clients), figure(one.sent), figure(latency.p50), figure(latency.p95), figure(latency.p99), figure(latency.max),
    figure(usage.cores), figure(usage.peakMiB), figure(one.serverLoopP99), figure(one.clientLoopP99), figure(one.missing), figure(one.resyncs),
    figure(one.closed), figure(one.connectSeconds),
  ] // prettier-ignore
  console.log(
    `\nLive: ${perSecond} alerts a second to every client, on ${version} (${engine})\n\n${table(head, [cells])}`,
  )
  printHolds(holds)
}
