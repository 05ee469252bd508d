import fc from 'fast-check'
import { someAlerts, type GivenAlert } from '../../test/alerts'
import { analystOf, testPlatform } from '../../test/harness'
import type { Platform } from '../platform/context'
import { Params } from '../platform/filter/rule'
import { newId } from '../platform/ids'
import { Severity } from '../scoring/severity'
import { alertFilters } from './alert.filter'
import type { AlertFilter } from './alert.filter.input'
import { observableOf } from '../observables/observable.canonical'
import { ObservableType } from '../observables/observable.type'
import { loadAlertsForLive, matchesAlert } from './alert.live'
import { AlertStatus } from './alert.status'
import { Verdict } from './alert.verdict'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const words = [
  'web',
  'WEB',
  'Web-1',
  'a%b',
  'a_b',
  'ÄÖ',
  'äö',
  'ıI',
  'İ',
  'ſs',
  'Σς',
  'МИР',
  'мир',
  '',
  ' ',
  'x\\y',
  "o'k",
  '😀',
  'ﬁ',
  '\u212a',
  '\u00a0',
]
const text = fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'grapheme', maxLength: 4 }))
const storedText = text.map((one) => one.replace(/\0/g, ''))
const askedText = storedText
const addresses = [
  '10.1.2.3',
  '10.1.2.4',
  '192.168.0.1',
  '2001:db8::1',
  '::ffff:10.1.2.3',
  'fe80::1%eth0',
  'web-1',
  '',
  '300.1.1.1',
]
const blocks = [
  '10.0.0.0/8',
  '10.1.2.3',
  '0.0.0.0/0',
  '::/0',
  '2001:db8::/32',
  'fe80::/10',
  '192.168.0.0/16',
  '::ffff:10.0.0.0/104',
]
const times = [0, 1, 60_000, 3_600_000, 86_400_000].map((ago) => new Date(Date.UTC(2026, 0, 2) - ago))
const now = new Date(Date.UTC(2026, 0, 2))
const scores = [0, 0.1, 0.7, 33.3, 50, 99.99, 100]
const people = [newId(), newId()]
const sources = ['web', 'siem-2'].map((slug) => ({ id: newId(), slug }))
const wordText = storedText.map((one) => one.slice(0, 50) || 'x')

const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: null, freq: 3 })
const observableType = fc.constantFrom(ObservableType.IP_ADDRESS, ObservableType.USER, ObservableType.DOMAIN)
const heldValues = fc
  .array(fc.tuple(observableType, fc.constantFrom('10.1.2.3', 'Ana', 'ana', 'evil.test', '10.evil.test', 'МИР')), {
    maxLength: 3,
  })
  .map((held) => held.flatMap(([type, value]) => observableOf(type, value) ?? []))

const alertArbitrary: fc.Arbitrary<GivenAlert> = fc.record({
  title: storedText,
  description: maybe(storedText),
  host: maybe(storedText),
  user: maybe(storedText),
  md5: maybe(storedText),
  sha1: maybe(storedText),
  ruleId: maybe(storedText),
  srcIp: maybe(fc.constantFrom(...addresses)),
  dstIp: maybe(fc.constantFrom(...addresses)),
  tags: fc.array(wordText, { maxLength: 3 }),
  techniques: fc.array(wordText, { maxLength: 2 }),
  severity: fc.constantFrom(...Object.values(Severity)),
  sourceId: maybe(fc.constantFrom(...sources.map(({ id }) => id))),
  riskScore: fc.constantFrom(...scores),
  anomalyScore: maybe(fc.constantFrom(0, 0.1, 0.3, 1)),
  eventAt: maybe(fc.constantFrom(...times)),
  firstSeenAt: fc.constantFrom(...times),
  observables: heldValues,
})

