import { v7 } from 'uuid'
import { statementCount } from '../platform/database'
import { StoredKeys } from '../observables/observable.stored'
import type { Platform } from '../platform/context'
import { newId } from '../platform/ids'
import type { KnownSource } from '../sources/source.directory'
import { createWebhookSource } from '../sources/source.service'
import { someDeadLetters } from '../../test/dead-letters'
import { storedTexts } from '../../test/sender'
import { aMember, testPlatform } from '../../test/harness'
import { aKnown } from '../../test/known'
import type { Answer } from './answer'
import { FoldTeller } from './fold.teller'
import { clearPast } from './housekeeping'
import { recognise } from './idempotency'
import { NumberPool } from './numbers'
import { readPayload } from './payload'
import { Pipeline } from './pipeline'
import { readItems } from './read-items'
import { RefusalLog } from './refusals'
import { storeBatch, type Incoming, type Told } from './store'

let platform: Platform
let close: () => Promise<void>

beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

async function aSource(): Promise<KnownSource> {
  const admin = await aMember(platform)
  const { source } = await createWebhookSource(admin, { slug: 'siem', name: 'SIEM' })
  return { ...source, dedup: source.dedup, splits: [], dailyQuota: null, secret: Buffer.alloc(0), previousSecret: null }
}

function incoming(source: KnownSource, item: unknown, key?: string): Incoming {
  const body = Buffer.from(JSON.stringify(item))
  const payload = readPayload(readItems(body), source, aKnown())
  return {
    source,
    payload,
    receivedAt: new Date(),
    items: payload.length,
    bytes: body.length,
    ...recognise(source, newId(), body, key),
  }
}

const idOfDaysAgo = (days: number): string => v7({ msecs: Date.now() - days * 86_400_000 })

/** Items that read well, one of which the table refuses. */
function unstorable(source: KnownSource, items: unknown[]): Incoming {
  const sent = incoming(source, items)
  for (const read of sent.payload) {
    if (read.kind === 'FINDING' && read.text.includes('bad')) read.finding.tags = ['x'.repeat(101)]
  }
  return sent
}

const numbersOf = async (tenantId: string): Promise<number[]> => {
  const rows = await platform.database.transaction({ tenantId }, (db) =>
    db.query<{ number: number }>('SELECT number FROM alert ORDER BY number'),
  )
  return rows.map(({ number }) => number)
}

it('sets the one item aside that cannot be stored, and keeps its neighbours in all tenants', async () => {
  const pipeline = new Pipeline(platform)
  const [ours, theirs] = [await aSource(), await aSource()]
  const sent = [
    incoming(ours, { n: 1 }),
    unstorable(ours, [{ n: 2 }, { n: 'bad' }, { n: 3 }]),
    incoming(theirs, { n: 1 }),
    incoming(ours, { n: 4 }),
  ]
  const told = await Promise.all(sent.map((one) => pipeline.store(one)))
  const answers = told.map(({ text }) => JSON.parse(text) as Answer)
  expect(answers.map(({ accepted }) => accepted)).toEqual([1, 2, 1, 1])
  expect(answers[1]).toMatchObject({
    deadLettered: [{ index: 1, reason: 'could not be stored: SQLSTATE 23514' }],
    items: [{ outcome: 'CREATED' }, { outcome: 'DEAD_LETTERED', eventId: null }, { outcome: 'CREATED' }],
  })
  expect(new Set(await storedTexts(platform, ours.tenantId))).toEqual(new Set([1, 2, 3, 4].map((n) => `{"n":${n}}`)))
  expect(await storedTexts(platform, theirs.tenantId)).toEqual(['{"n":1}'])
  const again = JSON.parse((await pipeline.store(incoming(ours, [{ n: 2 }, { n: 'bad' }, { n: 3 }]))).text) as Answer
  expect(again).toMatchObject({ accepted: 0, duplicates: 2, deadLettered: answers[1]?.deadLettered })
})

it('needs as many statements for a hundred requests as for two', async () => {
  const pool = new NumberPool(platform)
  const source = await aSource()
  const statementsFor = async (count: number) => {
    const batch = Array.from({ length: count }, (_, n) =>
      incoming(source, { count, n, tags: ['a'], host: `h-${count}-${n}`, user: 'ana' }),
    )
    const leased = await pool.take(source.tenantId, count)
    pool.giveBack(source.tenantId, leased) // the lease is no part of the batch
    const seen = { statements: [] }
    await statementCount.run(seen, () =>
      storeBatch({ platform, numbers: pool, folds: new FoldTeller(platform), stored: new StoredKeys() }, batch),
    )
    return seen.statements.length
  }
  expect(await statementsFor(100)).toBe(await statementsFor(2))
})

it('stores once what two nodes are sent at once, in any order of keys', async () => {
  const nodes = [new Pipeline(platform), new Pipeline(platform)]
  const source = await aSource()
  const items = Array.from({ length: 40 }, (_, n) => ({ n }))
  const told = await Promise.all(
    nodes.flatMap((node, index) =>
      (index === 0 ? items : items.toReversed()).map((item) => node.store(incoming(source, item))),
    ),
  )
  expect(told.filter(({ outcome }) => outcome === 'ACCEPTED')).toHaveLength(40)
  expect(new Set(await storedTexts(platform, source.tenantId)).size).toBe(40)
})

