import { aMember, testPlatform } from '../../test/harness'
import { aKnown } from '../../test/known'
import { idOf, linksOf } from '../../test/observables'
import { alertChangedTopic, type AlertNews } from '../alerts/alert.events'
import { iocsOf } from '../observables/ioc'
import { iocKey } from '../observables/observable.id'
import { StoredKeys } from '../observables/observable.stored'
import { ObservableType } from '../observables/observable.type'
import type { Platform } from '../platform/context'
import { statementCount } from '../platform/database'
import { newId } from '../platform/ids'
import type { KnownSource } from '../sources/source.directory'
import { createWebhookSource } from '../sources/source.service'
import type { Answer } from './answer'
import { splitAlert } from './dedup/split.service'
import type { Normalise } from './finding'
import { FoldTeller } from './fold.teller'
import { recognise } from './idempotency'
import { NumberPool } from './numbers'
import { readPayload } from './payload'
import { readItems } from './read-items'
import { checked } from './reading/checked'
import { storeBatch, type Incoming, type Store, type Told } from './store'

let platform: Platform
let close: () => Promise<void>
let store: Store
beforeAll(async () => {
  ;({ platform, close } = await testPlatform())
  store = { platform, numbers: new NumberPool(platform), folds: new FoldTeller(platform), stored: new StoredKeys() }
})
afterAll(() => close())

async function aSource() {
  const admin = await aMember(platform, { permissions: ['source:manage', 'alert:read', 'alert:triage'] })
  const { source } = await createWebhookSource(admin, { slug: 'siem', name: 'SIEM' })
  const known: KnownSource = {
    ...{ ...source, dedup: source.dedup, splits: [], dailyQuota: null },
    ...{ secret: Buffer.alloc(0), previousSecret: null },
  }
  return { admin, source: known }
}

function incoming(source: KnownSource, items: object[], normalise?: Normalise): Incoming {
  const body = Buffer.from(JSON.stringify(items))
  const payload = readPayload(readItems(body), source, aKnown(), normalise)
  const delivery = recognise(source, newId(), body, newId())
  return { source, payload, receivedAt: new Date(), items: payload.length, bytes: body.length, ...delivery }
}

async function send(source: KnownSource, items: object[], normalise?: Normalise): Promise<Answer['items']> {
  const [told] = await storeBatch(store, [incoming(source, items, normalise)])
  return (JSON.parse((told as Told).text) as Answer).items
}

const scan = (more: object) => ({ title: 'Scan', host: 'web-1', severity: 'low', ...more })

const heldBy = (source: KnownSource, alertId: string | null | undefined) =>
  linksOf(platform, source.tenantId, String(alertId))

it('links what opens an alert and what is folded into it, in one request and over several', async () => {
  const { source } = await aSource()
  const ids = (...names: string[]) => names.map((name) => idOf(source.tenantId, 'USER', name)).sort()
  const host = idOf(source.tenantId, 'HOSTNAME', 'web-1')
  const bySame = { ...source, dedup: { ...source.dedup, fields: ['title', 'host'] } }
  const [first, second] = await send(bySame, [scan({ user: 'ana' }), scan({ user: 'bob' })])
  expect(second).toMatchObject({ outcome: 'FOLDED', alertId: first?.alertId })
  expect(await heldBy(source, first?.alertId)).toEqual([...ids('ana', 'bob'), host].sort())
  await send(bySame, [scan({ user: 'eve' }), scan({ user: 'ANA' })])
  expect(await heldBy(source, first?.alertId)).toEqual([...ids('ana', 'bob', 'eve'), host].sort())
})

it('writes no links of an alert that comes again with the same values, and tells of those that it gains', async () => {
  const { source } = await aSource()
  const bySame = { ...source, dedup: { ...source.dedup, fields: ['title'] } }
  const news: AlertNews[] = []
  const stop = platform.news.subscribe(alertChangedTopic, (told) => news.push(...(told as AlertNews[])))
  const linkStatements = async (items: object[]) => {
    const seen = { statements: [] as string[] }
    await statementCount.run(seen, () => send(bySame, items))
    store.folds.flush()
    return seen.statements.filter((sql) => sql.includes('alert_observable')).length
  }
  expect(await linkStatements([scan({ user: 'ana' })])).toBe(1)
  expect(await linkStatements([scan({ user: 'ana', n: 2 }), scan({ user: 'Ana', n: 3 })])).toBe(0)
  expect(news.at(-1)?.changedFields).not.toContain('observables')
  expect(await linkStatements([scan({ user: 'bob', n: 4 })])).toBe(1)
  expect(news.at(-1)?.changedFields).toContain('observables')
  stop()
})

it('takes nothing for stored that was rolled back', async () => {
  const { source } = await aSource()
  const bad = incoming(source, [scan({ user: 'ana' })])
  for (const item of bad.payload) if (item.kind === 'FINDING') item.finding.tags = ['x'.repeat(101)]
  await expect(storeBatch(store, [bad])).rejects.toThrow()
  const [item] = await send(source, [scan({ user: 'ana' })])
  expect(await heldBy(source, item?.alertId)).toHaveLength(2)
})

it('makes IOCs of indicators, and no alert', async () => {
  const { source } = await aSource()
  const feed: Normalise = (item, sender) =>
    checked(
      { kind: 'INDICATOR', title: 'Emotet', indicators: [{ type: 'DOMAIN', value: item.domain, tlp: 'amber' }] },
      sender,
      { normaliser: 'feed', name: 'Feed', recognisedBy: 'the test' },
    )
  const items = await send(source, [{ domain: 'evil[.]test' }, { domain: 'worse.test' }], feed)
  expect(items.map(({ outcome, alertId }) => [outcome, alertId])).toEqual([
    ['STORED', null],
    ['STORED', null],
  ])
  const iocs = await platform.database.transaction({ tenantId: source.tenantId }, (db) => iocsOf(db))
  const keys = ['evil.test', 'worse.test'].map((value) => iocKey({ type: ObservableType.DOMAIN, value }))
  expect([...iocs].sort()).toEqual(keys.sort())
})

it('gives a split-off alert what its own events hold', async () => {
  const { admin, source } = await aSource()
  const bySame = { ...source, dedup: { ...source.dedup, fields: ['title', 'host'] } }
  const [first, second] = await send(bySame, [scan({ user: 'ana' }), scan({ user: 'bob' })])
  const input = { alertId: String(first?.alertId), eventIds: [String(second?.eventId)] }
  const { newAlert } = await splitAlert(admin, input)
  const expected = [idOf(source.tenantId, 'USER', 'bob'), idOf(source.tenantId, 'HOSTNAME', 'web-1')].sort()
  expect(await heldBy(source, newAlert.id)).toEqual(expected)
  expect(await heldBy(source, first?.alertId)).toHaveLength(3)
})
