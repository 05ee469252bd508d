import { createHmac } from 'node:crypto'
import { databaseCommits, databaseSeconds } from './database.usage'
import { cases, type Case } from './ingest.cases'
import { occurrencesBeyondEvents, verdictOn, type Verdict } from './ingest.check'
import type { FloorStart, FloorStarted, FloorStopped } from './ingest.floor'
import { bodyOf, contentTypeOf, itemOf } from './ingest.item'
import type { LoadResult } from './ingest.load'
import { holdsOf, print } from './ingest.report'
import { clear, layUnderneath, seedTargets, targets } from './ingest.seed'
import { machineFacts } from './machine'
import type { Options } from './options'
import { figure, keep } from './report'
import { createSenders, metric, startServer, type Sender, type ServerUnderTest, type StoreWithSecrets } from './server'
import { open } from './store'
import { Usage, type UsageReport } from './usage'
import { WorkerProcess } from './worker'

const warmUpSeconds = 3
const manyTenants = 100

export interface Measured {
  case: string
  /** Alerts that were there before. */
  underneath: number
  what: 'server' | 'floor'
  load: Omit<LoadResult, 'acknowledged'>
  /** Items acknowledged in the whole run, warm-up included. */
  items: number
  usage: UsageReport
  /** Cores' worth of processor time of Postgres. */
  databaseCores: number | null
  /** Transactions that stored deliveries, and all of the database, over the whole run. */
  batches: number
  commits: number | null
  verdict: Verdict
}

/** A case that the server does not know (yet). */
export interface Unsupported {
  case: string
  underneath: number
  unsupported: string
}

interface Stage {
  store: StoreWithSecrets
  options: Options
  senders: Sender[]
  telemetry: Sender[]
  underneath: number
}

/** Every way in, on an empty installation and above many alerts, each figure beside its floor. */
export async function benchIngest(store: StoreWithSecrets, options: Options): Promise<void> {
  const machine = machineFacts(store)
  const server = await startServer(store, null)
  const senders = await createSenders(server, manyTenants, 'bench')
  const telemetry = await createSenders(server, 1, 'telemetry', 'TELEMETRY')
  await server.stop()
  const results: (Measured | Unsupported)[] = []
  for (const underneath of [0, options.alerts]) {
    if (underneath > 0) await lay(store, senders, underneath)
    const stage = { store, options, senders, telemetry, underneath }
    for (const one of cases.filter(({ name }) => name.includes(options.only))) results.push(...(await play(stage, one)))
  }
  const holds = holdsOf(store, results)
  print(store, results, holds)
  keep('ingest', store.engine, { machine, seconds: options.seconds, cases, results, holds })
}

async function lay(store: StoreWithSecrets, senders: Sender[], alerts: number): Promise<void> {
  const startedAt = performance.now()
  const { client, close } = await open(store.place)
  await layUnderneath(client, senders, alerts)
  await close()
  console.log(
    `${figure(alerts)} alerts laid underneath in ${figure((performance.now() - startedAt) / 1_000)} s (${store.engine})`,
  )
}

async function play(stage: Stage, one: Case): Promise<(Measured | Unsupported)[]> {
  const names = { case: one.name, underneath: stage.underneath }
  const runs: (Measured | Unsupported)[] = []
  for (const what of ['server', 'floor'] as const) {
    console.log(`${one.name}, above ${figure(stage.underneath)} alerts, ${what} (${stage.store.engine}) …`)
    const result = await measure(stage, one, what)
    if (typeof result === 'string') return [{ ...names, unsupported: result }]
    runs.push({ ...names, what, ...result })
  }
  return runs
}

type Figures = Omit<Measured, 'case' | 'underneath' | 'what'>

/** Ranges of alert numbers, far above the server's, one for each preparation and each floor. */
let nextRange = 500_000_000
const rangeOfNumbers = () => (nextRange += 10_000_000)
let runs = 0

