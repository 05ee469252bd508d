import { hmacSha256 } from '../src/platform/crypto'
import { permissions } from '../src/platform/permissions'
import { ruleIdentity } from '../src/rules/rule.identity'
import { createSchema } from '../src/schema'
import { aBeat } from './agents'
import { anAlert } from './alerts'
import { someDeadLetters } from './dead-letters'
import { anEvent } from './events'
import { admin, unique } from './harness'
import { untilJob } from './jobs'
import { startTestNode, type Caller, type TestNode } from './test-node'
import { arnOf, attemptsOf, type Ids } from './walls.attempts'

/**
 * Two tenants in one database. Whatever Globex asks with Acme's ids, through any root field, must find nothing of Acme's and change
 * nothing there. Acme's texts all carry one mark, so that a leak shows wherever it comes out.
 */
const mark = unique('acmeonly')

const attempts = (ids: Ids) => attemptsOf(ids, mark)

let node: TestNode
let operator: Caller
let acme: Furnished
let globex: { id: string; slug: string; admin: Caller; key: Caller; webhookSecret: string }

const operatorsOnly = ['createTenant', 'updateTenant']
const peoplesOnly = ['signIn', 'register', 'acceptInvitation', 'changePassword', 'signOut', 'signOutEverywhere']

/** Not asked over HTTP: see below. */
const live = ['alertChanged', 'jobChanged', 'agentChanged']

beforeAll(async () => {
  node = await startTestNode()
  const { cookie } = await node.gql(
    'mutation ($input: SignInInput!) { signIn(input: $input) { viewer { user { id } } } }',
    { input: admin },
  )
  operator = { cookie: cookie ?? '', tenant: node.platform.config.TOCSIN_TENANT }
  const { slug, adminCaller, keyCaller, webhookSecret, ids } = await aFurnishedTenant('globex')
  globex = { id: ids.tenant, slug, admin: adminCaller, key: keyCaller, webhookSecret }
  acme = await aFurnishedTenant(mark)
})
afterAll(() => node.stop())

/** A tenant with one of everything, and its own administrator who is nobody elsewhere. */
interface Furnished {
  slug: string
  adminCaller: Caller
  keyCaller: Caller
  webhookSecret: string
  ids: Ids
}

