import type { Result } from 'lighthouse'
import { devices, visit, type Device } from './lighthouse'
import { machineFacts } from './machine'
import type { Options } from './options'
import { figure, keep, printHolds, table, type Hold } from './report'
import { newAlertIds, seedAlerts, seedAnalysts } from './seed'
import { createSenders, startServer, type ServerUnderTest, type StoreWithSecrets } from './server'
import { open } from './store'

const alerts = 1_000
/** Of each page and device; one with a short --seconds. */
const runsOf = ({ seconds }: Options) => (seconds >= 10 ? 3 : 1)
const mostKilobytes = 250

interface Measured {
  page: string
  device: Device
  /** 0-100; performance is the median of the runs, the others their worst. */
  performance: number
  accessibility: number
  bestPractices: number
  largestPaintMs: number
  blockedMs: number
  layoutShift: number
  /** What the page loads at first, as sent (gzip), in kB of 1,000 bytes. */
  scriptKb: number
  /** Audits of accessibility and best practices that did not pass. */
  failed: string[]
}

/** Lighthouse on the pages people open first, each loaded with an empty cache. */
export async function benchWeb(store: StoreWithSecrets, options: Options): Promise<void> {
  const machine = machineFacts(store)
  const runs = runsOf(options)
  const { tenant, alertId } = await seed(store)
  const server = await startServer(store, null)
  const base = `/t/${tenant}`
  const paths = ['/sign-in', `${base}/alerts`, `${base}/alerts/${alertId}`, `${base}/sources`, '/docs']
  const measured: Measured[] = []
  for (const path of paths) {
    const page = path.replace(base, '').replace(alertId, ':id')
    if (!page.includes(options.only)) continue
    for (const device of devices) measured.push(await measure(server, { path, page, device, runs }))
  }
  await server.stop()
  const holds = measured.filter(({ device }) => device === 'desktop').flatMap(holdsOf)
  print(measured)
  printHolds(holds)
  keep('web', store.engine, { machine, alerts, runs, measured, holds })
}

async function seed(store: StoreWithSecrets): Promise<{ tenant: string; alertId: string }> {
  const server = await startServer(store, null)
  const senders = await createSenders(server, 1, 'bench')
  await server.stop()
  const { client, close } = await open(store.place)
  await seedAnalysts(client, senders)
  await seedAlerts(client, senders, { from: [0], to: [alerts] })
  const [sender] = senders
  const [alertId] = sender ? await newAlertIds(client, sender, 1) : []
  await close()
  if (!sender || !alertId) throw new Error('Nothing was seeded')
  return { tenant: sender.tenant, alertId }
}

interface Visit {
  path: string
  page: string
  device: Device
  runs: number
}

async function measure(server: ServerUnderTest, { path, page, device, runs }: Visit): Promise<Measured> {
  const results: Result[] = []
  for (let run = 0; run < runs; run++) results.push(await visit(server, path, device))
  const worst = (category: string) =>
    Math.round(100 * Math.min(...results.map(({ categories }) => categories[category]?.score ?? 0)))
  const median = (read: (result: Result) => number) => results.map(read).sort((a, b) => a - b)[runs >> 1] ?? NaN
  const audit = (id: string) => median(({ audits }) => audits[id]?.numericValue ?? NaN)
  return {
    page,
    device,
    performance: Math.round(100 * median(({ categories }) => categories.performance?.score ?? 0)),
    accessibility: worst('accessibility'),
    bestPractices: worst('best-practices'),
    largestPaintMs: audit('largest-contentful-paint'),
    blockedMs: audit('total-blocking-time'),
    layoutShift: audit('cumulative-layout-shift'),
    scriptKb: median(scriptBytes) / 1_000,
    failed: [...new Set(results.flatMap(failedAudits))],
  }
}

interface Request {
  resourceType?: string
  transferSize?: number
}

function scriptBytes({ audits }: Result): number {
  const details = audits['network-requests']?.details as { items?: Request[] } | undefined
  const scripts = (details?.items ?? []).filter(({ resourceType }) => resourceType === 'Script')
  return scripts.reduce((sum, { transferSize = 0 }) => sum + transferSize, 0)
}

function failedAudits({ categories, audits }: Result): string[] {
  const refs = ['accessibility', 'best-practices'].flatMap((name) => categories[name]?.auditRefs ?? [])
  return refs.filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1).map(({ id }) => id)
}

function holdsOf({ page, performance, accessibility, bestPractices, scriptKb }: Measured): Hold[] {
  const atLeast = (what: string, wanted: number, measured: number) => ({
    what: `${page}: ${what}`,
    wanted: `≥ ${wanted}`,
    measured: `${measured}`,
    isHeld: measured >= wanted,
  })
  return [
    atLeast('performance', 95, performance),
    atLeast('accessibility', 100, accessibility),
    atLeast('best practices', 100, bestPractices),
    {
      what: `${page}: JavaScript`,
      wanted: `≤ ${mostKilobytes} kB`,
      measured: figure(scriptKb, ' kB'),
      isHeld: scriptKb <= mostKilobytes,
    },
  ]
}

const print = (measured: Measured[]): void =>
  console.log(
    `\n${table(
      [
        'page',
        'device',
        'performance',
        'accessibility',
        'best practices',
        'paint',
        'blocked',
        'shift',
        'script',
        'failed',
      ],
      measured.map((one) => [
        one.page,
        one.device,
        `${one.performance}`,
        `${one.accessibility}`,
        `${one.bestPractices}`,
        figure(one.largestPaintMs, ' ms'),
        figure(one.blockedMs, ' ms'),
        figure(one.layoutShift),
        figure(one.scriptKb, ' kB'),
        one.failed.join(' ') || '-',
      ]),
    )}`,
  )