/** @returns a word on why it cannot be measured, or the figures. */
async function measure(stage: Stage, one: Case, what: Measured['what']): Promise<Figures | string> {
  const { store } = stage
  const senders = one.kind === 'TELEMETRY' ? stage.telemetry : stage.senders.slice(0, one.tenants)
  await prepare(stage, one, senders)
  const tenantIds = senders.map(({ tenantId }) => tenantId)
  const before = await occurrencesBeyondEvents(store.place, tenantIds)
  const subject = await (what === 'server' ? startSubject(stage, one, senders) : startFloor(stage, one, senders))
  if (typeof subject === 'string') return subject
  const commitsBefore = await databaseCommits(store)
  const name = `${what}${++runs}`
  const { load, ...usage } = await send(stage, one, { subject, senders, name })
  const batches = await subject.stop()
  const commits = commitsBefore === null ? null : ((await databaseCommits(store)) ?? 0) - commitsBefore
  const verdict = await verdictOn(store.place, { name, items: one.items, senders, load, before })
  const { acknowledged, ...rest } = load
  const items = acknowledged.length * one.items - load.notAccepted
  return { load: rest, items, ...usage, batches, commits, verdict }
}

async function prepare({ store, underneath }: Stage, one: Case, [sender]: Sender[]): Promise<void> {
  const { client, close } = await open(store.place)
  await clear(client, underneath === 0)
  if (one.isFolding && sender) await seedTargets(client, sender, rangeOfNumbers())
  await close()
}

/** What is sent to. */
interface Subject {
  url: string
  pid: number
  /** @returns transactions that stored deliveries */
  stop(): Promise<number>
}

async function startSubject({ store, options }: Stage, one: Case, senders: Sender[]): Promise<Subject | string> {
  const server = await startServer(store, options.profile)
  const refusal = await refusalOf(server, one, senders)
  if (refusal) await server.stop()
  if (refusal) return refusal
  const count = 'ingest_batch_deliveries_count'
  const before = await metric(server, count)
  const stop = async () => {
    const batches = (await metric(server, count)) - before
    await server.stop()
    return batches
  }
  return { url: server.url, pid: server.pid, stop }
}

/** Null when one request of this form is accepted. */
async function refusalOf({ url }: ServerUnderTest, { shape }: Case, [sender]: Sender[]): Promise<string | null> {
  if (!sender) return 'no sender'
  const body = bodyOf(shape, [itemOf({ run: `try${runs}`, targets: 0 }, 0)])
  const signature = createHmac('sha256', sender.secret).update(body).digest('hex')
  const headers = {
    'content-type': contentTypeOf(shape),
    'x-tenant': sender.tenant,
    'x-signature': `sha256=${signature}`,
  }
  const { status } = await fetch(`${url}/api/v1/webhook/${sender.source}`, { method: 'POST', headers, body })
  return status === 202 ? null : `not supported (${status})`
}

async function startFloor({ store }: Stage, { shape }: Case, senders: Sender[]): Promise<Subject> {
  const floor = WorkerProcess.start('ingest.floor.ts')
  const transactions = store.engine === 'embedded' ? 1 : 3 // as many as the server has under way
  const task: FloorStart = { place: store.place, senders, shape, transactions, firstNumber: rangeOfNumbers() }
  const { url } = await floor.ask<FloorStarted>({ start: task })
  const stop = async () => {
    const { batches } = await floor.ask<FloorStopped>({ stop: true })
    await floor.stop()
    return batches
  }
  return { url, pid: floor.pid, stop }
}

interface Sending {
  subject: Subject
  senders: Sender[]
  name: string
}

async function send({ store, options: { seconds } }: Stage, one: Case, { subject, senders, name }: Sending) {
  const generator = WorkerProcess.start('ingest.load.ts')
  const { shape, items, connections, isFolding } = one
  const lot = { run: name, targets: isFolding ? targets : 0 }
  const task = { url: subject.url, senders, shape, items, connections, warmUpSeconds, seconds, ...lot }
  const running = generator.ask<LoadResult>(task)
  await Promise.race([running, new Promise((resolve) => setTimeout(resolve, warmUpSeconds * 1_000))])
  const [watch, taken] = [new Usage(subject.pid), databaseSeconds(store)]
  const load = await running
  const usage = watch.end()
  const spent = databaseSeconds(store)
  await generator.stop()
  return { load, usage, databaseCores: taken === null || spent === null ? null : (spent - taken) / usage.seconds }
}