async function aFurnishedTenant(word: string): Promise<Furnished> {
  const slug = unique(word).slice(0, 60)
  const ask = async <Data>(caller: Caller, document: string, variables: object = {}) => {
    const { data, errors, cookie } = await node.gql<Data>(document, variables, caller)
    if (errors) throw new Error(JSON.stringify(errors))
    return { data, cookie }
  }
  const own = { ...operator, tenant: slug }
  const { data: tenant } = await ask<{ createTenant: { tenant: { id: string } } }>(
    operator,
    'mutation ($in: CreateTenantInput!) { createTenant(input: $in) { tenant { id } } }',
    { in: { slug, name: word } },
  )
  const invite = 'mutation ($in: InviteMemberInput!) { inviteMember(input: $in) { token invitation { id } } }'
  const email = `${unique(word)}@example.test`
  const { data: invited } = await ask<{ inviteMember: { token: string } }>(own, invite, {
    in: { email, role: 'ADMIN' },
  })
  const accept = 'mutation ($in: AcceptInvitationInput!) { acceptInvitation(input: $in) { viewer { user { id } } } }'
  const accepted = await ask<{ acceptInvitation: { viewer: { user: { id: string } } } }>({}, accept, {
    in: { token: invited.inviteMember.token, name: word, password: 'correct horse battery staple' },
  })
  const adminCaller: Caller = { cookie: accepted.cookie ?? '', tenant: slug }
  const { data: open } = await ask<{ inviteMember: { invitation: { id: string } } }>(adminCaller, invite, {
    in: { email: `${unique(word)}@open.test`, role: 'VIEWER' },
  })
  const { data: key } = await ask<{ createApiKey: { secret: string; apiKey: { id: string } } }>(
    adminCaller,
    'mutation ($in: CreateApiKeyInput!) { createApiKey(input: $in) { secret apiKey { id } } }',
    { in: { name: word, scopes: permissions } },
  )
  const { data: source } = await ask<{ createWebhookSource: { secret: string; source: { id: string } } }>(
    adminCaller,
    'mutation ($in: CreateWebhookSourceInput!) { createWebhookSource(input: $in) { secret source { id } } }',
    { in: { slug: 'siem', name: word } },
  )
  const { data: alert } = await ask<{ createAlert: { alert: { id: string } } }>(
    adminCaller,
    'mutation ($in: CreateAlertInput!) { createAlert(input: $in) { alert { id } } }',
    { in: { title: word, severity: 'HIGH', entity: word, tags: [word.slice(0, 90)], raw: { word } } },
  )
  const { data: known } = await ask<{ addObservable: { observable: { id: string } } }>(
    adminCaller,
    'mutation ($note: String!) { addObservable(input: { type: DOMAIN, value: "shared.test", note: $note }) { observable { id } } }',
    { note: word },
  )
  const { data: link } = await ask<{ createPivotLink: { pivotLink: { id: string } } }>(
    adminCaller,
    'mutation ($name: String!) { createPivotLink(input: { type: DOMAIN, name: $name, urlTemplate: "https://siem.test/{value}" }) { pivotLink { id } } }',
    { name: word.slice(0, 100) },
  )
  const tenantId = tenant.createTenant.tenant.id
  await anAlert(node.platform, tenantId, { product: word, ruleId: word, ruleName: word, title: word })
  const { data: job } = await ask<{ runTestJob: { job: { id: string } } }>(
    adminCaller,
    'mutation { runTestJob(input: { seconds: 0, fails: true }) { job { id } } }',
  )
  const keep = async (what: 'Asset' | 'Network' | 'PrivilegedUser', input: object) => {
    const name = what.charAt(0).toLowerCase() + what.slice(1)
    const document = `mutation ($in: Create${what}Input!) { made: create${what}(input: $in) { row: ${name} { id } } }`
    return (await ask<{ made: { row: { id: string } } }>(adminCaller, document, { in: input })).data.made.row.id
  }
  await deadWith(word, tenant.createTenant.tenant.id, job.runTestJob.job.id)
  const event = await anEvent(node.platform, tenant.createTenant.tenant.id, {
    sourceId: source.createWebhookSource.source.id,
    alertId: alert.createAlert.alert.id,
    title: word,
    entity: word,
    raw: JSON.stringify({ word }),
  })
  const { data: sessions } = await ask<{ sessions: { id: string }[] }>(adminCaller, '{ sessions { id } }')
  const post = (body: string, signature: string, headers: Record<string, string> = {}) =>
    fetch(`${node.url}/api/v1/webhook/${slug}/siem`, {
      method: 'POST',
      body,
      headers: { 'x-signature': signature, ...headers },
    })
  await post('{}', 'sha256=00')
  const SubscribeURL = `https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${arnOf(word)}`
  const question = JSON.stringify({ Type: 'SubscriptionConfirmation', TopicArn: arnOf(word), SubscribeURL })
  const signature = hmacSha256(source.createWebhookSource.secret, Buffer.from(question)).toString('hex')
  await post(question, signature, { 'x-amz-sns-message-type': 'SubscriptionConfirmation' })
  const place = { tenantId: tenant.createTenant.tenant.id, sourceId: source.createWebhookSource.source.id }
  const [deadLetter = ''] = await someDeadLetters(node.platform, place, [{ title: word }])
  return {
    slug,
    adminCaller,
    keyCaller: { key: key.createApiKey.secret },
    webhookSecret: source.createWebhookSource.secret,
    ids: {
      tenant: tenant.createTenant.tenant.id,
      user: accepted.data.acceptInvitation.viewer.user.id,
      session: sessions.sessions[0]?.id ?? '',
      key: key.createApiKey.apiKey.id,
      invitation: open.inviteMember.invitation.id,
      source: source.createWebhookSource.source.id,
      alert: alert.createAlert.alert.id,
      rule: ruleIdentity(tenantId, word, word),
      event: event.id,
      delivery: '00000000-0000-7000-8000-000000000000',
      job: job.runTestJob.job.id,
      deadLetter,
      asset: await keep('Asset', { host: word, owner: word, tags: [word] }),
      network: await keep('Network', { cidr: '10.0.0.0/8', name: word }),
      privilegedUser: await keep('PrivilegedUser', { name: word, note: word }),
      observable: known.addObservable.observable.id,
      pivotLink: link.createPivotLink.pivotLink.id,
      agent: await taggedAgent(word, tenantId),
    },
  }
}

/** An agent that is silent, with the tenant's mark on all that is said of it. */
async function taggedAgent(word: string, tenantId: string): Promise<string> {
  const id = await aBeat(node.platform, { id: tenantId }, word, { version: word, osVersion: word })
  await node.platform.database.transaction({ tenantId }, (db) =>
    db.query('INSERT INTO agent_tag (tenant_id, agent_id, tag) VALUES ($1, $2, $3)', [tenantId, id, word.slice(0, 90)]),
  )
  await node.platform.database.acrossTenants('tocsin_ingest', [tenantId], (db) =>
    db.query("INSERT INTO agent_gap (tenant_id, agent_id, from_at) VALUES ($1, $2, now() - interval '1 hour')", [
      tenantId,
      id,
    ]),
  )
  return id
}