const someOf = <Value>(value: fc.Arbitrary<Value>) => maybe(fc.array(value, { maxLength: 3 }))
const stringFilter = fc.record(
  {
    eq: maybe(askedText),
    in: someOf(askedText),
    contains: maybe(askedText),
    startsWith: maybe(askedText),
    isNull: maybe(fc.boolean()),
  },
  { requiredKeys: [] },
)
const score = fc.oneof(fc.constantFrom(...scores, 0.3, -1, 1e300), fc.double({ noNaN: true, noDefaultInfinity: true }))
const numberFilter = fc.record(
  { eq: maybe(score), gte: maybe(score), lte: maybe(score), isNull: maybe(fc.boolean()) },
  { requiredKeys: [] },
)
const seconds = fc.constantFrom(0, 1, 60, 3_600, 86_400, 2 ** 31 - 1)
const timeFilter = fc.record(
  {
    gte: maybe(fc.constantFrom(...times)),
    lt: maybe(fc.constantFrom(...times)),
    within: maybe(seconds),
    olderThan: maybe(seconds),
    isNull: maybe(fc.boolean()),
  },
  { requiredKeys: [] },
)
const setFilter = fc.record(
  { hasAny: someOf(askedText), hasAll: someOf(askedText), isEmpty: maybe(fc.boolean()) },
  { requiredKeys: [] },
)
const ipFilter = fc.record(
  { in: someOf(fc.constantFrom(...blocks)), isNull: maybe(fc.boolean()) },
  { requiredKeys: [] },
)
const severity = fc.constantFrom(...Object.values(Severity))
const observableText = fc.oneof(
  fc.constantFrom(
    '10.1.2.3',
    '10[.]1.2.3',
    '10.',
    'Ana',
    'ANA',
    'ana',
    'evil.test',
    'evil[.]test',
    'EVIL(dot)test.',
    '[.]',
  ),
  askedText,
)
const observableValueFilter = fc.record(
  {
    eq: maybe(observableText),
    in: someOf(observableText),
    contains: maybe(observableText),
    startsWith: maybe(observableText),
    isNull: maybe(fc.boolean()),
  },
  { requiredKeys: [] },
)

const conditions: { [Name in keyof AlertFilter]-?: fc.Arbitrary<NonNullable<AlertFilter[Name]>> | null } = {
  and: null,
  or: null,
  not: null,
  id: fc.array(fc.constantFrom(newId(), 'x'), { maxLength: 2 }),
  tenant: stringFilter,
  source: stringFilter,
  number: numberFilter,
  isOpen: fc.boolean(),
  isSnoozed: fc.boolean(),
  status: fc.record({ in: someOf(fc.constantFrom(...Object.values(AlertStatus))) }),
  severity: fc.record({ in: someOf(severity), gte: maybe(severity), lte: maybe(severity) }, { requiredKeys: [] }),
  verdict: fc.record(
    { in: someOf(fc.constantFrom(Verdict.BENIGN, Verdict.OTHER)), isNull: maybe(fc.boolean()) },
    { requiredKeys: [] },
  ),
  riskScore: numberFilter,
  anomalyScore: numberFilter,
  occurrences: numberFilter,
  assignee: fc.record(
    { me: maybe(fc.boolean()), in: someOf(fc.constantFrom(...people, 'x')), isNull: maybe(fc.boolean()) },
    { requiredKeys: [] },
  ),
  tags: setFilter,
  techniques: setFilter,
  product: stringFilter,
  ruleId: stringFilter,
  title: stringFilter,
  entity: stringFilter,
  host: stringFilter,
  user: stringFilter,
  resource: stringFilter,
  srcIp: ipFilter,
  dstIp: ipFilter,
  anyIp: ipFilter,
  domain: stringFilter,
  url: stringFilter,
  fileName: stringFilter,
  hash: stringFilter,
  observable: fc.record({ type: maybe(observableType), value: observableValueFilter }, { requiredKeys: ['value'] }),
  text: askedText,
  eventAt: timeFilter,
  firstSeenAt: timeFilter,
  lastSeenAt: timeFilter,
  updatedAt: timeFilter,
  closedAt: timeFilter,
}

