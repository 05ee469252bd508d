import { Fault } from '../scripts/project.mjs'
import { machineFacts } from './machine'
import type { Options } from './options'
import type { QueueResult } from './queue.load'
import { figure, keep, printHolds, table, type Hold } from './report'
import { newAlertIds, seedAlerts, seedAnalysts, sharesOf } from './seed'
import {
  createSenders,
  startServer,
  type Person,
  type Sender,
  type ServerUnderTest,
  type StoreWithSecrets,
} from './server'
import { open } from './store'
import { Usage, type UsageReport } from './usage'
import { WorkerProcess } from './worker'

const tenants = 100
const smallSize = 10_000
const statusChanges = 500
const page = 50

/** What the queue's screen asks for. */
const queueQuery = `query Queue($filter: AlertFilter, $orderBy: AlertOrder) {
  alerts(first: ${page}, filter: $filter, orderBy: $orderBy) {
    nodes {
      id key version title severity status entity product occurrences riskScore firstSeenAt lastSeenAt tags
      assignee { id name }
      source { id name }
      can { triage close }
    }
    pageInfo { hasNextPage endCursor }
  }
}`

const statusMutation = `mutation Take($input: SetAlertStatusInput!) { setAlertStatus(input: $input) { alert { id version status } } }`

const countsQuery = `query Counts($filter: AlertFilter) { alertCounts(filter: $filter) { status severity count } }`

const facetsQuery = `query Facets($filter: AlertFilter) {
  alerts(first: 1, filter: $filter) {
    facets(fields: ["status", "severity", "assignee", "source", "product"]) { field values { value label count } }
  }
}`

const counted = [
  { what: 'all', filter: {} },
  { what: 'open', filter: { isOpen: true } },
  { what: 'open and severe', filter: { isOpen: true, severity: { gte: 'HIGH' } } },
]
const timesCounted = 20

const lists = [
  { what: 'usual order', clients: 8, variables: {} },
  { what: 'newest first', clients: 8, variables: { orderBy: { field: 'FIRST_SEEN_AT', direction: 'DESC' } } },
  { what: 'two statuses', clients: 8, variables: { filter: { status: { in: ['NEW', 'IN_PROGRESS'] } } } },
  { what: 'usual order', clients: 1, variables: {} },
]

interface Measured extends Pick<QueueResult, 'rate' | 'latency' | 'bytes'> {
  /** Processor time of the server for each answer, milliseconds. */
  cpuMs: number | null
  alerts: number
  tenant: 'big' | 'small'
  what: string
  clients: number
}

interface Phase {
  alerts: number
  measured: Measured[]
  usage: UsageReport
}

/** The queue's page, its counts and facets, and a status change, at a small and at a large number of alerts, in the tenant that has half of them and in a small one. */
export async function benchQueue(store: StoreWithSecrets, options: Options): Promise<void> {
  const machine = machineFacts(store)
  const senders = await prepare(store)
  const phases: Phase[] = []
  let there = sharesOf(0, tenants)
  for (const alerts of [...new Set([Math.min(smallSize, options.alerts), options.alerts])]) {
    const shares = sharesOf(alerts, tenants)
    const ids = await seed(store, senders, { from: there, to: shares })
    there = shares
    phases.push(await measure(store, senders, { alerts, ids, options }))
  }
  const holds = holdsOf(store, phases)
  print(store, phases, holds)
  keep('queue', store.engine, { machine, tenants, page, seconds: secondsOf(options), phases, holds })
}

async function prepare(store: StoreWithSecrets): Promise<Sender[]> {
  const server = await startServer(store, null)
  const senders = await createSenders(server, tenants, 'bench')
  await server.stop()
  const { client, close } = await open(store.place)
  await seedAnalysts(client, senders)
  await close()
  return senders
}

async function seed(store: StoreWithSecrets, senders: Sender[], range: { from: number[]; to: number[] }) {
  const startedAt = performance.now()
  const { client, close } = await open(store.place)
  await seedAlerts(client, senders, range)
  const [big, small] = senders
  if (!big || !small) throw new Fault('No tenants')
  const ids = {
    big: await newAlertIds(client, big, 2 * statusChanges),
    small: await newAlertIds(client, small, 2 * statusChanges),
  }
  await close()
  const total = range.to.reduce((sum, share) => sum + share, 0)
  console.log(
    `${figure(total)} alerts there after ${figure((performance.now() - startedAt) / 1_000)} s of loading (${store.engine})`,
  )
  return ids
}

interface Occasion {
  alerts: number
  ids: { big: string[]; small: string[] }
  options: Options
}

const secondsOf = ({ seconds }: Options) => Math.max(2, Math.round(seconds / 3))

async function measure(store: StoreWithSecrets, senders: Sender[], { alerts, ids, options }: Occasion): Promise<Phase> {
  const server = await startServer(store, options.profile)
  const usage = new Usage(server.pid)
  const measured: Measured[] = []
  for (const tenant of ['big', 'small'] as const) {
    const person = personIn(server, senders[tenant === 'big' ? 0 : 1])
    for (const { what, task } of tasksOf(ids[tenant], secondsOf(options))) {
      const watched = new Usage(server.pid)
      const { rate, latency, bytes, total } = await ask(person, task)
      const { cores, seconds } = watched.end()
      const cpuMs = cores === null ? null : (cores * seconds * 1_000) / total
      measured.push({ alerts, tenant, what, clients: task.clients, rate, latency, bytes, cpuMs })
    }
  }
  const report = usage.end()
  await server.stop()
  return { alerts, measured, usage: report }
}