/** Waits until the job has failed for good, and puts the tenant's mark into its error. */
async function deadWith(word: string, tenantId: string, id: string): Promise<void> {
  await untilJob(node.platform, tenantId, id, (row) => row.finished_at !== null)
  const sql = 'UPDATE job SET last_error = $2 WHERE id = $1'
  await node.platform.database.transaction({ tenantId }, (db) => db.query(sql, [id, word]))
}

const rootFields = (): string[] => {
  const schema = createSchema()
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((root) =>
    Object.keys(root?.getFields() ?? {}),
  )
}

/** Everything the database holds of Acme, as text. */
const stateOfAcme = async (): Promise<string> => {
  const tables =
    'tenant membership invitation api_key source source_subscription alert alert_tag alert_raw rule alert_observable observable pivot_link event dedup_key dedup_split dead_letter ' +
    'audit_entry history_entry preference job asset network privileged_user risk_weights ' +
    'watch_settings silence agent agent_tag agent_beat agent_gap'
  const dump = await node.platform.database.transaction({ tenantId: acme.ids.tenant }, async (db) => {
    const rows: unknown[] = []
    for (const table of tables.split(' '))
      rows.push(await db.query(`SELECT to_jsonb(t) - 'last_used_at' AS row FROM ${table} t ORDER BY 1`))
    return rows
  })
  return JSON.stringify(dump)
}

it('asks through every root field of the schema', () => {
  const covered = [...Object.keys(attempts(acme.ids)), ...operatorsOnly, ...peoplesOnly]
  expect(rootFields().filter((field) => !covered.includes(field))).toEqual([])
  expect(covered.filter((field) => !rootFields().includes(field))).toEqual([])
})

it.each(['admin', 'key'] as const)(
  "lets another tenant's %s find and change nothing, through any field",
  async (who) => {
    const before = await stateOfAcme()
    for (const [field, documents] of Object.entries(attempts(acme.ids))) {
      if (live.includes(field)) continue // below
      for (const [document, variables] of documents) {
        const answer = JSON.stringify(await node.gql(document, variables ?? {}, globex[who]))
        expect({ field, leaks: answer.includes(mark) }).toEqual({ field, leaks: false })
      }
    }
    expect(await stateOfAcme()).toBe(before)
  },
)

it("answers NOT_FOUND, as for an id that never was, when a mutation names another tenant's row", async () => {
  const never = '019aa0c0-0000-7000-8000-00000000dead'
  const foreign = attempts(acme.ids)
  const none = attempts({
    tenant: never,
    user: never,
    session: never,
    key: never,
    invitation: never,
    source: never,
    alert: never,
    rule: never,
    event: never,
    delivery: never,
    job: never,
    deadLetter: never,
    asset: never,
    network: never,
    privilegedUser: never,
    observable: never,
    pivotLink: never,
    agent: never,
  })
  for (const field of [
    'revokeInvitation',
    'setMemberRole',
    'removeMember',
    'revokeSession',
    'revokeApiKey',
    'updateSource',
    'rotateSourceSecret',
    'confirmSubscription',
    'sendTestDelivery',
    'replayDeadLetters',
    'replayAllDeadLetters',
    'replayCorrectedDeadLetter',
    'discardDeadLetters',
    'startDedupDryRun',
    'splitAlert',
    'setAlertStatus',
    'assignAlert',
    'retryJob',
    'updateAsset',
    'deleteAsset',
    'updateNetwork',
    'deleteNetwork',
    'updatePrivilegedUser',
    'deletePrivilegedUser',
    'updateObservable',
    'updatePivotLink',
    'deletePivotLink',
    'updateAgent',
    'retireAgents',
    'restoreAgents',
    'deleteAgents',
  ]) {
    const errorOf = async ([document, variables]: [string, object?]) =>
      (await node.gql(document, variables, globex.admin)).errors?.[0]
    const [theirs, nobodys] = [
      await errorOf(foreign[field]?.[0] as [string]),
      await errorOf(none[field]?.[0] as [string]),
    ]
    expect({ field, code: theirs?.extensions.code, message: theirs?.message }).toEqual({
      field,
      code: 'NOT_FOUND',
      message: nobodys?.message,
    })
  }
})