it('numbers alerts without gaps, however often a sender repeats itself', async () => {
  const pipeline = new Pipeline(platform)
  const source = await aSource()
  for (const n of [1, 1, 1, 2, 2, 3]) await pipeline.store(incoming(source, { n }))
  expect(await numbersOf(source.tenantId)).toEqual([1, 2, 3])
})

it('opens a key twice in a batch that lies further apart than its window, and holds up no other tenant', async () => {
  const store = {
    platform,
    numbers: new NumberPool(platform),
    folds: new FoldTeller(platform),
    stored: new StoredKeys(),
  }
  const [made, theirs] = [await aSource(), await aSource()]
  const ours = { ...made, dedup: { ...made.dedup, windowSeconds: 1 } }
  const at = (seconds: number) => ({ receivedAt: new Date(Date.UTC(2026, 0, 1, 12, 0, seconds)) })
  const told = await storeBatch(store, [
    { ...incoming(ours, { title: 'Scan', n: 1 }), ...at(0) },
    { ...incoming(theirs, { title: 'Scan' }), ...at(1) },
    {
      ...incoming(ours, [
        { title: 'Scan', n: 2 },
        { title: 'Scan', n: 3 },
      ]),
      ...at(3),
    },
  ])
  const outcomes = told.map((one) => (JSON.parse((one as Told).text) as Answer).items.map(({ outcome }) => outcome))
  expect(outcomes).toEqual([['CREATED'], ['CREATED'], ['CREATED', 'FOLDED']])
  await storeBatch(store, [incoming(ours, { title: 'Another' })])
  expect(await numbersOf(ours.tenantId)).toEqual([1, 2, 3])
})

it('takes a body anew once its time is over', async () => {
  const pipeline = new Pipeline(platform)
  const source = await aSource()
  const first = JSON.parse((await pipeline.store(incoming(source, { n: 1 }))).text) as Answer
  await expire(source.tenantId)
  const again = JSON.parse((await pipeline.store(incoming(source, { n: 1 }))).text) as Answer
  expect(again).toMatchObject({ accepted: 1, duplicates: 0 })
  const third = JSON.parse((await pipeline.store(incoming(source, { n: 1 }))).text) as Answer
  expect(third.deliveryId).toBe(again.deliveryId)
  expect(again.deliveryId).not.toBe(first.deliveryId)
})

const asIngest = (tenantId: string, sql: string) =>
  platform.database.acrossTenants('tocsin_ingest', [tenantId], (db) => db.query(sql))
const expire = (tenantId: string) =>
  asIngest(tenantId, "UPDATE delivery_key SET expires_at = now() - interval '1 second'")

it('clears what is past its time and nothing else', async () => {
  const pipeline = new Pipeline(platform)
  const [past, fresh] = [await aSource(), await aSource()]
  for (const source of [past, fresh]) await pipeline.store(incoming(source, { n: 1 }, 'k'))
  await expire(past.tenantId)
  await asIngest(
    past.tenantId,
    `INSERT INTO delivery (tenant_id, id, at, size, outcome, status)
     VALUES ('${past.tenantId}', '${idOfDaysAgo(8)}', now() - interval '8 days', 0, 'REFUSED', 401),
       ('${past.tenantId}', '${idOfDaysAgo(6)}', now() - interval '6 days', 0, 'REFUSED', 401)`,
  )
  await asIngest(past.tenantId, "UPDATE dedup_key SET forget_at = now() - interval '1 second'")
  const [old = '', waiting = ''] = await someDeadLetters(platform, { tenantId: past.tenantId, sourceId: past.id }, [
    {},
    {},
  ])
  await asIngest(
    past.tenantId,
    `UPDATE dead_letter SET state = 'DISCARDED', settled_at = now() - interval '31 days' WHERE id = '${old}'`,
  )
  await clearPast(platform)
  expect(await asIngest(past.tenantId, 'SELECT id FROM dead_letter')).toEqual([{ id: waiting }])
  expect(await asIngest(past.tenantId, 'SELECT key FROM dedup_key')).toEqual([])
  expect(await asIngest(fresh.tenantId, 'SELECT key FROM dedup_key')).toHaveLength(1)
  const left = async ({ tenantId }: KnownSource) =>
    asIngest(
      tenantId,
      'SELECT (SELECT count(*)::int FROM delivery_key) AS keys, (SELECT count(*)::int FROM delivery) AS deliveries',
    )
  expect(await left(past)).toEqual([{ keys: 0, deliveries: 2 }])
  expect(await left(fresh)).toEqual([{ keys: 2, deliveries: 1 }])
})

