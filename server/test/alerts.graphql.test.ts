import { graphql, type ExecutionResult } from 'graphql'
import { anAlert, someAlerts } from './alerts'
import { aMember, analystOf, testPlatform } from './harness'
import { Role } from '../src/auth/role'
import { inTenant, type Context, type Platform } from '../src/platform/context'
import { statementCount } from '../src/platform/database'
import { newId } from '../src/platform/ids'
import { createSchema } from '../src/schema'
import { createWebhookSource } from '../src/sources/source.service'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const schema = createSchema()
const ask = (ctx: Context, source: string, variableValues = {}): Promise<ExecutionResult<Record<string, never>>> =>
  graphql({ schema, source, variableValues, contextValue: { ...ctx } }) as Promise<
    ExecutionResult<Record<string, never>>
  >

const codeOf = (result: ExecutionResult): unknown =>
  (result.errors?.[0]?.originalError as { extensions?: { code: string } })?.extensions?.code

const row = `id number key version title status allowedStatuses can { triage assign escalate close comment } severity severitySetBy tags techniques tactics
  assignee { id name } source { id slug } tenant { id slug } hashes { md5 sha1 sha256 } entity riskScore riskExplanation { factor points why }
  firstSeenAt raw rawText history(first: 5) { id field from to at actor { kind name } }`

it('shows an alert with all that other modules know', async () => {
  const ctx = await aMember(platform, { role: Role.ADMIN })
  const { source } = await createWebhookSource(ctx, { slug: 'siem', name: 'SIEM' })
  const raw = '{"a": 1.0}'
  const { id } = await anAlert(platform, ctx.tenant.id, {
    sourceId: source.id,
    raw,
    tags: ['t'],
    techniques: ['T1059.001'],
    md5: 'm',
  })
  await inTenant(ctx, (db) => db.execute('UPDATE alert SET assignee_id = $1 WHERE id = $2', [ctx.viewer?.id, id]))
  const { data, errors } = await ask(
    ctx,
    `query ($id: ID!) { alert(id: $id) { ${row} } node(id: $id) { __typename id } }`,
    { id },
  )
  expect(errors).toBeUndefined()
  expect(data?.node).toEqual({ __typename: 'Alert', id })
  expect(data?.alert).toMatchObject({
    id,
    key: `${ctx.tenant.slug.toUpperCase()}-1`,
    status: 'NEW',
    allowedStatuses: ['IN_PROGRESS', 'TRIAGED', 'CLOSED', 'SUPPRESSED'],
    can: { triage: true, close: true },
    severity: 'MEDIUM',
    tags: ['t'],
    techniques: ['T1059.001'],
    assignee: { id: ctx.viewer?.id, name: 'Ana Lyst' },
    source: { id: source.id, slug: 'siem' },
    tenant: { id: ctx.tenant.id, slug: ctx.tenant.slug },
    hashes: { md5: 'm', sha1: null, sha256: null },
    entity: null,
    raw: { a: 1 },
    rawText: raw,
    history: [],
  })
})

it('reads a page with the same number of statements, however long it is', async () => {
  const ctx = await aMember(platform, { role: Role.ADMIN })
  const { source } = await createWebhookSource(ctx, { slug: 'siem', name: 'SIEM' })
  await someAlerts(
    platform,
    ctx.tenant.id,
    Array.from({ length: 30 }, () => ({ sourceId: source.id, raw: '{}', tags: ['t'] })),
  )
  await inTenant(ctx, (db) => db.execute('UPDATE alert SET assignee_id = $1', [ctx.viewer?.id]))
  const statementsFor = async (first: number) => {
    const statements: string[] = []
    const result = await statementCount.run({ statements }, () =>
      ask(ctx, `{ alerts(first: ${first}) { totalCount nodes { ${row} } } }`),
    )
    expect(result.errors).toBeUndefined()
    return statements
  }
  expect(await statementsFor(30)).toHaveLength((await statementsFor(1)).length)
  // list, count, users, sources, tags, techniques, raw, history
  expect(await statementsFor(30)).toHaveLength(8)
})

