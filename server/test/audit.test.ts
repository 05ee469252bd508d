import { Role } from '../src/auth/role'
import type { TenantRef } from '../src/platform/context'
import { createSchema } from '../src/schema'
import type { KnownSource } from '../src/sources/source.directory'
import { keepSubscription } from '../src/sources/subscription.service'
import { tenantBySlug } from '../src/tenants/tenant.service'
import { agentDeeds } from './audit.agents'
import { jobDeeds } from './audit.jobs'
import { letterDeeds } from './audit.letters'
import { observableDeeds, observableMakers } from './audit.observables'
import { registerDeeds, rowMaker } from './audit.registers'
import { ruleDeeds } from './audit.rules'
import { someDeadLetters } from './dead-letters'
import { admin, unique } from './harness'
import { untilJob } from './jobs'
import { aSender } from './sender'
import { aSignedIn, anAccount, password } from './people'
import { startTestNode, type Caller, type TestNode } from './test-node'

let node: TestNode
let home: TenantRef
let boss: Caller & { id: string; email: string }

beforeAll(async () => {
  node = await startTestNode({ TOCSIN_OPEN_REGISTRATION: 'true' })
  const { account, ctx } = await aSignedIn(node.platform, { role: Role.ADMIN })
  home = account.tenant
  boss = { id: account.id, email: account.email, cookie: `tocsin_session=${ctx.http.token}`, tenant: home.slug }
})
afterAll(() => node.stop())

/** What a mutation leaves on record: the action, and who is named for it. */
interface Entry {
  action: string
  actor_kind: string
  actor_name: string
  request_id: string | null
}

const entriesOf = (tenantId: string): Promise<Entry[]> =>
  node.platform.database.transaction({ tenantId }, (db) =>
    db.query<Entry>('SELECT action, actor_kind, actor_name, request_id FROM audit_entry ORDER BY id'),
  )

type Data = Record<string, Record<string, Record<string, string>>>

/** Runs a mutation that must succeed. */
async function ask(document: string, variables: object = {}, caller: Caller = boss) {
  const { data, errors, cookie } = await node.gql<Data>(document, variables, caller)
  if (errors) throw new Error(JSON.stringify(errors))
  return { data, cookie }
}

/** The entries that `work` adds in a tenant. */
async function recordedBy(work: () => Promise<unknown>, tenantId = home.id): Promise<Entry[]> {
  const before = await entriesOf(tenantId)
  await work()
  return (await entriesOf(tenantId)).slice(before.length)
}

const textAt = (data: Data, field: string, object: string, name: string): string =>
  String(data[field]?.[object]?.[name])

