import { graphql, type ExecutionResult } from 'graphql'
import { anAlert, someAlerts } from './alerts'
import { anEvent, someEvents } from './events'
import { aMember, analystOf, testPlatform } from './harness'
import { Role } from '../src/auth/role'
import type { Context, Platform } from '../src/platform/context'
import { statementCount } from '../src/platform/database'
import { newId } from '../src/platform/ids'
import { createSchema } from '../src/schema'
import { Severity } from '../src/scoring/severity'
import { createWebhookSource } from '../src/sources/source.service'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const schema = createSchema()

/** An answer's data, as deep as a test looks into it. */
interface Data extends Record<string, unknown> {
  alert: { events: { nodes: { id: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } }
}
const ask = (ctx: Context, source: string, variableValues = {}): Promise<ExecutionResult<Data>> =>
  graphql({ schema, source, variableValues, contextValue: { ...ctx } }) as Promise<ExecutionResult<Data>>

const codeOf = (result: ExecutionResult): unknown =>
  (result.errors?.[0]?.originalError as { extensions?: { code: string } })?.extensions?.code

async function statementsOf(work: () => Promise<ExecutionResult>): Promise<string[]> {
  const statements: string[] = []
  const { errors } = await statementCount.run({ statements }, work)
  expect(errors).toBeUndefined()
  return statements
}

const fields = `id title severity outcome entity host ruleId item deliveryId alertId eventAt ingestedAt raw rawText
  source { slug } alert { id title }`

it('shows an event with its bytes, its source and its alert', async () => {
  const ctx = await aMember(platform, { role: Role.ADMIN })
  const { source } = await createWebhookSource(ctx, { slug: 'siem', name: 'SIEM' })
  const alert = await anAlert(platform, ctx.tenant.id, { title: 'Brute force' })
  const raw = '{"n": 12345678901234567890, "b": [1.0]}'
  const eventAt = new Date(Date.UTC(2026, 0, 1))
  const given = {
    sourceId: source.id,
    alertId: alert.id,
    outcome: 'FOLDED',
    host: 'web-7',
    eventAt,
    raw,
    item: 3,
  } as const
  const { id, deliveryId } = await anEvent(platform, ctx.tenant.id, given)
  const document = `query ($id: ID!) { event(id: $id) { ${fields} } node(id: $id) { __typename id } }`
  const { data, errors } = await ask(ctx, document, { id: id.toUpperCase() })
  expect(errors).toBeUndefined()
  expect(data).toMatchObject({
    node: { __typename: 'Event', id },
    event: {
      id,
      title: 'Process started',
      severity: 'INFORMATIONAL',
      outcome: 'FOLDED',
      host: 'web-7',
      entity: null,
      item: 3,
      deliveryId,
      alertId: alert.id,
      eventAt: eventAt.toISOString(),
      raw: { b: [1] },
      rawText: raw,
      source: { slug: 'siem' },
      alert: { id: alert.id, title: 'Brute force' },
    },
  })
})

it('reads a page with the same number of statements, however long it is', async () => {
  const ctx = await aMember(platform, { role: Role.ADMIN })
  const { source } = await createWebhookSource(ctx, { slug: 'siem', name: 'SIEM' })
  const alerts = await someAlerts(
    platform,
    ctx.tenant.id,
    Array.from({ length: 20 }, () => ({})),
  )
  await someEvents(
    platform,
    ctx.tenant.id,
    alerts.map(({ id: alertId }) => ({ alertId, sourceId: source.id })),
  )
  const page = (first: number) => statementsOf(() => ask(ctx, `{ events(first: ${first}) { nodes { ${fields} } } }`))
  expect(await page(20)).toHaveLength((await page(1)).length)
  expect(await page(20)).toHaveLength(4) // list, payloads, sources, alerts
})

it("pages through an alert's events, newest first, and through no other alert's", async () => {
  const ctx = await analystOf(platform)
  const firstSeenAt = new Date(Date.now() - 3 * 86_400_000)
  const [alert, other] = await someAlerts(platform, ctx.tenant.id, [{ firstSeenAt }, {}])
  const at = (hours: number) => new Date(firstSeenAt.getTime() + hours * 3_600_000)
  const own = await someEvents(
    platform,
    ctx.tenant.id,
    [0, 1, 30, 70].map((hours) => ({ at: at(hours), alertId: alert?.id })),
  )
  await someEvents(platform, ctx.tenant.id, [{ alertId: other?.id }, {}])
  const document = `query ($id: ID!, $after: String) { alert(id: $id) {
    events(first: 3, after: $after) { totalCount totalCountIsExact nodes { id } pageInfo { endCursor hasNextPage } }
    again: events(first: 1) { nodes { id } }
  } }`
  const newestFirst = own.map(({ id }) => ({ id })).reverse()
  const first = await ask(ctx, document, { id: alert?.id })
  expect(first.errors).toBeUndefined()
  expect(first.data?.alert).toMatchObject({
    events: { totalCount: 4, totalCountIsExact: true, nodes: newestFirst.slice(0, 3), pageInfo: { hasNextPage: true } },
    again: { nodes: newestFirst.slice(0, 1) },
  })
  const after = first.data?.alert.events.pageInfo.endCursor
  const rest = await ask(ctx, document, { id: alert?.id, after })
  expect(rest.data?.alert).toMatchObject({
    events: { nodes: newestFirst.slice(3), pageInfo: { hasNextPage: false } },
    again: { nodes: newestFirst.slice(0, 1) },
  })
  expect(codeOf(await ask(ctx, document, { id: other?.id, after }))).toBe('BAD_USER_INPUT')
})

it('reads and counts the events of a list of alerts in one statement each', async () => {
  const ctx = await analystOf(platform)
  const alerts = await someAlerts(
    platform,
    ctx.tenant.id,
    Array.from({ length: 10 }, () => ({})),
  )
  await someEvents(
    platform,
    ctx.tenant.id,
    alerts.flatMap(({ id: alertId }) => [{ alertId }, { alertId }]),
  )
  const list = (first: number) =>
    statementsOf(() =>
      ask(ctx, `{ alerts(first: ${first}) { nodes { events(first: 5) { totalCount nodes { id } } } } }`),
    )
  expect(await list(10)).toHaveLength((await list(1)).length)
  expect(await list(10)).toHaveLength(4) // alerts, events, how long counting may take, counts
})

it('draws what arrived when', async () => {
  const ctx = await analystOf(platform)
  const from = new Date(Date.UTC(2026, 0, 5))
  await someEvents(platform, ctx.tenant.id, [
    { at: from, host: 'a', severity: Severity.HIGH },
    { at: from, host: 'b' },
  ])
  const document = `query ($from: DateTime!, $to: DateTime!, $filter: EventFilter) {
    eventHistogram(from: $from, to: $to, buckets: 2, filter: $filter) { at count bySeverity { severity count } } }`
  const to = new Date(from.getTime() + 60_000)
  const { data } = await ask(ctx, document, {
    from: from.toISOString(),
    to: to.toISOString(),
    filter: { host: { eq: 'A' } },
  })
  expect(data).toEqual({
    eventHistogram: [
      { at: from.toISOString(), count: 1, bySeverity: [{ severity: 'HIGH', count: 1 }] },
      { at: new Date(from.getTime() + 30_000).toISOString(), count: 0, bySeverity: [] },
    ],
  })
})

it('shows events to every role, and to a key with the scope alone', async () => {
  const viewer = await aMember(platform, { role: Role.VIEWER })
  const alert = await anAlert(platform, viewer.tenant.id)
  const { id } = await anEvent(platform, viewer.tenant.id, { alertId: alert.id })
  expect((await ask(viewer, '{ events { nodes { id } } }')).data).toEqual({ events: { nodes: [{ id }] } })
  const blind = await aMember(platform, { tenant: viewer.tenant, permissions: ['alert:read'] })
  for (const document of [
    '{ events { nodes { id } } }',
    `{ event(id: "${id}") { id } }`,
    `{ alert(id: "${alert.id}") { events { nodes { id } } } }`,
    '{ eventHistogram(from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z") { count } }',
  ]) {
    expect(codeOf(await ask(blind, document))).toBe('FORBIDDEN')
  }
  expect((await ask(blind, `{ node(id: "${id}") { id } }`)).data).toEqual({ node: null })
  const eventsOnly = await aMember(platform, { tenant: viewer.tenant, permissions: ['event:read'] })
  const seen = await ask(eventsOnly, `{ event(id: "${id}") { alertId alert { id } source { id } } }`)
  expect(seen.data).toEqual({ event: { alertId: alert.id, alert: null, source: null } })
})

it('carries sixteen megabytes of payload in one answer, and no more', async () => {
  const ctx = await analystOf(platform)
  const raw = JSON.stringify('x'.repeat(1_000_000))
  await someEvents(
    platform,
    ctx.tenant.id,
    Array.from({ length: 17 }, () => ({ raw })),
  )
  const list = (first: number) => ask(ctx, `{ events(first: ${first}) { nodes { rawText } } }`)
  expect((await list(16)).errors).toBeUndefined()
  expect(codeOf(await list(17))).toBe('PAYLOAD_TOO_LARGE')
})

it("answers another tenant's id like one that never was", async () => {
  const [acme, globex] = [await analystOf(platform), await analystOf(platform)]
  const alert = await anAlert(platform, acme.tenant.id)
  const { id } = await anEvent(platform, acme.tenant.id, { alertId: alert.id })
  for (const asked of [id, newId(), 'x', 'a\0']) {
    const result = await ask(globex, `query ($id: ID!) { event(id: $id) { id } }`, { id: asked })
    expect(result.data).toEqual({ event: null })
    expect(result.errors?.[0]?.message).toBe('Event not found')
    expect((await ask(globex, `query ($id: ID!) { node(id: $id) { id } }`, { id: asked })).data).toEqual({ node: null })
  }
  const stray = await anEvent(platform, globex.tenant.id, { alertId: alert.id }) // names an alert that is not theirs
  const seen = await ask(globex, `query ($id: ID!) { event(id: $id) { alert { id } } }`, { id: stray.id })
  expect(seen.data).toEqual({ event: { alert: null } })
  const own = await ask(acme, `query ($id: ID!) { alert(id: $id) { events { nodes { id } } } }`, { id: alert.id })
  expect(own.data?.alert.events.nodes).toEqual([{ id }])
})