it('counts only when asked', async () => {
  const ctx = await analystOf(platform)
  const statements: string[] = []
  await statementCount.run({ statements }, () => ask(ctx, '{ alerts { nodes { id } pageInfo { hasNextPage } } }'))
  expect(statements).toHaveLength(1)
})

it('takes filter, order and cursor as the schema has them', async () => {
  const ctx = await analystOf(platform)
  await someAlerts(platform, ctx.tenant.id, [{ host: 'a' }, { host: 'b' }, { host: 'c' }])
  const query = `query ($after: String, $filter: AlertFilter) {
    alerts(first: 1, after: $after, filter: $filter, orderBy: { field: NUMBER, direction: ASC }) { nodes { host } pageInfo { endCursor hasNextPage } }
  }`
  const filter = { not: { host: { eq: 'B' } }, firstSeenAt: { gte: '2020-01-01T00:00:00Z', within: 3600 } }
  const first = await ask(ctx, query, { filter })
  expect(first.data).toMatchObject({ alerts: { nodes: [{ host: 'a' }], pageInfo: { hasNextPage: true } } })
  const { endCursor } = (first.data?.alerts as unknown as { pageInfo: { endCursor: string } }).pageInfo
  expect((await ask(ctx, query, { filter, after: endCursor })).data).toMatchObject({
    alerts: { nodes: [{ host: 'c' }], pageInfo: { hasNextPage: false } },
  })
  expect(codeOf(await ask(ctx, query, { after: endCursor }))).toBe('BAD_USER_INPUT')
})

it('answers what the queue asks for at once: rows, counts and facets', async () => {
  const ctx = await analystOf(platform)
  await someAlerts(platform, ctx.tenant.id, [{ host: 'a' }, { host: 'b' }, { host: 'a' }])
  const query = `query ($filter: AlertFilter) {
    alerts(first: 2, filter: $filter) { nodes { id } totalCount facets(fields: ["status", "host"], top: 1) { field values { value label count } } }
    alertCounts(filter: $filter) { status severity count }
  }`
  const statements: string[] = []
  const { data, errors } = await statementCount.run({ statements }, () =>
    ask(ctx, query, { filter: { isOpen: true, host: { eq: 'A' } } }),
  )
  expect(errors).toBeUndefined()
  expect(data).toMatchObject({
    alerts: {
      totalCount: 2,
      facets: [
        { field: 'status', values: [{ value: 'NEW', label: 'NEW', count: 2 }] },
        { field: 'host', values: [{ value: 'a', label: 'a', count: 2 }] },
      ],
    },
    alertCounts: [{ status: 'NEW', severity: 'MEDIUM', count: 2 }],
  })
  // list, total, two facets with conditions of their own, counts; each statement that counts is told first how long it may take
  expect(statements).toHaveLength(2 + 2 * 2 + 2)
  const other = 'query { alerts { facets(fields: ["title"]) { field } } }'
  expect(codeOf(await ask(ctx, other))).toBe('BAD_USER_INPUT')
})

it('shows the history from either end, with the names of people', async () => {
  const ctx = await analystOf(platform)
  const { id } = await anAlert(platform, ctx.tenant.id)
  const assign = 'mutation ($input: AssignAlertInput!) { assignAlert(input: $input) { alert { assignee { name } } } }'
  const given = await ask(ctx, assign, { input: { alertId: id, assigneeId: ctx.viewer?.id } })
  expect(given.data).toMatchObject({ assignAlert: { alert: { assignee: { name: 'Ana Lyst' } } } })
  await ask(ctx, assign, { input: { alertId: id } })
  const query = `query ($id: ID!) { alert(id: $id) {
    oldest: history(first: 1) { to fromLabel toLabel } newest: history(first: 1, direction: DESC) { to fromLabel toLabel }
  } }`
  expect((await ask(ctx, query, { id })).data).toEqual({
    alert: {
      oldest: [{ to: ctx.viewer?.id, fromLabel: null, toLabel: 'Ana Lyst' }],
      newest: [{ to: null, fromLabel: 'Ana Lyst', toLabel: null }],
    },
  })
})