const plain = Object.fromEntries(Object.entries(conditions).filter(([, one]) => one !== null)) as Record<
  string,
  fc.Arbitrary<unknown>
>
const leaf = fc
  .uniqueArray(fc.constantFrom(...Object.keys(plain)), { minLength: 0, maxLength: 2 })
  .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, maybe(plain[name] ?? fc.constant(null))]))))

const filterArbitrary = fc.letrec<{ filter: AlertFilter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    leaf as fc.Arbitrary<AlertFilter>,
    fc.record({ and: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ or: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ not: tie('filter') }),
    fc.tuple(leaf, tie('filter')).map(([one, not]) => ({ ...one, not })),
  ),
})).filter

it('says the same in SQL and in memory, for any filter and any alerts', async () => {
  const ctx = await analystOf(platform)
  const tenantId = ctx.tenant.id
  await platform.database.transaction({ tenantId }, (db) =>
    db.execute(
      `INSERT INTO source (tenant_id, id, slug, name, product, secret) SELECT $1, id, slug, slug, 'x', '\\x00'
       FROM unnest($2::uuid[], $3::text[]) AS given(id, slug)`,
      [tenantId, sources.map(({ id }) => id), sources.map(({ slug }) => slug)],
    ),
  )
  const rows = fc.sample(alertArbitrary, { numRuns: 120, seed: 2 })
  const stored = await someAlerts(platform, tenantId, rows)
  await spread(
    tenantId,
    stored.map((alert) => alert.id),
    ctx.viewer?.id ?? '',
  )
  const live = [
    ...(
      await loadAlertsForLive(
        platform,
        tenantId,
        stored.map((alert) => alert.id),
      )
    ).values(),
  ]
  expect(live).toHaveLength(rows.length)
  const asker = { userId: ctx.viewer?.id ?? null, now, sources, tenantId }
  await fc.assert(
    fc.asyncProperty(fc.array(filterArbitrary, { minLength: 10, maxLength: 10 }), async (filters) => {
      await platform.database.transaction({ tenantId }, async (db) => {
        for (const filter of filters) {
          alertFilters.check(filter)
          const params = new Params()
          const sql = `SELECT a.id FROM alert a WHERE ${alertFilters.sql(filter, params, asker)}`
          const found = await db.query<{ id: string }>(sql, params.values)
          const matched = live.filter((alert) => matchesAlert(filter, alert, asker))
          expect([...found.map((row) => row.id)].sort()).toEqual(matched.map((alert) => alert.id).sort())
        }
      })
    }),
    { numRuns: 60 },
  )
})

/** Gives some alerts what only later deeds do: status, verdict, assignee, snooze, occurrences. */
async function spread(tenantId: string, ids: string[], userId: string): Promise<void> {
  await platform.database.transaction({ tenantId }, (db) =>
    db.execute(
      `UPDATE alert SET
         status = CASE place % 4 WHEN 0 THEN 'NEW' WHEN 1 THEN 'SUPPRESSED' WHEN 2 THEN 'CLOSED' ELSE 'TRIAGED' END,
         verdict = CASE place % 4 WHEN 2 THEN 'BENIGN' WHEN 3 THEN 'OTHER' END,
         reason = 'r', closed_at = CASE place % 4 WHEN 2 THEN $3::timestamptz END,
         assignee_id = CASE place % 3 WHEN 0 THEN $2::uuid END,
         snoozed_until = CASE place % 5 WHEN 0 THEN $3::timestamptz WHEN 1 THEN $3::timestamptz + interval '1 day' END,
         occurrences = place
       FROM unnest($1::uuid[]) WITH ORDINALITY AS given(id, place) WHERE alert.id = given.id`,
      [ids, userId, now],
    ),
  )
}
