import { fingerprintOf } from '../server/src/ingest/dedup/fingerprint'
import { normalise } from '../server/src/ingest/normalise/normalise'
import { valuesOf } from '../server/src/alerts/alert.values'
import { keyOf, observablesIn } from './ingest.floor.batch'
import { bodyOf, itemOf, itemsOf, targetItem, type BenchItem } from './ingest.item'
import type { Sender } from './server'

const sender: Sender = { tenant: 't', tenantId: 't', source: 's', sourceId: 's', secret: '', kind: 'FINDINGS' }
const rule = {
  byVendorId: true,
  fields: [
    'title',
    'ruleId',
    'entity',
    'host',
    'user',
    'resource',
    'srcIp',
    'dstIp',
    'domain',
    'url',
    'fileName',
    'sha256',
  ],
}

function serverKeyOf(text: string): Buffer {
  const item = JSON.parse(text) as Record<string, unknown>
  const finding = normalise(item, { name: 'Bench', product: 'generic' })
  return fingerprintOf({ finding, item, text }, { name: 'Bench', dedup: rule, splits: [] }).key
}

it('folds on the floor exactly what the server folds', () => {
  for (const text of [itemOf({ run: 'server1', targets: 0 }, 70_000), targetItem(9_999, 'seed-1')])
    expect(keyOf(sender, JSON.parse(text) as BenchItem)?.key).toEqual(serverKeyOf(text))
})

it('sees on the floor exactly the observables that the server sees', () => {
  const item = JSON.parse(itemOf({ run: 'server1', targets: 0 }, 70_000)) as BenchItem & Record<string, unknown>
  expect(observablesIn(item)).toEqual(valuesOf(normalise(item, { name: 'Bench', product: 'generic' })))
})

it('sends every other item to an alert that is there, under a mark of its own', () => {
  const lot = { run: 'server1', targets: 10 }
  const items = Array.from(
    { length: 1_000 },
    (_, number) => JSON.parse(itemOf(lot, number)) as BenchItem & { raw: { mark: string } },
  )
  expect(items.filter(({ entity }) => entity.startsWith('target-'))).toHaveLength(500)
  expect(new Set(items.map(({ raw }) => raw.mark)).size).toBe(1_000)
  expect(new Set(items.map(({ entity }) => entity)).size).toBe(510)
})

it('sends different items where none is to be folded', () => {
  const items = Array.from({ length: 1_000 }, (_, number) => itemOf({ run: 'server1', targets: 0 }, number))
  expect(new Set(items.map((text) => serverKeyOf(text).toString('hex'))).size).toBe(1_000)
})

it.each(['single', 'array', 'ndjson'] as const)('finds the exact items in a body again: %s', (shape) => {
  const texts = Array.from({ length: shape === 'single' ? 1 : 3 }, (_, number) =>
    itemOf({ run: 'r', targets: 0 }, number),
  )
  const body = bodyOf(shape, texts)
  expect(itemsOf(shape, body)).toEqual(texts)
  if (shape !== 'ndjson')
    expect([JSON.parse(body) as unknown].flat()).toEqual(texts.map((text) => JSON.parse(text) as unknown))
})