it('changes the status and answers with the row', async () => {
  const ctx = await analystOf(platform)
  const { id } = await anAlert(platform, ctx.tenant.id)
  const change = `mutation ($input: SetAlertStatusInput!) { setAlertStatus(input: $input) { alert { status verdict version closedAt } } }`
  const input = { alertId: id, status: 'CLOSED', verdict: 'BENIGN', reason: 'known', expectedVersion: 1 }
  expect((await ask(ctx, change, { input })).data).toMatchObject({
    setAlertStatus: { alert: { status: 'CLOSED', verdict: 'BENIGN', version: 2 } },
  })
  expect(codeOf(await ask(ctx, change, { input }))).toBe('CONFLICT')
})

it('creates with evidence of any shape', async () => {
  const ctx = await analystOf(platform)
  const create = `mutation ($input: CreateAlertInput!) { createAlert(input: $input) { alert { raw rawText severitySetBy } } }`
  const input = { title: 'x', severity: 'LOW', raw: { b: [1, 'two', null], a: {} } }
  const { data } = await ask(ctx, create, { input })
  expect(data).toMatchObject({
    createAlert: { alert: { raw: input.raw, rawText: '{"a":{},"b":[1,"two",null]}', severitySetBy: 'USER' } },
  })
  const inline = await ask(
    ctx,
    `mutation { createAlert(input: { title: "x", severity: LOW, raw: { a: [1] } }) { alert { rawText } } }`,
  )
  expect(inline.data).toMatchObject({ createAlert: { alert: { rawText: '{"a":[1]}' } } })
})

it('lets a viewer look and nothing else', async () => {
  const ctx = await aMember(platform, { role: Role.VIEWER })
  const { id } = await anAlert(platform, ctx.tenant.id)
  const { data } = await ask(
    ctx,
    `query ($id: ID!) { alert(id: $id) { title can { triage assign escalate close comment } } }`,
    { id },
  )
  expect(data).toMatchObject({
    alert: { can: { triage: false, assign: false, escalate: false, close: false, comment: false } },
  })
  const input = { alertId: id, status: 'IN_PROGRESS' }
  expect(
    codeOf(
      await ask(ctx, `mutation ($input: SetAlertStatusInput!) { setAlertStatus(input: $input) { alert { id } } }`, {
        input,
      }),
    ),
  ).toBe('FORBIDDEN')
  expect(
    codeOf(await ask(ctx, `mutation { createAlert(input: { title: "x", severity: LOW }) { alert { id } } }`)),
  ).toBe('FORBIDDEN')
  const assign = `mutation ($input: AssignAlertInput!) { assignAlert(input: $input) { alert { id } } }`
  expect(codeOf(await ask(ctx, assign, { input: { alertId: id, assigneeId: ctx.viewer?.id } }))).toBe('FORBIDDEN')
  const look = '{ alertCounts { count } alerts { facets(fields: ["assignee"]) { values { count } } } }'
  expect((await ask(ctx, look)).errors).toBeUndefined()
  const own = 'mutation { setPreference(input: { key: "a.b", value: { c: [1] } }) { viewer { preferences } } }'
  expect((await ask(ctx, own)).data).toEqual({ setPreference: { viewer: { preferences: { 'a.b': { c: [1] } } } } })
  const nobody = { ...ctx, viewer: null }
  expect(codeOf(await ask(nobody, '{ alerts { nodes { id } } }'))).toBe('UNAUTHENTICATED')
})

it("answers another tenant's id like one that never was", async () => {
  const [acme, globex] = [await analystOf(platform), await analystOf(platform)]
  const { id } = await anAlert(platform, acme.tenant.id)
  for (const asked of [id, newId(), 'x', 'a\0']) {
    const result = await ask(globex, `query ($id: ID!) { alert(id: $id) { id } }`, { id: asked })
    expect(result.data).toEqual({ alert: null })
    expect(result.errors?.[0]?.message).toBe('Alert not found')
    expect((await ask(globex, `query ($id: ID!) { node(id: $id) { id } }`, { id: asked })).data).toEqual({ node: null })
  }
})
