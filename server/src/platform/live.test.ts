import { buildSchema, parse, type ExecutionResult, type GraphQLObjectType } from 'graphql'
import { aMember, aTenant, testPlatform } from '../../test/harness'
import type { Context, Platform, TenantRef } from './context'
import { LiveEngine } from './live'
import { liveSource, type LiveFeed, type RowNews } from './live.feed'

interface Lamp {
  id: string
  isOn: boolean
}

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

/** A feed of lamps, and a schema around it that counts how often it is executed. */
function lamps(topic: string) {
  const seen = { loads: 0, executions: 0 }
  const rows = new Map<string, Lamp>()
  const feed: LiveFeed<Lamp> = {
    topic,
    load: async (_platform, _tenantId, ids) => {
      seen.loads++
      return new Map(ids.flatMap((id) => (rows.has(id) ? [[id, rows.get(id) as Lamp]] : [])))
    },
    eventFor: (_news, lamp, { filter }) => (lamp && (filter === null || lamp.isOn === filter) ? { lamp } : null),
    resync: { lamp: null },
    merge: (_earlier, later) => later,
  }
  const schema = buildSchema(
    'type Lamp { id: ID! isOn: Boolean! } type Change { lamp: Lamp } type Query { a: Int } type Subscription { change(isOn: Boolean, note: String): Change }',
  )
  const field = (schema.getSubscriptionType() as GraphQLObjectType).getFields().change
  if (!field) throw new Error('no field')
  field.subscribe = (_source, args: { isOn?: boolean }, ctx: Context) => liveSource(feed, ctx, args.isOn ?? null)
  field.resolve = (event: unknown) => {
    seen.executions++
    return event
  }
  return { seen, rows, schema, feed }
}

let topics = 0
async function anEngine() {
  const topic = `lampChanged${topics++}`
  const world = lamps(topic)
  const engine = new LiveEngine(platform)
  const tenant = await aTenant(platform)
  const tell = (id: string, tenantId = tenant.id) => {
    const news: RowNews = { tenantId, id, changeSeq: 1, changedFields: ['isOn'] }
    platform.news.publish(topic, [news])
  }
  const watch = async (query: string, member?: Context, of: TenantRef = tenant) => {
    const contextValue = member ?? (await aMember(platform, { tenant: of }))
    const answer = await engine.subscribe({ schema: world.schema, document: parse(query), contextValue })
    return answer as AsyncGenerator<ExecutionResult>
  }
  return { ...world, engine, tenant, tell, watch }
}

const everything = 'subscription { change { lamp { id isOn } } }'
const settled = () => new Promise((resolve) => setTimeout(resolve, 20))
const on = (id: string) => ({ data: { change: { lamp: { id, isOn: true } } } })

it('loads and executes a change once for all who ask the same', async () => {
  const { seen, rows, watch, tell } = await anEngine()
  const watchers = await Promise.all(Array.from({ length: 50 }, () => watch(everything)))
  rows.set('1', { id: '1', isOn: true })
  tell('1')
  for (const watcher of watchers) expect((await watcher.next()).value).toEqual(on('1'))
  expect(seen).toEqual({ loads: 1, executions: 1 })
})

it('executes separately for other variables, documents and rights', async () => {
  const { seen, rows, tenant, watch, tell } = await anEngine()
  const watchers = [
    await watch(everything),
    await watch('subscription { change { lamp { id } } }'),
    await watch(everything, await aMember(platform, { tenant, permissions: ['alert:read'] })),
    await watch('subscription { change(isOn: true) { lamp { id isOn } } }'),
  ]
  rows.set('1', { id: '1', isOn: true })
  tell('1')
  for (const watcher of watchers) await watcher.next()
  expect(seen).toEqual({ loads: 1, executions: 4 })
})

it('never shares a stream that speaks of "me" between two people', async () => {
  const { seen, rows, watch, tell } = await anEngine()
  const personal = 'subscription { change(note: "me") { lamp { id } } }'
  const watchers = [await watch(personal), await watch(personal)]
  rows.set('1', { id: '1', isOn: true })
  tell('1')
  for (const watcher of watchers) await watcher.next()
  expect(seen.executions).toBe(2)
})

it("tells nothing of another tenant's change", async () => {
  const { seen, watch, tell } = await anEngine()
  const watcher = await watch(everything)
  tell('1', (await aTenant(platform)).id)
  await settled()
  expect(seen).toEqual({ loads: 0, executions: 0 })
  await watcher.return(undefined)
})

it('sends one resync for a flood instead of every change', async () => {
  const { seen, rows, watch, tell } = await anEngine()
  const watcher = await watch(everything)
  for (let n = 0; n < 2_000; n++) {
    rows.set(`${n}`, { id: `${n}`, isOn: true })
    tell(`${n}`)
  }
  const kinds: unknown[] = []
  while (kinds.at(-1) !== null)
    kinds.push(((await watcher.next()).value as { data: { change: { lamp: unknown } } }).data.change.lamp)
  expect(kinds.length).toBeLessThanOrEqual(11)
  expect(seen.loads).toBeLessThan(20)
})

it('resyncs everybody after a gap in the news, and forgets what waited', async () => {
  const { engine, watch } = await anEngine()
  const watchers = [await watch(everything), await watch(everything)]
  engine.resyncAll()
  for (const watcher of watchers) expect((await watcher.next()).value).toEqual({ data: { change: { lamp: null } } })
})

it.each(['reading', 'executing'] as const)('sends nothing after a resync that it was %s before', async (step) => {
  const { engine, feed, schema, rows, watch, tell } = await anEngine()
  let goOn = () => {}
  const held = new Promise<void>((resolve) => (goOn = resolve))
  const load = feed.load.bind(feed)
  if (step === 'reading') feed.load = async (...of) => (await held, load(...of))
  const lamp = (schema.getType('Change') as GraphQLObjectType).getFields().lamp
  if (step === 'executing' && lamp)
    lamp.resolve = (event: { lamp: Lamp | null }) => (event.lamp ? held.then(() => event.lamp) : null)

  const watcher = await watch(everything)
  rows.set('1', { id: '1', isOn: true })
  tell('1')
  await settled()
  engine.resyncAll()
  goOn()
  await settled()
  tell('1')
  expect((await watcher.next()).value).toEqual({ data: { change: { lamp: null } } })
  expect((await watcher.next()).value).toEqual(on('1'))
  const more = watcher.next()
  await settled()
  await watcher.return(undefined)
  expect((await more).done).toBe(true)
})

it('stops loading when the last subscriber has left', async () => {
  const { seen, rows, watch, tell } = await anEngine()
  const watcher = await watch(everything)
  await watcher.return(undefined)
  rows.set('1', { id: '1', isOn: true })
  tell('1')
  await settled()
  expect(seen.loads).toBe(0)
})

it('has everybody of a tenant, and nobody else, read afresh once when many rows have changed', async () => {
  const { tenant, watch, seen, feed } = await anEngine()
  const mine = await watch('subscription { change { lamp { id } } }')
  const theirs = await watch('subscription { change { lamp { id } } }', undefined, await aTenant(platform))
  platform.news.publish(feed.topic, [{ tenantId: tenant.id, isWide: true }])
  expect((await mine.next()).value).toMatchObject({ data: { change: { lamp: null } } })
  expect(seen).toEqual({ loads: 0, executions: 1 })
  await Promise.all([mine.return(undefined), theirs.return(undefined)])
})
