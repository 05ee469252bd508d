import fc from 'fast-check'
import { v7 } from 'uuid'
import { someEvents } from '../../test/events'
import { analystOf, testPlatform } from '../../test/harness'
import type { Platform } from '../platform/context'
import { Params } from '../platform/filter/rule'
import { newId } from '../platform/ids'
import { Severity } from '../scoring/severity'
import { Event, eventColumns } from './event.entity'
import { eventFilters } from './event.filter'
import type { EventFilter } from './event.filter.input'
import { EventOutcome } from './event.outcome'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const now = new Date(Date.UTC(2026, 0, 2))
const times = [0, 1, 60_000, 3_600_000, 86_400_000].map((ago) => new Date(now.getTime() - ago))
const sources = ['web', 'siem-2'].map((slug) => ({ id: newId(), slug }))
const alerts = [newId(), newId()]
const ids = times.map((at) => v7({ msecs: at.getTime() }))
const text = fc.constantFrom('web', 'WEB-1', 'ÄÖ', 'äö', '', ' ', 'a%b', "o'k", 'rule 7')
const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: null, freq: 3 })
const someOf = <Value>(value: fc.Arbitrary<Value>) => maybe(fc.array(value, { maxLength: 3 }))

const stored = fc.record({
  title: maybe(text),
  entity: maybe(text),
  host: maybe(text),
  ruleId: maybe(text),
  severity: fc.constantFrom(...Object.values(Severity)),
  outcome: fc.constantFrom(...Object.values(EventOutcome)),
  alertId: maybe(fc.constantFrom(...alerts)),
  sourceId: fc.constantFrom(...sources.map(({ id }) => id)),
  eventAt: maybe(fc.constantFrom(...times)),
  at: fc.constantFrom(...times),
})

const optional = { requiredKeys: [] }
const words = fc.record(
  { eq: maybe(text), in: someOf(text), contains: maybe(text), startsWith: maybe(text), isNull: maybe(fc.boolean()) },
  optional,
)
const time = fc.constantFrom(...times, new Date(-1), new Date(Date.UTC(9999, 0)))
const seconds = fc.constantFrom(0, 60, 3_600, 2 ** 31 - 1)
const timeFilter = fc.record(
  { gte: maybe(time), lt: maybe(time), within: maybe(seconds), olderThan: maybe(seconds), isNull: maybe(fc.boolean()) },
  optional,
)
const severity = fc.constantFrom(...Object.values(Severity))

const conditions: { [Name in keyof EventFilter]-?: fc.Arbitrary<NonNullable<EventFilter[Name]>> | null } = {
  and: null,
  or: null,
  not: null,
  id: fc.array(fc.constantFrom(...ids, 'x'), { maxLength: 2 }),
  source: words,
  outcome: fc.record({ in: someOf(fc.constantFrom(...Object.values(EventOutcome))) }),
  severity: fc.record({ in: someOf(severity), gte: maybe(severity), lte: maybe(severity) }, optional),
  title: words,
  entity: words,
  host: words,
  ruleId: words,
  alertId: fc.array(fc.constantFrom(...alerts, 'x', (alerts[0] ?? '').toUpperCase()), { maxLength: 2 }),
  text,
  eventAt: timeFilter,
  ingestedAt: timeFilter,
}

const leaves = Object.fromEntries(
  Object.entries(conditions).flatMap(([name, arbitrary]) => (arbitrary ? [[name, arbitrary]] : [])),
)
const oneCondition = fc.oneof(
  ...Object.entries(leaves).map(([name, arbitrary]) =>
    (arbitrary as fc.Arbitrary<unknown>).map((value) => ({ [name]: value })),
  ),
)
const { filter: anyFilter } = fc.letrec<{ filter: EventFilter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    oneCondition,
    fc.record({ and: fc.array(tie('filter'), { maxLength: 2 }) }),
    fc.record({ or: fc.array(tie('filter'), { maxLength: 2 }) }),
    fc.record({ not: tie('filter') }),
  ),
}))

it('finds with SQL what it finds in memory', async () => {
  const ctx = await analystOf(platform)
  await someEvents(platform, ctx.tenant.id, fc.sample(stored, { numRuns: 60, seed: 7 }))
  const asker = { userId: null, now, sources }
  const read = (condition: string, values: unknown[] = []) =>
    platform.database.transaction({ tenantId: ctx.tenant.id }, (db) =>
      db.rows(Event, `SELECT ${eventColumns} FROM event e WHERE ${condition}`, values),
    )
  const slugOf = new Map(sources.map(({ id, slug }) => [id, slug]))
  const all = (await read('TRUE')).map((event) =>
    Object.assign(event, { sourceSlug: slugOf.get(event.sourceId) ?? null }),
  )
  expect(all).toHaveLength(60)
  await fc.assert(
    fc.asyncProperty(anyFilter, async (filter) => {
      eventFilters.check(filter)
      const params = new Params()
      const sql = eventFilters.sql(filter, params, asker)
      const found = (await read(sql, params.values)).map(({ id }) => id).sort()
      const matching = all.filter((event) => eventFilters.matches(filter, event, asker)).map(({ id }) => id)
      expect(found).toEqual(matching.sort())
    }),
    { numRuns: 150 },
  )
})