const makeSource = async () => {
  const document =
    'mutation ($slug: String!) { make: createWebhookSource(input: { slug: $slug, name: "s" }) { source { id } } }'
  return { id: textAt((await ask(document, { slug: unique('s') })).data, 'make', 'source', 'id') }
}
const makeKey = async () => {
  const document = 'mutation { make: createApiKey(input: { name: "k", scopes: ["alert:read"] }) { apiKey { id } } }'
  return { id: textAt((await ask(document)).data, 'make', 'apiKey', 'id') }
}
const makeAlert = async () => {
  const document = 'mutation { make: createAlert(input: { title: "a", severity: LOW }) { alert { id } } }'
  return { id: textAt((await ask(document)).data, 'make', 'alert', 'id') }
}
const makeDeadJob = async () => {
  const document = 'mutation { make: runTestJob(input: { seconds: 0, fails: true }) { job { id } } }'
  const id = textAt((await ask(document)).data, 'make', 'job', 'id')
  await untilJob(node.platform, home.id, id, (row) => row.finished_at !== null)
  return { id }
}
const makeLongJob = async () => {
  const document = 'mutation { make: runTestJob(input: { seconds: 60 }) { job { id } } }'
  return { id: textAt((await ask(document)).data, 'make', 'job', 'id') }
}
const makeDeadLetter = async () => {
  const { id: sourceId } = await makeSource()
  const [id = ''] = await someDeadLetters(node.platform, { tenantId: home.id, sourceId }, [{ title: unique('late') }])
  return { id }
}
const makeRow = rowMaker(ask)
const seen = observableMakers(ask)
/** An alert of two events, one of which can be split off. */
const makeFolded = async () => {
  const sender = await aSender(node, { tenant: home })
  const { body } = await sender.send([1, 2].map((n) => ({ title: 'Folded', entity: 'srv', src_port: n })))
  return { id: body.items[0]?.alertId, event: body.items[1]?.eventId }
}
const invite = async (): Promise<{ id: string; token: string }> => {
  const document =
    'mutation ($email: String!) { inviteMember(input: { email: $email, role: VIEWER }) { token invitation { id } } }'
  const variables = { email: `${unique('x')}@example.test` }
  const { data } = await node.gql<{ inviteMember: { token: string; invitation: { id: string } } }>(
    document,
    variables,
    boss,
  )
  return { id: data.inviteMember.invitation.id, token: data.inviteMember.token }
}
const makePendingSubscription = async () => {
  const { id } = await makeSource()
  const topic = 'arn:aws:sns:eu-west-1:123456789012:Alarms'
  const SubscribeURL = `https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${topic}`
  const source = { tenantId: home.id, id, name: 's' } as KnownSource
  const item = { Type: 'SubscriptionConfirmation', TopicArn: topic, SubscribeURL }
  await keepSubscription(node.platform, source, item)
  const { data } = await node.gql<{ source: { pendingSubscription: { questionId: string } } }>(
    'query ($id: ID!) { source(id: $id) { pendingSubscription { questionId } } }',
    { id },
    boss,
  )
  return { id, topic, question: data.source.pendingSubscription.questionId }
}
const aColleague = async () => ({ id: (await anAccount(node.platform, { tenant: home })).id })
/** Another browser of the administrator. */
const anotherSession = async (): Promise<Caller> => {
  const document = 'mutation ($in: SignInInput!) { signIn(input: $in) { viewer { user { id } } } }'
  const { cookie } = await ask(document, { in: { email: boss.email, password } }, {})
  return { cookie: cookie ?? '', tenant: home.slug }
}
const idOfAnotherSession = async () => {
  await anotherSession()
  const { data } = await node.gql<{ sessions: { id: string; isCurrent: boolean }[] }>(
    '{ sessions { id isCurrent } }',
    {},
    boss,
  )
  return { id: data.sessions.find((session) => !session.isCurrent)?.id }
}
const operator = async (): Promise<Caller> => {
  const document = 'mutation ($in: SignInInput!) { signIn(input: $in) { viewer { user { id } } } }'
  const { cookie } = await ask(document, { in: admin }, {})
  return { cookie: cookie ?? '', tenant: node.platform.config.TOCSIN_TENANT }
}

interface Deed {
  document: string
  /** Made before the deed is done, so that only its own entry is looked at. */
  variables?: () => Promise<object> | object
  caller?: () => Promise<Caller> | Caller
  action: string
  /** What others do on record because of it: the delivery that a test makes is its source's. */
  also?: string[]
  /** The slug of the tenant that keeps the record, where it is not the administrator's. */
  tenant?: (variables: object) => string
}

