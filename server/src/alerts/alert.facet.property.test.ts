import fc from 'fast-check'
import { someAlerts } from '../../test/alerts'
import { aMember, analystOf, testPlatform } from '../../test/harness'
import { addressBytes } from '../platform/filter/address'
import { foldCase } from '../platform/filter/fold-case'
import type { Context, Platform, TenantRef } from '../platform/context'
import { Severity } from '../scoring/severity'
import { alertFacets } from './alert.facet'
import { facetNames, withoutField } from './alert.facet.field'
import type { FacetValue } from './alert.facet.type'
import type { AlertFilter } from './alert.filter.input'
import type { NewAlert } from './alert.insert'
import { listAlerts } from './alert.list'
import { loadAlertsForLive, matchesAlert, type LiveAlert } from './alert.live'
import { AlertStatus } from './alert.status'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const { CLOSED, NEW, TRIAGED } = AlertStatus
const word = fc.constantFrom('web', 'WEB', 'äö', 'ÄÖ', 'a%', '😀', ' ', 'z')
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null, freq: 3 })
const address = fc.constantFrom('10.0.0.1', '::ffff:10.0.0.1', '2001:DB8::1', '2001:db8:0::1', 'none')
const sources = ['edr', 'siem'].map((slug, index) => ({ id: `019aa0c0-0000-7000-8000-00000000000${index}`, slug }))

const alertArbitrary: fc.Arbitrary<Partial<NewAlert>> = fc.record({
  severity: fc.constantFrom(...Object.values(Severity)),
  sourceId: maybe(fc.constantFrom(...sources.map(({ id }) => id))),
  product: maybe(word),
  ruleId: maybe(word),
  ruleName: maybe(word),
  entity: maybe(word),
  host: maybe(word),
  user: maybe(word),
  resource: maybe(word),
  domain: maybe(word),
  fileName: maybe(word),
  srcIp: maybe(address),
  dstIp: maybe(address),
  tags: fc.uniqueArray(word, { maxLength: 3, selector: foldCase }),
  techniques: fc.uniqueArray(word, { maxLength: 2, selector: foldCase }),
})

const condition: fc.Arbitrary<AlertFilter> = fc.oneof(
  fc.record({ isOpen: fc.boolean() }),
  fc.record({ status: fc.record({ in: fc.subarray([NEW, CLOSED, TRIAGED]) }) }),
  fc.record({ severity: fc.record({ gte: fc.constantFrom(...Object.values(Severity)) }) }),
  fc.record({ assignee: fc.record({ isNull: fc.boolean() }) }),
  fc.record({ assignee: fc.record({ me: fc.boolean() }) }),
  fc.record({ source: fc.record({ in: fc.subarray(['edr', 'SIEM', 'none']) }) }),
  fc.record({ host: fc.record({ eq: word }) }),
  fc.record({ tags: fc.record({ hasAny: fc.array(word, { maxLength: 2 }) }) }),
  fc.record({ srcIp: fc.record({ in: fc.constantFrom<string[]>(['10.0.0.0/8'], ['2001:db8::1']) }) }),
)
const filters: fc.Arbitrary<AlertFilter> = fc.oneof(
  fc.constant({}),
  condition,
  fc.tuple(condition, condition).map(([one, other]) => ({ ...one, ...other })),
  fc.tuple(condition, condition, condition).map(([one, and, inner]) => ({ ...one, and: [and, { and: [inner] }] })),
  fc.tuple(condition, condition).map(([one, other]) => ({ or: [one, { not: other }] })),
)