/** Each list for `seconds`, then each alert moved once, half of them by several people at once. */
function tasksOf(ids: string[], seconds: number): { what: string; task: Task }[] {
  const pages = lists.map(({ what, clients, variables }) => ({
    what,
    task: { query: queueQuery, variables: [variables], clients, seconds },
  }))
  const reading = [...pages, ...countingTasks(seconds)]
  const half = Math.floor(ids.length / 2)
  if (half < statusChanges / 2) return reading // too few to say anything
  const moves = ids.map((alertId) => ({ input: { alertId, status: 'IN_PROGRESS' } }))
  const change = (clients: number, variables: object[]) => ({
    what: 'status change',
    task: { query: statusMutation, variables, clients, seconds: 0 },
  })
  return [...reading, change(8, moves.slice(0, half)), change(1, moves.slice(half))]
}

/** Each count anew every time, since the server shares equal ones; then what a room full of screens does: all ask alike. */
function countingTasks(seconds: number): { what: string; task: Task }[] {
  const again = (filter: object) => Array.from({ length: timesCounted }, (_, n) => ({ filter: distinct(filter, n) }))
  const alone = counted.flatMap(({ what, filter }) =>
    [
      { what: `counts, ${what}`, query: countsQuery },
      { what: `facets, ${what}`, query: facetsQuery },
    ].map((one) => ({ what: one.what, task: { query: one.query, variables: again(filter), clients: 1, seconds: 0 } })),
  )
  const open = { filter: { isOpen: true } }
  return [
    ...alone,
    { what: 'facets, all ask alike', task: { query: facetsQuery, variables: [open], clients: 8, seconds } },
  ]
}

/** The same alerts by another filter, so that no answer is shared. */
const distinct = (filter: object, n: number): object => ({ ...filter, and: Array.from({ length: n + 1 }, () => ({})) })

function personIn(server: ServerUnderTest, sender: Sender | undefined): Person {
  if (!sender) throw new Fault('No tenant')
  return { ...server.admin, tenant: sender.tenant }
}

interface Task {
  query: string
  variables: object[]
  clients: number
  seconds: number
}

async function ask(person: Person, task: Task): Promise<QueueResult> {
  const generator = WorkerProcess.start('queue.load.ts')
  const result = await generator.ask<QueueResult>({ person, warmUpSeconds: 2, ...task })
  await generator.stop()
  const { alerts } = result.sample as { alerts?: { nodes?: { source: unknown; tags: string[] }[] } }
  if (alerts?.nodes?.some(({ source, tags }) => !source || tags.length !== 2))
    throw new Fault('The page lacks its sources or tags')
  return result
}

/** The design says nothing of counts and facets: they are measured, not held. */
const hasLimit = (what: string): boolean => !/^(counts|facets)/.test(what)

function holdsOf({ engine }: StoreWithSecrets, phases: Phase[]): Hold[] {
  const [small, large = small] = phases
  if (!small || !large) return []
  const memory = engine === 'embedded' ? 1_024 : 350
  const holds = large.measured
    .filter(({ clients, what }) => clients === 8 && hasLimit(what))
    .flatMap((one): Hold[] => {
      const least = one.what === 'status change' ? 15 : 20
      const before = small.measured.find(
        (other) => other.tenant === one.tenant && other.what === one.what && other.clients === 8,
      )
      const ratio = before ? one.latency.p95 / before.latency.p95 : 0
      const word = `${one.what}, ${one.tenant} tenant`
      const p95 = {
        what: `${word}, p95`,
        wanted: `≤ ${least} ms`,
        measured: figure(one.latency.p95, ' ms'),
        isHeld: one.latency.p95 <= least,
      }
      const isCompared = before && large !== small && one.what !== 'status change'
      return isCompared
        ? [
            p95,
            {
              what: `${word}, of that at ${figure(small.alerts)}`,
              wanted: '≤ 1.3 ×',
              measured: figure(ratio, ' ×'),
              isHeld: ratio <= 1.3,
            },
          ]
        : [p95]
    })
  const peak = large.usage.peakMiB
  return peak === null
    ? holds
    : [
        ...holds,
        { what: 'server memory', wanted: `≤ ${memory} MiB`, measured: figure(peak, ' MiB'), isHeld: peak <= memory },
      ]
}

function print({ engine, version }: StoreWithSecrets, phases: Phase[], holds: Hold[]): void {
  const head = ['alerts', 'tenant', 'what', 'clients', 'per second', 'p50 ms', 'p95 ms', 'p99 ms', 'CPU ms each', 'kB']
  const rows = phases.flatMap(({ measured }) => measured).map(({ alerts, tenant, what, clients, rate, latency, bytes, cpuMs }) => [
    figure(alerts), tenant, what, `${clients}`, figure(rate), figure(latency.p50), figure(latency.p95), figure(latency.p99), figure(cpuMs), figure(bytes / 1_000),
  ]) // prettier-ignore
  console.log(
    `\nQueue page of ${page}, counts, facets and status change, on ${version} (${engine})\n\n${table(head, rows)}`,
  )
  printHolds(holds)
}
