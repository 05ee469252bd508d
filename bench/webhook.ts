import { machineFacts } from './machine'
import type { Options } from './options'
import { figure, keep, printHolds, table, type Hold } from './report'
import { createSenders, metric, startServer, type Sender, type StoreWithSecrets } from './server'
import { open, transact, type Place } from './store'
import { Usage, type UsageReport } from './usage'
import type { FloorStarted, FloorStopped } from './webhook.floor'
import type { LoadResult } from './webhook.load'
import { WorkerProcess } from './worker'

const connections = 64
const warmUpSeconds = 3
const manyTenants = 100

interface Measured {
  what: 'server' | 'floor'
  tenants: number
  load: Omit<LoadResult, 'acknowledged'> & { acknowledged: number }
  usage: UsageReport
  commits: number
  /** Acknowledged alerts that are not in the database exactly once. */
  lost: number
}

/** Signed single-alert webhooks through the whole pipeline, each figure beside its floor. */
export async function benchWebhooks(store: StoreWithSecrets, options: Options): Promise<void> {
  const machine = machineFacts(store)
  const server = await startServer(store, null)
  const senders = await createSenders(server, manyTenants, 'bench')
  await server.stop()
  const measured: Measured[] = []
  for (const tenants of [1, manyTenants]) {
    const some = senders.slice(0, tenants)
    measured.push(await measureFloor(store, some, options))
    measured.push(await measureServer(store, some, options))
  }
  const holds = holdsOf(store, measured)
  print(store, measured, holds)
  keep('webhook', store.engine, { machine, connections, seconds: options.seconds, measured, holds })
}

async function measureServer(
  store: StoreWithSecrets,
  senders: Sender[],
  { seconds, profile }: Options,
): Promise<Measured> {
  const server = await startServer(store, profile)
  const before = await metric(server, 'ingest_batch_deliveries_count')
  const { load, usage } = await sendTo(server.url, server.pid, senders, seconds, `server${senders.length}`)
  const commits = (await metric(server, 'ingest_batch_deliveries_count')) - before
  await server.stop()
  return checked('server', store.place, senders, { load, usage, commits })
}

async function measureFloor(store: StoreWithSecrets, senders: Sender[], { seconds }: Options): Promise<Measured> {
  const floor = WorkerProcess.start('webhook.floor.ts')
  const transactions = store.engine === 'embedded' ? 1 : 2 // as many as the server has under way
  const { url } = await floor.ask<FloorStarted>({ start: { place: store.place, senders, transactions } })
  const { load, usage } = await sendTo(url, floor.pid, senders, seconds, `floor${senders.length}`)
  const { commits } = await floor.ask<FloorStopped>({ stop: true })
  await floor.stop()
  return checked('floor', store.place, senders, { load, usage, commits })
}

async function sendTo(url: string, pid: number, senders: Sender[], seconds: number, run: string) {
  const generator = WorkerProcess.start('webhook.load.ts')
  const running = generator.ask<LoadResult>({ url, senders, connections, warmUpSeconds, seconds, run })
  await Promise.race([running, new Promise((resolve) => setTimeout(resolve, warmUpSeconds * 1_000))])
  const usage = new Usage(pid)
  const load = await running
  const report = usage.end()
  await generator.stop()
  return { load: { ...load, run }, usage: report }
}

type Unchecked = Pick<Measured, 'usage' | 'commits'> & { load: LoadResult & { run: string } }

async function checked(
  what: Measured['what'],
  place: Place,
  senders: Sender[],
  { load, ...rest }: Unchecked,
): Promise<Measured> {
  const stored = await storedOnce(place, senders, load.run)
  const lost = load.acknowledged.filter((number) => !stored.has(number)).length
  return { what, tenants: senders.length, load: { ...load, acknowledged: load.acknowledged.length }, lost, ...rest }
}

/** Numbers of the run's alerts that are there exactly once, with their raw item. */
async function storedOnce(place: Place, senders: Sender[], run: string): Promise<Set<number>> {
  const { client, close } = await open(place)
  try {
    const found = new Set<number>()
    for (const { tenantId } of senders) {
      const { rows } = await transact(client, 'tocsin_app', [tenantId], () =>
        client.query<{ number: number }>(
          `SELECT split_part(entity, '-', 2)::int AS number FROM alert a JOIN alert_raw r ON r.tenant_id = a.tenant_id AND r.alert_id = a.id
           WHERE a.tenant_id = $1 AND split_part(entity, '-', 1) = $2 GROUP BY 1 HAVING count(*) = 1`,
          [tenantId, run],
        ),
      )
      for (const { number } of rows) found.add(number)
    }
    return found
  } finally {
    await close()
  }
}

function holdsOf({ engine }: StoreWithSecrets, measured: Measured[]): Hold[] {
  const wanted = engine === 'embedded' ? { 1: 1_000, 100: 1_000 } : { 1: 3_000, 100: 2_000 }
  const memory = engine === 'embedded' ? 1_024 : 350
  const servers = measured.filter(({ what }) => what === 'server')
  return [
    ...servers.flatMap(({ tenants, load, usage }) => {
      const floor = measured.find((one) => one.what === 'floor' && one.tenants === tenants)?.load.rate ?? 0
      const least = wanted[tenants as 1 | 100]
      const word = `webhooks, ${tenants} tenant${tenants === 1 ? '' : 's'}`
      const peak = usage.peakMiB
      return [
        { what: word, wanted: `≥ ${figure(least)}/s`, measured: figure(load.rate, '/s'), isHeld: load.rate >= least },
        {
          what: `${word}, of the floor`,
          wanted: '≥ 60 %',
          measured: figure((load.rate / floor) * 100, ' %'),
          isHeld: load.rate >= 0.6 * floor,
        },
        ...(peak === null
          ? []
          : [
              {
                what: `${word}, memory`,
                wanted: `≤ ${memory} MiB`,
                measured: figure(peak, ' MiB'),
                isHeld: peak <= memory,
              },
            ]),
      ]
    }),
    lostHold(measured.reduce((sum, { lost }) => sum + lost, 0)),
  ]
}

const lostHold = (lost: number): Hold => ({
  what: 'acknowledged and not stored once',
  wanted: '0',
  measured: figure(lost),
  isHeld: lost === 0,
})

function print({ engine, version }: StoreWithSecrets, measured: Measured[], holds: Hold[]): void {
  const head = [
    'tenants',
    'what',
    '202/s',
    'p50 ms',
    'p95 ms',
    'p99 ms',
    'cores',
    'CPU µs each',
    'RSS MiB',
    'commits',
    'per commit',
    'other answers',
    'generator cores',
    'machine busy',
  ]
  const rows = measured.map(({ what, tenants, load, usage, commits }) => {
    const others = Object.entries(load.statuses).filter(([status]) => status !== '202')
    return [
      `${tenants}`, what, figure(load.rate), figure(load.latency.p50), figure(load.latency.p95), figure(load.latency.p99),
      figure(usage.cores), figure(usage.cores === null ? null : (usage.cores / load.rate) * 1e6), figure(usage.peakMiB), figure(commits), figure(load.acknowledged / commits),
      others.map(([status, count]) => `${count} × ${status}`).join(', ') || 'none', figure(load.cores), figure(usage.machineBusy * 100, ' %'),
    ] // prettier-ignore
  })
  console.log(`\nSigned webhooks, ${connections} connections, on ${version} (${engine})\n\n${table(head, rows)}`)
  printHolds(holds)
}