async function aTenantFullOfAlerts(): Promise<{ ctx: Context & { tenant: TenantRef }; live: LiveAlert[] }> {
  const ctx = await analystOf(platform)
  const colleague = await aMember(platform, { tenant: ctx.tenant, name: 'Bo' })
  const scope = { tenantId: ctx.tenant.id }
  await platform.database.transaction(scope, async (db) => {
    for (const { id, slug } of sources) {
      await db.execute(
        "INSERT INTO source (tenant_id, id, slug, name, product, secret) VALUES ($1, $2, $3, $3, 'x', '\\x00')",
        [ctx.tenant.id, id, slug],
      )
    }
  })
  const made = await someAlerts(platform, ctx.tenant.id, fc.sample(alertArbitrary, { numRuns: 150, seed: 3 }))
  const ids = made.map(({ id }) => id)
  await platform.database.transaction(scope, (db) =>
    db.execute(
      `UPDATE alert SET status = (ARRAY['NEW', 'CLOSED', 'TRIAGED'])[1 + place % 3], verdict = CASE place % 3 WHEN 1 THEN 'BENIGN' END,
         reason = 'r', closed_at = CASE place % 3 WHEN 1 THEN now() END, assignee_id = (ARRAY[$2, $3]::uuid[])[place % 4]
       FROM unnest($1::uuid[]) WITH ORDINALITY AS given(id, place) WHERE alert.id = given.id`,
      [ids, ctx.viewer?.id, colleague.viewer?.id],
    ),
  )
  return { ctx, live: [...(await loadAlertsForLive(platform, ctx.tenant.id, ids)).values()] }
}

/** Each alert's values of a field, as its filter tells them apart. */
function valuesOf(alert: LiveAlert, field: string): string[] {
  if (field === 'tags' || field === 'techniques') return alert[field].map(foldCase)
  const value = { ...alert, severity: alert.severity, assignee: alert.assigneeId, source: alert.sourceSlug }[
    field as 'host'
  ]
  if (value === null) return []
  if (field === 'srcIp' || field === 'dstIp') return [addressBytes(value)?.toString('hex') ?? []].flat()
  return [foldCase(value)]
}

const togetherOf = (value: string, field: string): string =>
  field.endsWith('Ip') ? (addressBytes(value)?.toString('hex') ?? '') : foldCase(value)

function bruteForce(live: LiveAlert[], field: string, filter: AlertFilter, ctx: Context): Map<string, number> {
  const counts = new Map<string, number>()
  const left = withoutField(filter, field)
  const asker = { userId: ctx.viewer?.id ?? null, now: new Date() }
  for (const alert of live.filter((one) => matchesAlert(left, one, asker))) {
    for (const value of valuesOf(alert, field)) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return counts
}

const isOrdered = (values: FacetValue[]): boolean =>
  values.every((value, index) => index === 0 || (values[index - 1]?.count ?? 0) >= value.count)

it('counts every value of every field as going through all alerts would, for any filter', async () => {
  const { ctx, live } = await aTenantFullOfAlerts()
  await fc.assert(
    fc.asyncProperty(filters, async (filter) => {
      for (const { field, values } of await alertFacets(ctx, { filter, fields: [...facetNames], top: 100 })) {
        const counted = new Map(values.map(({ value, count }) => [togetherOf(value, field), count]))
        expect({ field, counts: counted }).toEqual({ field, counts: bruteForce(live, field, filter, ctx) })
        expect(counted.size).toBe(values.length)
        if (field !== 'status' && field !== 'severity') expect(isOrdered(values)).toBe(true)
      }
    }),
    { numRuns: 40 },
  )
})

it('counts what a list shows once the value is chosen', async () => {
  const { ctx } = await aTenantFullOfAlerts()
  const filter: AlertFilter = { isOpen: true, host: { eq: 'web' } }
  const chosen: Record<string, (value: string) => AlertFilter> = {
    status: (value) => ({ isOpen: undefined, status: { in: [value as AlertStatus] } }),
    severity: (value) => ({ severity: { in: [value as Severity] } }),
    assignee: (value) => ({ assignee: { in: [value] } }),
    tags: (value) => ({ tags: { hasAny: [value] } }),
    techniques: (value) => ({ techniques: { hasAny: [value] } }),
    srcIp: (value) => ({ srcIp: { in: [value] } }),
    dstIp: (value) => ({ dstIp: { in: [value] } }),
  }
  const fields = facetNames.filter((field) => field !== 'verdict')
  for (const { field, values } of await alertFacets(ctx, { filter, fields, top: 100 })) {
    expect({ field, isEmpty: values.length === 0 }).toEqual({ field, isEmpty: false })
    for (const { value, count } of values) {
      const choice = chosen[field]?.(value) ?? { [field]: { eq: value } }
      const list = await listAlerts(ctx, { first: 1, filter: { ...filter, ...choice } })
      expect([field, value, await list.totalCount()]).toEqual([field, value, count])
    }
  }
})