/** Every mutation of the schema, done once. A new one that is missing here fails the test below. */
const deeds: Record<string, Deed> = {
  signIn: {
    document: 'mutation ($in: SignInInput!) { signIn(input: $in) { viewer { user { id } } } }',
    variables: () => ({ in: { email: boss.email, password } }),
    caller: () => ({}),
    action: 'session.signIn',
  },
  signOut: { document: 'mutation { signOut }', caller: () => anotherSession(), action: 'session.signOut' },
  signOutEverywhere: {
    document: 'mutation { signOutEverywhere }',
    caller: async () => {
      const { ctx } = await aSignedIn(node.platform, { tenant: home })
      return { cookie: `tocsin_session=${ctx.http.token}`, tenant: home.slug }
    },
    action: 'session.signOutEverywhere',
  },
  revokeSession: {
    document: 'mutation ($id: ID!) { revokeSession(input: { id: $id }) { session { id } } }',
    variables: () => idOfAnotherSession(),
    action: 'session.revoke',
  },
  register: {
    document: 'mutation ($in: RegisterInput!) { register(input: $in) { viewer { user { id } } } }',
    variables: () => ({ in: { email: `${unique('new')}@example.test`, name: 'New', password } }),
    caller: () => ({}),
    action: 'user.register',
    tenant: () => node.platform.config.TOCSIN_TENANT,
  },
  changePassword: {
    document: 'mutation ($in: ChangePasswordInput!) { changePassword(input: $in) { viewer { user { id } } } }',
    variables: () => ({ in: { currentPassword: password, newPassword: `${password} staple` } }),
    caller: async () => {
      const { ctx } = await aSignedIn(node.platform, { tenant: home })
      return { cookie: `tocsin_session=${ctx.http.token}`, tenant: home.slug }
    },
    action: 'user.changePassword',
  },
  createTenant: {
    document: 'mutation ($in: CreateTenantInput!) { createTenant(input: $in) { tenant { id } } }',
    variables: () => ({ in: { slug: unique('t'), name: 'T' } }),
    caller: () => operator(),
    action: 'tenant.create',
    tenant: (variables) => (variables as { in: { slug: string } }).in.slug,
  },
  updateTenant: {
    document: 'mutation ($id: ID!) { updateTenant(input: { id: $id, name: "Renamed" }) { tenant { id } } }',
    variables: () => ({ id: home.id }),
    caller: () => operator(),
    action: 'tenant.update',
    tenant: () => home.slug,
  },
  inviteMember: {
    document: 'mutation ($mail: String!) { inviteMember(input: { email: $mail, role: VIEWER }) { token } }',
    variables: () => ({ mail: `${unique('x')}@example.test` }),
    action: 'invitation.create',
  },
  revokeInvitation: {
    document: 'mutation ($id: ID!) { revokeInvitation(input: { id: $id }) { invitation { id } } }',
    variables: async () => ({ id: (await invite()).id }),
    action: 'invitation.revoke',
  },
  acceptInvitation: {
    document: 'mutation ($in: AcceptInvitationInput!) { acceptInvitation(input: $in) { viewer { user { id } } } }',
    variables: async () => ({ in: { token: (await invite()).token, name: 'Joiner', password } }),
    caller: () => ({}),
    action: 'member.join',
  },
  setMemberRole: {
    document: 'mutation ($id: ID!) { setMemberRole(input: { userId: $id, role: VIEWER }) { member { role } } }',
    variables: () => aColleague(),
    action: 'member.setRole',
  },
  removeMember: {
    document: 'mutation ($id: ID!) { removeMember(input: { userId: $id }) { user { id } } }',
    variables: () => aColleague(),
    action: 'member.remove',
  },
  createApiKey: {
    document: 'mutation { createApiKey(input: { name: "k", scopes: ["alert:read"] }) { secret } }',
    action: 'apiKey.create',
  },
  revokeApiKey: {
    document: 'mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { apiKey { id } } }',
    variables: () => makeKey(),
    action: 'apiKey.revoke',
  },
  createWebhookSource: {
    document: 'mutation ($slug: String!) { createWebhookSource(input: { slug: $slug, name: "s" }) { secret } }',
    variables: () => ({ slug: unique('s') }),
    action: 'source.create',
  },
  updateSource: {
    document: 'mutation ($id: ID!) { updateSource(input: { id: $id, enabled: false }) { source { id } } }',
    variables: () => makeSource(),
    action: 'source.update',
  },
  rotateSourceSecret: {
    document: 'mutation ($id: ID!) { rotateSourceSecret(input: { id: $id }) { secret } }',
    variables: () => makeSource(),
    action: 'source.rotateSecret',
  },
  confirmSubscription: {
    document:
      'mutation ($id: ID!, $topic: String!, $question: ID!) { confirmSubscription(input: { sourceId: $id, topicArn: $topic, questionId: $question }) { source { id } } }',
    variables: async () => {
      const made = await makePendingSubscription()
      Object.assign(node.platform, { fetch: () => Promise.resolve(new Response('<Confirmed/>')) }) // Amazon says yes
      return made
    },
    action: 'source.confirmSubscription',
  },
  sendTestDelivery: {
    document: 'mutation ($id: ID!) { sendTestDelivery(input: { sourceId: $id }) { delivery { id } } }',
    variables: () => makeSource(),
    action: 'source.test',
    also: ['source.deliver'],
  },
  replayAllDeadLetters: {
    document: 'mutation ($id: ID!) { replayAllDeadLetters(input: { sourceId: $id }) { job { id } } }',
    variables: () => makeSource(),
    action: 'deadLetter.replayAll',
  },
  startDedupDryRun: {
    document:
      'mutation ($id: ID!) { startDedupDryRun(input: { sourceId: $id, rule: { windowSeconds: 60 } }) { job { id } } }',
    variables: () => makeSource(),
    action: 'source.tryDedup',
  },
  splitAlert: {
    document:
      'mutation ($id: ID!, $event: ID!) { splitAlert(input: { alertId: $id, eventIds: [$event] }) { remembersBy } }',
    variables: () => makeFolded(),
    action: 'alert.split',
  },
  ...letterDeeds(() => makeDeadLetter()),
  ...observableDeeds(seen),
  createAlert: {
    document: 'mutation { createAlert(input: { title: "a", severity: LOW }) { alert { id } } }',
    action: 'alert.create',
  },
  setAlertStatus: {
    document: 'mutation ($id: ID!) { setAlertStatus(input: { alertId: $id, status: IN_PROGRESS }) { alert { id } } }',
    variables: () => makeAlert(),
    action: 'alert.setStatus',
  },
  assignAlert: {
    document:
      'mutation ($id: ID!, $to: ID!) { assignAlert(input: { alertId: $id, assigneeId: $to }) { alert { id } } }',
    variables: async () => ({ ...(await makeAlert()), to: boss.id }),
    action: 'alert.assign',
  },
  ...ruleDeeds(() => ({ platform: node.platform, tenantId: home.id })),
  ...agentDeeds(() => ({ platform: node.platform, tenant: home })),
  ...registerDeeds(makeRow),
  ...jobDeeds(makeDeadJob, makeLongJob),
}

