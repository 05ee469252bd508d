import type { Measured, Unsupported } from './ingest'
import { cases } from './ingest.cases'
import { isClean } from './ingest.check'
import { figure, printHolds, table, type Hold } from './report'
import type { StoreWithSecrets } from './server'

type Result = Measured | Unsupported

/** A case as it is read: the server beside its floor. */
interface Pair {
  name: string
  underneath: number
  server: Measured | null
  floor: Measured | null
  unsupported: string | null
}

function pairsOf(results: Result[]): Pair[] {
  const pairs = new Map<string, Pair>()
  for (const result of results) {
    const key = `${result.case}/${result.underneath}`
    const pair = pairs.get(key) ?? {
      name: result.case,
      underneath: result.underneath,
      server: null,
      floor: null,
      unsupported: null,
    }
    if ('unsupported' in result) pair.unsupported = result.unsupported
    else pair[result.what] = result
    pairs.set(key, pair)
  }
  return [...pairs.values()]
}

/** Microseconds of processor time for each item. */
const each = (cores: number | null, { load }: Measured): number | null =>
  cores === null || load.rate === 0 ? null : (cores / load.rate) * 1e6

const shareOf = ({ server, floor }: Pair): number | null =>
  server && floor ? server.load.rate / floor.load.rate : null

export function holdsOf(store: StoreWithSecrets, results: Result[]): Hold[] {
  const pairs = pairsOf(results)
  const dirty = results.filter((result) => 'verdict' in result && !isClean(result.verdict)).length
  const clean = {
    what: 'runs with an item lost, doubled or miscounted',
    wanted: '0',
    measured: figure(dirty),
    isHeld: dirty === 0,
  }
  return [...pairs.flatMap((pair) => holdsOfPair(store, pair)), clean]
}

function holdsOfPair({ engine }: StoreWithSecrets, pair: Pair): Hold[] {
  const { wanted = {}, wantedShare } = cases.find(({ name }) => name === pair.name) ?? {}
  const word = `${pair.name}, above ${figure(pair.underneath)} alerts`
  const least = wanted[engine]
  if (!pair.server) {
    const measured = pair.unsupported ?? 'not measured'
    return least === undefined ? [] : [{ what: word, wanted: `≥ ${figure(least)}/s`, measured, isHeld: false }]
  }
  const [share, { rate }, peak] = [shareOf(pair), pair.server.load, pair.server.usage.peakMiB]
  const memory = engine === 'embedded' ? 1_024 : 350
  const holds: Hold[] = []
  if (least !== undefined)
    holds.push({ what: word, wanted: `≥ ${figure(least)}/s`, measured: figure(rate, '/s'), isHeld: rate >= least })
  if (wantedShare !== undefined && share !== null)
    holds.push({
      what: `${word}, of the floor`,
      wanted: `≥ ${percent(wantedShare)}`,
      measured: percent(share),
      isHeld: share >= wantedShare,
    })
  if (peak !== null)
    holds.push({
      what: `${word}, memory`,
      wanted: `≤ ${memory} MiB`,
      measured: figure(peak, ' MiB'),
      isHeld: peak <= memory,
    })
  return holds
}

const percent = (share: number | null): string => figure(share === null ? null : share * 100, ' %')

export function print({ engine, version }: StoreWithSecrets, results: Result[], holds: Hold[]): void {
  const pairs = pairsOf(results)
  console.log(
    `\nWays in, on ${version} (${engine}); rates are items a second\n\n${figuresOf(pairs)}\n\n${circumstancesOf(results)}`,
  )
  printHolds(holds)
}

function figuresOf(pairs: Pair[]): string {
  const head = [
    'sent', 'alerts underneath', 'floor', 'server', 'of the floor', 'p50 / p95 / p99 ms', 'CPU µs each: floor / server / database', 'RSS MiB',
    'commits', 'items per commit',
  ] // prettier-ignore
  const rows = pairs.map((pair) => {
    const { name, underneath, server, floor, unsupported } = pair
    if (!server || !floor) return [name, figure(underneath), unsupported ?? '-']
    const { p50, p95, p99 } = server.load.latency
    const commits = server.commits ?? server.batches
    return [
      name, figure(underneath), figure(floor.load.rate), figure(server.load.rate), percent(shareOf(pair)), [p50, p95, p99].map((one) => figure(one)).join(' / '),
      [each(floor.usage.cores, floor), each(server.usage.cores, server), each(server.databaseCores, server)].map((one) => figure(one)).join(' / '),
      figure(server.usage.peakMiB), figure(commits), figure(server.items / commits),
    ] // prettier-ignore
  })
  return table(head, rows)
}

/** What tells whether the figures can be trusted. */
function circumstancesOf(results: Result[]): string {
  const head = [
    'run',
    'alerts underneath',
    'what',
    'other answers',
    'lost / doubled / miscounted',
    'generator cores',
    'machine busy',
  ]
  const rows = results.flatMap((one) => {
    if ('unsupported' in one) return []
    const others = Object.entries(one.load.statuses).filter(([status]) => status !== '202')
    const { lost, doubled, miscounted } = one.verdict
    return [
      [
        one.case, figure(one.underneath), one.what, others.map(([status, count]) => `${count} × ${status}`).join(', ') || 'none',
        [lost, doubled, miscounted].map((count) => figure(count)).join(' / '), figure(one.load.cores), figure(one.usage.machineBusy * 100, ' %'),
      ], // prettier-ignore
    ]
  })
  return table(head, rows)
}