it("refuses another tenant's name in X-Tenant, from a person, a key and a socket", async () => {
  for (const caller of [globex.admin, globex.key]) {
    for (const tenant of [acme.slug, acme.ids.tenant]) {
      const { errors } = await node.gql('{ alerts { nodes { title } } }', {}, { ...caller, tenant })
      expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND')
      const live = node.subscribe('subscription { alertChanged { alertId } }', {}, { ...caller, tenant })
      await expect(live.next()).rejects.toBeDefined()
    }
  }
})

it("sends no subscriber another tenant's change", async () => {
  const live = node.subscribe<{ alertChanged: { alert: { title: string } } }>(
    'subscription { alertChanged { alert { title } } }',
    {},
    globex.key,
  )
  const first = live.next()
  await new Promise((resolve) => setTimeout(resolve, 200))
  const create = 'mutation ($title: String!) { createAlert(input: { title: $title, severity: LOW }) { alert { id } } }'
  await node.gql(create, { title: mark }, acme.keyCaller)
  await node.gql(create, { title: 'their own' }, globex.key)
  expect((await first).value).toMatchObject({ data: { alertChanged: { alert: { title: 'their own' } } } })
  await live.return?.(undefined)
})

it("sends no subscriber the change of another tenant's job", async () => {
  const changes = node.subscribe<{ jobChanged: { jobId: string } }>(
    'subscription { jobChanged { jobId } }',
    {},
    globex.key,
  )
  const first = changes.next()
  await new Promise((resolve) => setTimeout(resolve, 200))
  const run = 'mutation { runTestJob(input: { seconds: 0 }) { job { id } } }'
  await node.gql(run, {}, acme.keyCaller)
  const { data } = await node.gql<{ runTestJob: { job: { id: string } } }>(run, {}, globex.key)
  expect((await first).value).toMatchObject({ data: { jobChanged: { jobId: data.runTestJob.job.id } } })
  await changes.return?.(undefined)
})

it("sends no subscriber the change of another tenant's agent", async () => {
  const changes = node.subscribe<{ agentChanged: { agentId: string } }>(
    'subscription { agentChanged { agentId } }',
    {},
    globex.key,
  )
  const first = changes.next()
  await new Promise((resolve) => setTimeout(resolve, 200))
  await aBeat(node.platform, { id: acme.ids.tenant }, unique('theirs'))
  const own = await aBeat(node.platform, { id: globex.id }, unique('own'))
  expect((await first).value).toMatchObject({ data: { agentChanged: { agentId: own } } })
  await changes.return?.(undefined)
})

it('takes a delivery for the tenant whose secret signed it, and for no other with a source of that name', async () => {
  const body = JSON.stringify({ title: 'signed by Globex' })
  const signature = `sha256=${hmacSha256(globex.webhookSecret, Buffer.from(body)).toString('hex')}`
  const sendTo = (tenant: string) =>
    fetch(`${node.url}/api/v1/webhook/siem`, {
      method: 'POST',
      headers: { 'x-tenant': tenant, 'x-signature': signature, 'content-type': 'application/json' },
      body,
    })
  expect((await sendTo(acme.slug)).status).toBe(401)
  expect((await sendTo(globex.slug)).status).toBe(202)
})

it('keeps what only an operator may do from everybody else', async () => {
  const deeds: [document: string, input: object][] = [
    [
      'mutation ($in: CreateTenantInput!) { createTenant(input: $in) { tenant { id } } }',
      { slug: unique('n'), name: 'N' },
    ],
    [
      'mutation ($in: UpdateTenantInput!) { updateTenant(input: $in) { tenant { id } } }',
      { id: acme.ids.tenant, name: 'N' },
    ],
  ]
  const before = await stateOfAcme()
  for (const caller of [globex.admin, globex.key]) {
    for (const [document, input] of deeds) {
      const { errors } = await node.gql(document, { in: input }, caller)
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN')
    }
  }
  expect(await stateOfAcme()).toBe(before)
})

it('shows nobody anything without signing in', async () => {
  const open = new Set(['viewer', 'signIn', 'register', 'acceptInvitation', 'signOut', 'permissions'])
  for (const [field, documents] of Object.entries(attempts(acme.ids))) {
    if (open.has(field) || live.includes(field)) continue
    for (const [document, variables] of documents) {
      const { errors } = await node.gql(document, variables ?? {}, {})
      expect({ field, code: errors?.[0]?.extensions.code }).toEqual({ field, code: 'UNAUTHENTICATED' })
    }
  }
})
