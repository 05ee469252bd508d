import { benchCase, type Case } from './ingest.cases'
import { isClean, occurrencesBeyondEvents, verdictOn, type Verdict } from './ingest.check'
import type { LoadResult, LoadTask } from './ingest.load'
import { clear, seedTargets, targets } from './ingest.seed'
import { machineFacts } from './machine'
import type { Options } from './options'
import { figure, keep, printHolds, table, type Hold } from './report'
import { createSenders, startServer, type Sender, type StoreWithSecrets } from './server'
import { open } from './store'
import { trendOf, type Trend } from './trend'
import { Usage } from './usage'
import { WorkerProcess } from './worker'

/** Every form at once, at a pace that leaves the server room to breathe: what it does not need it has time to give back. */
const parts = [
  { ...benchCase('webhooks, half folded'), connections: 16, pauseMs: 50 },
  { ...benchCase('arrays of 100, half folded'), connections: 2, pauseMs: 500 },
  { ...benchCase('NDJSON telemetry'), connections: 1, pauseMs: 1_000 },
]
type Part = (typeof parts)[number]

const warmUpSeconds = 3
/** Of the resident memory in the second quarter: what the last quarter may hold. */
const mostGrowth = 1.1

interface Played {
  case: Case['name']
  load: Omit<LoadResult, 'acknowledged'>
  verdict: Verdict
}

/** A steady load for a long time: the server's memory must not grow with it, and nothing be lost or doubled. */
export async function benchSoak(store: StoreWithSecrets, { minutes, profile }: Options): Promise<void> {
  const machine = machineFacts(store)
  const senders = await prepare(store)
  const before = await Promise.all(senders.map((sender) => beyond(store, sender)))
  const server = await startServer(store, profile)
  console.log(`Soak of ${figure(minutes)} minutes (${store.engine}) …`)
  const watch = new Usage(server.pid)
  const loads = await Promise.all(
    parts.map((part, index) => play(part, senderAt(senders, index), { url: server.url, seconds: minutes * 60 })),
  )
  const usage = watch.end()
  const trend = trendOf(watch.samples)
  await server.stop()

  const played: Played[] = []
  for (const [index, { load, name }] of loads.entries()) {
    const [part, sender] = [parts[index] as Part, senderAt(senders, index)]
    const run = { name, items: part.items, senders: [sender], load, before: before[index] ?? 0 }
    const { acknowledged: _, ...rest } = load
    played.push({ case: part.name, load: rest, verdict: await verdictOn(store.place, run) })
  }
  const holds = holdsOf(trend, played)
  print(store, played, trend, holds)
  keep('soak', store.engine, { machine, minutes, parts, played, usage, trend, holds })
}

/** One tenant for each part, so that each can be counted by itself. */
async function prepare(store: StoreWithSecrets): Promise<Sender[]> {
  const server = await startServer(store, null)
  const senders: Sender[] = []
  for (const [index, { kind }] of parts.entries())
    senders.push(...(await createSenders(server, 1, `soak-${index}`, kind)))
  await server.stop()
  const { client, close } = await open(store.place)
  await clear(client, true)
  for (const [index, sender] of senders.entries())
    if (parts[index]?.isFolding) await seedTargets(client, sender, 500_000_000)
  await close()
  return senders
}

const beyond = ({ place }: StoreWithSecrets, { tenantId }: Sender) => occurrencesBeyondEvents(place, [tenantId])

async function play(part: Part, sender: Sender, { url, seconds }: { url: string; seconds: number }) {
  const generator = WorkerProcess.start('ingest.load.ts')
  const { shape, items, connections, isFolding, pauseMs } = part
  const name = `soak-${part.shape}`
  const lot = { run: name, targets: isFolding ? targets : 0 }
  const task: LoadTask = { url, senders: [sender], shape, items, connections, warmUpSeconds, seconds, pauseMs, ...lot }
  const load = await generator.ask<LoadResult>(task)
  await generator.stop()
  return { name, load }
}

function senderAt(senders: Sender[], index: number): Sender {
  const sender = senders[index]
  if (!sender) throw new Error('No sender')
  return sender
}

function holdsOf({ early, late }: Trend, played: Played[]): Hold[] {
  const dirty = played.filter(({ verdict }) => !isClean(verdict)).length
  const others = played.flatMap(({ load }) => Object.keys(load.statuses)).filter((status) => status !== '202')
  return [
    {
      what: 'memory of the last quarter, of the second',
      wanted: `≤ ${figure(mostGrowth * 100, ' %')}`,
      measured: figure((late / early) * 100, ' %'),
      isHeld: late <= early * mostGrowth,
    },
    { what: 'answers but 202', wanted: '0', measured: others.join(', ') || '0', isHeld: others.length === 0 },
    {
      what: 'parts with an item lost, doubled or miscounted',
      wanted: '0',
      measured: figure(dirty),
      isHeld: dirty === 0,
    },
  ]
}

function print({ engine, version }: StoreWithSecrets, played: Played[], trend: Trend, holds: Hold[]): void {
  const rows = played.map(({ case: name, load, verdict: { lost, doubled, miscounted } }) => [
    name,
    figure(load.rate),
    [load.latency.p50, load.latency.p95, load.latency.p99].map((one) => figure(one)).join(' / '),
    [lost, doubled, miscounted].map((one) => figure(one)).join(' / '),
  ])
  console.log(`\nSoak, on ${version} (${engine})\n`)
  console.log(table(['sent', 'items a second', 'p50 / p95 / p99 ms', 'lost / doubled / miscounted'], rows))
  console.log(`\nResident MiB, one figure for each minute or less: ${trend.points.map((one) => figure(one)).join(' ')}`)
  printHolds(holds)
}
