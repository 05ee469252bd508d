import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { root } from '../scripts/project.mjs'
import { isJsonObject, type JsonObject } from '../server/src/ingest/finding'
import { normalise } from '../server/src/ingest/normalise/normalise'
import { normalisers } from '../server/src/ingest/normalise/normalisers'
import { readItems } from '../server/src/ingest/read-items'
import { unbundle } from '../server/src/ingest/unbundle'
import { machineFacts } from './machine'
import type { Options } from './options'
import { percentilesOf } from './percentiles'
import { figure, table } from './report'

const samples = join(root, 'server/src/ingest/normalise/samples')
const fixtures = resolve(root, process.env.TOCSIN_FIXTURES ?? '../shared/fixtures')
const sender = { name: 'Bench', product: 'auto' }

/** Long enough that the clock's own grain is no part of the figure. */
const repeats = 200

interface Measured {
  product: string
  payloads: number
  /** Microseconds per payload. */
  p50: number
  max: number
}

/** What it costs to understand an item that is parsed already: choosing the product, reading, checking. Needs no database. */
export function benchNormalise({ seconds }: Options): void {
  const items = [...sampleItems(), ...fixtureItems()]
  const deadline = performance.now() + seconds * 100
  while (performance.now() < deadline) for (const item of items) normalise(item, sender) // until the engine has compiled it
  const times = items.map((item) => ({ product: normalise(item, sender).normaliser, microseconds: timeOf(item) }))
  const overall = measured('all', times.map(({ microseconds }) => microseconds)) // prettier-ignore
  const products = ['generic', ...normalisers.map(({ id }) => id)].map(
    (id) =>
    measured(id, times.filter(({ product }) => product === id).map(({ microseconds }) => microseconds)), // prettier-ignore
  )
  const rows = [overall, ...products].filter(({ payloads }) => payloads > 0)
  console.log(`\n${table(['product', 'payloads', 'median µs', 'slowest µs'], rows.map(cells))}`)
  const folder = join(__dirname, 'results')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'normalise.json'), `${JSON.stringify({ machine: facts(), rows }, rounded, 2)}\n`)
}

/** The median of several rounds: one that was interrupted does not count. */
function timeOf(item: JsonObject): number {
  const rounds = Array.from({ length: 7 }, () => {
    const start = performance.now()
    for (let time = 0; time < repeats; time++) normalise(item, sender)
    return ((performance.now() - start) * 1_000) / repeats
  })
  return percentilesOf(rounds).p50
}

function measured(product: string, microseconds: number[]): Measured {
  const { count, p50, max } = percentilesOf(microseconds)
  return { product, payloads: count, p50, max }
}

const cells = ({ product, payloads, p50, max }: Measured): string[] => [
  product,
  String(payloads),
  figure(p50),
  figure(max),
]

const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Math.round(value * 1_000) / 1_000 : value

function sampleItems(): JsonObject[] {
  return readdirSync(samples).flatMap((file) => {
    const cases = JSON.parse(readFileSync(join(samples, file), 'utf8')) as { body: unknown }[]
    return cases.flatMap(({ body }) => itemsOf(Buffer.from(JSON.stringify(body))))
  })
}

/** Real payloads, where the collection is there. */
function fixtureItems(): JsonObject[] {
  if (!existsSync(fixtures)) return []
  const folders = readdirSync(fixtures, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return folders.flatMap(({ name }) =>
    readdirSync(join(fixtures, name)).flatMap((file) => itemsOf(readFileSync(join(fixtures, name, file)))),
  )
}

const itemsOf = (body: Buffer): JsonObject[] =>
  unbundle(readItems(body), sender.product).flatMap((item) =>
    'value' in item && isJsonObject(item.value) ? [item.value] : [],
  )

/** Without a database, whose facts the others have. */
const facts = () => machineFacts(null)