/** Mutations that leave nothing on record, each with its reason. */
const unrecorded: Record<string, string> = {
  setPreference: 'how somebody sees his own screen is no decision about anything',
}

it('does every mutation of the schema', () => {
  expect([...Object.keys(deeds), ...Object.keys(unrecorded)].sort()).toEqual(
    Object.keys(createSchema().getMutationType()?.getFields() ?? {}).sort(),
  )
})

it.each(Object.entries(deeds))('puts %s on record, once, with who did it and in which request', async (_name, deed) => {
  const variables = (await deed.variables?.()) ?? {}
  const caller = (await deed.caller?.()) ?? boss
  const slug = deed.tenant?.(variables)
  const before = slug ? await tenantBySlug(node.platform, slug) : home
  const earlier = before ? (await entriesOf(before.id)).length : 0
  await ask(deed.document, variables, caller)
  const keeper = slug ? await tenantBySlug(node.platform, slug) : home // createTenant has just made its own
  const made = (await entriesOf(String(keeper?.id))).slice(earlier)
  const also = deed.also ?? []
  expect(made.map(({ action }) => action).filter((action) => also.includes(action))).toEqual(also)
  expect(made.filter(({ action }) => !also.includes(action))).toEqual([
    { action: deed.action, actor_kind: 'USER', actor_name: expect.stringMatching(/./), request_id: expect.any(String) },
  ])
})

it.each([
  [
    'a change that changes nothing',
    'mutation ($id: ID!) { updateSource(input: { id: $id, enabled: true }) { source { id } } }',
    makeSource,
  ],
  [
    'an asset changed to what it is',
    'mutation ($id: ID!) { updateAsset(input: { id: $id, criticality: MEDIUM }) { asset { id } } }',
    () => makeRow('Asset'),
  ],
  [
    'a preview of weights out of their bounds',
    'mutation { previewRiskWeights(input: { weights: { knownBad: 5 } }) { job { id } } }',
    async () => ({}),
  ],
  [
    'a move that is not allowed',
    'mutation ($id: ID!) { setAlertStatus(input: { alertId: $id, status: NEW }) { alert { id } } }',
    makeAlert,
  ],
  [
    'an assignment that changes nothing',
    'mutation ($id: ID!) { assignAlert(input: { alertId: $id }) { alert { id } } }',
    makeAlert,
  ],
  [
    'a job retried that is not dead',
    'mutation ($id: ID!) { retryJob(input: { id: $id }) { job { id } } }',
    async () => {
      const document = 'mutation { make: runTestJob(input: { seconds: 0 }) { job { id } } }'
      return { id: textAt((await ask(document)).data, 'make', 'job', 'id') }
    },
  ],
  [
    'a note on an observable that says the same',
    'mutation ($id: ID!) { updateObservable(input: { id: $id, isIoc: true }) { observable { id } } }',
    seen.observable,
  ],
  [
    "one's own display settings",
    'mutation { setPreference(input: { key: "queue.density", value: "dense" }) { viewer { preferences } } }',
    async () => ({}),
  ],
])('records nothing of %s', async (_what, document, make) => {
  const variables = await make()
  expect(await recordedBy(() => node.gql(document, variables, boss))).toEqual([])
})