it('clears in pieces of which each tenant and table gets its turn, and says when something is left', async () => {
  await clearPast(platform)
  const [large, small] = [await aSource(), await aSource()]
  const old = (tenantId: string, count: number) =>
    asIngest(
      tenantId,
      `INSERT INTO delivery_key (tenant_id, source_id, key, body_hash, delivery_id, expires_at)
       SELECT '${tenantId}', '${tenantId === large.tenantId ? large.id : small.id}', int4send(n), '', '${newId()}', now() - interval '1 hour' + n / 3 * interval '1 ms'
       FROM generate_series(1, ${count}) AS n`,
    )
  await old(large.tenantId, 6_500)
  await old(small.tenantId, 10)
  const keysOf = ({ tenantId }: KnownSource) => asIngest(tenantId, 'SELECT key FROM delivery_key')
  expect(await clearPast(platform, 2)).toMatchObject({ isDone: false })
  expect(await keysOf(small)).toEqual([])
  expect((await keysOf(large)).length).toBeGreaterThan(4_000)
  expect(await clearPast(platform)).toMatchObject({ isDone: true })
  expect(await keysOf(large)).toEqual([])
})

it('keeps an old delivery as long as the key of a later one points to it', async () => {
  const pipeline = new Pipeline(platform)
  const [repeated, single] = [await aSource(), await aSource()]
  for (const source of [repeated, single]) await pipeline.store(incoming(source, { n: 1 }))
  await pipeline.store(incoming(repeated, { n: 1 }, 'k'))
  for (const { tenantId } of [repeated, single])
    await asIngest(
      tenantId,
      `WITH old AS (DELETE FROM delivery RETURNING *), aged AS (SELECT old.*, '${idOfDaysAgo(8)}'::uuid AS new_id FROM old WHERE outcome = 'ACCEPTED')
       INSERT INTO delivery (tenant_id, id, source_id, source_slug, at, size, outcome, status, answer, needed_until)
       SELECT tenant_id, new_id, source_id, source_slug, at, size, outcome, status, answer, needed_until FROM aged`,
    )
  await clearPast(platform)
  const kept = ({ tenantId }: KnownSource) => asIngest(tenantId, 'SELECT id FROM delivery')
  expect(await kept(single)).toEqual([])
  expect(await kept(repeated)).toHaveLength(1)
})

describe('refusals', () => {
  const refusal = (tenantId: string, sourceSlug: string) => ({
    ...{ tenantId, sourceSlug, sourceId: null, size: 1, status: 401, reason: 'unknown source', answer: '{}' },
  })
  const rowsOf = (tenantId: string) =>
    asIngest(tenantId, "SELECT source_slug, repeats FROM delivery WHERE outcome = 'REFUSED' ORDER BY id")

  it('count on in one row, also after they were saved', async () => {
    const log = new RefusalLog(platform)
    const { tenantId } = await aSource()
    for (let n = 0; n < 3; n++) log.add(refusal(tenantId, 'a'))
    await log.flush()
    log.add(refusal(tenantId, 'a'))
    log.add(refusal(tenantId, 'b'))
    await log.close()
    expect(await rowsOf(tenantId)).toEqual([
      { source_slug: 'a', repeats: 4 },
      { source_slug: 'b', repeats: 1 },
    ])
  })

  it('of a flood with made-up names stay bounded, and what is dropped is counted', async () => {
    const log = new RefusalLog(platform)
    const { tenantId } = await aSource()
    const droppedBefore = await dropped()
    for (let n = 0; n < 80; n++) log.add(refusal(tenantId, `made-up-${n}`))
    await log.close()
    expect(await rowsOf(tenantId)).toHaveLength(50)
    expect((await dropped()) - droppedBefore).toBe(30)
  })

  it('of a real source are kept in the middle of such a flood', async () => {
    const log = new RefusalLog(platform)
    const { tenantId, id } = await aSource()
    for (let n = 0; n < 80; n++) log.add(refusal(tenantId, `made-up-${n}`))
    log.add({ ...refusal(tenantId, 'real'), sourceId: id })
    await log.close()
    expect(await rowsOf(tenantId)).toContainEqual({ source_slug: 'real', repeats: 1 })
  })

  it('are saved but for the one that the database refuses, which is dropped loudly', async () => {
    const log = new RefusalLog(platform)
    const [ours, theirs] = [await aSource(), await aSource()]
    const droppedBefore = await dropped()
    log.add(refusal(ours.tenantId, 'a'))
    log.add({ ...refusal(ours.tenantId, 'bad'), status: 70_000 })
    log.add(refusal(ours.tenantId, 'half a \ud83d'))
    log.add(refusal(theirs.tenantId, 'nul \0'))
    await log.flush()
    log.add(refusal(ours.tenantId, 'a'))
    await log.close()
    expect(await rowsOf(ours.tenantId)).toEqual([
      { source_slug: 'a', repeats: 2 },
      { source_slug: 'half a \ufffd', repeats: 1 },
    ])
    expect(await rowsOf(theirs.tenantId)).toEqual([{ source_slug: 'nul \ufffd', repeats: 1 }])
    expect((await dropped()) - droppedBefore).toBe(1)
  })

  const dropped = async () => (await platform.telemetry.refusalsDropped.get()).values[0]?.value ?? 0
})
