import { facetNames } from '../src/alerts/alert.facet.field'
import { unique } from './harness'

/** One of everything that a tenant has. */
export interface Ids {
  tenant: string
  user: string
  session: string
  key: string
  invitation: string
  source: string
  alert: string
  rule: string
  event: string
  delivery: string
  deadLetter: string
  job: string
  asset: string
  network: string
  privilegedUser: string
  observable: string
  pivotLink: string
  agent: string
}

/** A topic of Amazon's that names the tenant. */
export const arnOf = (word: string): string => `arn:aws:sns:eu-west-1:123456789012:${word}`

/**
 * Each root field, asked by one tenant with the ids of another, all of whose texts carry `mark`. A root field that is missing here fails
 * walls.test.ts.
 */
export const attemptsOf = (ids: Ids, mark: string): Record<string, [document: string, variables?: object][]> => ({
  node: Object.values(ids).map((id) => ['query ($id: ID!) { node(id: $id) { __typename id } }', { id }]),
  viewer: [['{ viewer { user { id email } tenant { slug name } tenants { tenant { slug name } } } }']],
  permissions: [['{ permissions }']],
  tenants: [['{ tenants { id slug name createdAt memberCount quota { limit used } } }']],
  members: [['{ members { user { id email name } } }']],
  invitations: [['{ invitations { id email } }']],
  sessions: [['{ sessions { id address userAgent } }']],
  apiKeys: [['{ apiKeys { id name prefix } }']],
  sources: [['{ sources { id slug name activity { refused } lastRefusal { id } pendingSubscription { topicArn } } }']],
  source: [['query ($id: ID!) { source(id: $id) { id slug name } }', { id: ids.source }]],
  deliveries: [
    ['{ deliveries { nodes { id sourceSlug answer } } }'],
    ['query ($id: ID) { deliveries(sourceId: $id) { nodes { id sourceSlug answer } } }', { id: ids.source }],
  ],
  ingestQuota: [['{ ingestQuota { limit used } }']],
  deadLetters: [
    ['{ deadLetters { nodes { id reason rawText } } }'],
    ['query ($id: ID) { deadLetters(sourceId: $id) { nodes { id rawText } } }', { id: ids.source }],
  ],
  replayDeadLetters: [
    [
      'mutation ($id: ID!) { replayDeadLetters(input: { ids: [$id] }) { deadLetters { rawText } } }',
      { id: ids.deadLetter },
    ],
  ],
  knownProducts: [['{ knownProducts { id name samples { about } } }']],
  understand: [[`{ understand(input: { payload: "{}" }) { items { title riskScore } } }`]],
  replayCorrectedDeadLetter: [
    [
      'mutation ($id: ID!) { replayCorrectedDeadLetter(input: { id: $id, payload: "{}" }) { deadLetter { rawText } } }',
      { id: ids.deadLetter },
    ],
  ],
  discardDeadLetters: [
    [
      'mutation ($id: ID!) { discardDeadLetters(input: { ids: [$id] }) { deadLetters { rawText } } }',
      { id: ids.deadLetter },
    ],
  ],
  replayAllDeadLetters: [
    ['mutation ($id: ID!) { replayAllDeadLetters(input: { sourceId: $id }) { job { id } } }', { id: ids.source }],
  ],
  startDedupDryRun: [
    [
      'mutation ($id: ID!) { startDedupDryRun(input: { sourceId: $id, rule: { fields: ["host"] } }) { job { id } } }',
      { id: ids.source },
    ],
  ],
  splitAlert: [
    [
      'mutation ($id: ID!) { splitAlert(input: { alertId: $id, eventIds: [$id] }) { newAlert { title } } }',
      { id: ids.alert },
    ],
  ],
  alert: [
    [
      'query ($id: ID!) { alert(id: $id) { id title rawText asset { host } observables { note } history { reason } events { nodes { id rawText } } } }',
      { id: ids.alert },
    ],
  ],
  alerts: [
    ['{ alerts { totalCount nodes { id title rawText tenant { slug } source { slug } } } }'],
    [
      'query ($filter: AlertFilter) { alerts(filter: $filter) { nodes { id title } } }',
      { filter: { id: [ids.alert] } },
    ],
    [
      'query ($filter: AlertFilter) { alerts(filter: $filter) { nodes { id title } } }',
      { filter: { tenant: { startsWith: 'acme' } } },
    ],
    [
      'query ($filter: AlertFilter) { alerts(filter: $filter) { nodes { id title } } }',
      { filter: { not: { source: { eq: 'none' } }, or: [{}, { title: { contains: mark } }] } },
    ],
    [
      'query ($filter: AlertFilter) { alerts(filter: $filter) { nodes { id title } } }',
      { filter: { assignee: { in: [ids.user] } } },
    ],
    [
      'query ($filter: AlertFilter) { alerts(filter: $filter) { nodes { id title observables { value } } } }',
      { filter: { observable: { value: { startsWith: '' } } } },
    ],
    [
      'query ($fields: [String!]!) { alerts { facets(fields: $fields) { field values { value label count } } } }',
      { fields: facetNames },
    ],
  ],
  alertCounts: [
    ['{ alertCounts { status severity count } }'],
    ['query ($filter: AlertFilter) { alertCounts(filter: $filter) { status count } }', { filter: { id: [ids.alert] } }],
  ],
  rule: [
    [
      'query ($id: ID!) { rule(id: $id) { id name guide owner { name } alertCount verdicts { count } history { to } } }',
      { id: ids.rule },
    ],
  ],
  rules: [
    ['{ rules { totalCount nodes { id name product alertCount lastSeenAt } } }'],
    ['query ($text: String) { rules(filter: { text: $text }) { totalCount nodes { name } } }', { text: mark }],
    [
      'query ($id: ID) { rules(filter: { ownerId: $id }, orderBy: { field: NAME }) { nodes { name } } }',
      { id: ids.user },
    ],
  ],
  updateRule: [
    ['mutation ($id: ID!) { updateRule(input: { id: $id, guide: "own" }) { rule { name } } }', { id: ids.rule }],
  ],
  event: [
    ['query ($id: ID!) { event(id: $id) { id title rawText alert { title } source { slug } } }', { id: ids.event }],
  ],
  events: [
    ['{ events { totalCount nodes { id title rawText source { slug } alert { title } } } }'],
    [
      'query ($filter: EventFilter) { events(filter: $filter) { nodes { id title rawText } } }',
      { filter: { id: [ids.event] } },
    ],
    [
      'query ($filter: EventFilter) { events(filter: $filter) { totalCount nodes { id title } } }',
      { filter: { or: [{ alertId: [ids.alert] }, { not: { source: { eq: 'none' } } }, { text: mark }] } },
    ],
  ],
  eventHistogram: [
    ['{ eventHistogram(from: "2000-01-01T00:00:00Z", to: "2100-01-01T00:00:00Z", buckets: 1) { at count } }'],
  ],
  observable: [
    [
      'query ($id: ID!) { observable(id: $id) { value note sightings alerts { nodes { title } } pivots { name url } } }',
      { id: ids.observable },
    ],
  ],
  observables: [
    ['{ observables { nodes { id value note sightings lastSeenAt alertCount } } }'],
    [
      'query ($filter: ObservableListFilter) { observables(filter: $filter) { nodes { id note } } }',
      { filter: { value: { startsWith: '' } } },
    ],
  ],
  pivotLinks: [['{ pivotLinks { id name urlTemplate } }']],
  addObservable: [
    ['mutation { addObservable(input: { type: DOMAIN, value: "own.test" }) { observable { value note } } }'],
  ],
  updateObservable: [
    [
      'mutation ($id: ID!) { updateObservable(input: { id: $id, isIoc: false }) { observable { value note } } }',
      { id: ids.observable },
    ],
  ],
  createPivotLink: [
    [
      'mutation ($name: String!) { createPivotLink(input: { type: DOMAIN, name: $name, urlTemplate: "https://own.test/{value}" }) { pivotLink { name } } }',
      { name: unique('own') },
    ],
  ],
  updatePivotLink: [
    [
      'mutation ($id: ID!) { updatePivotLink(input: { id: $id, name: "taken" }) { pivotLink { name } } }',
      { id: ids.pivotLink },
    ],
  ],
  deletePivotLink: [
    ['mutation ($id: ID!) { deletePivotLink(input: { id: $id }) { pivotLink { name } } }', { id: ids.pivotLink }],
  ],
  inviteMember: [
    [
      'mutation ($in: InviteMemberInput!) { inviteMember(input: $in) { invitation { email } } }',
      { in: { email: `${unique('x')}@globex.test`, role: 'VIEWER' } },
    ],
  ],
  revokeInvitation: [
    ['mutation ($id: ID!) { revokeInvitation(input: { id: $id }) { invitation { email } } }', { id: ids.invitation }],
  ],
  setMemberRole: [
    [
      'mutation ($id: ID!) { setMemberRole(input: { userId: $id, role: VIEWER }) { member { user { email } } } }',
      { id: ids.user },
    ],
  ],
  removeMember: [['mutation ($id: ID!) { removeMember(input: { userId: $id }) { user { email } } }', { id: ids.user }]],
  revokeSession: [
    ['mutation ($id: ID!) { revokeSession(input: { id: $id }) { session { id } } }', { id: ids.session }],
  ],
  createApiKey: [['mutation { createApiKey(input: { name: "own", scopes: ["alert:read"] }) { apiKey { name } } }']],
  revokeApiKey: [['mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { apiKey { name } } }', { id: ids.key }]],
  createWebhookSource: [
    [
      'mutation ($slug: String!) { createWebhookSource(input: { slug: $slug, name: "own" }) { source { slug } } }',
      { slug: unique('own') },
    ],
  ],
  updateSource: [
    [
      'mutation ($id: ID!) { updateSource(input: { id: $id, enabled: false }) { source { slug } } }',
      { id: ids.source },
    ],
  ],
  rotateSourceSecret: [
    ['mutation ($id: ID!) { rotateSourceSecret(input: { id: $id }) { secret } }', { id: ids.source }],
  ],
  confirmSubscription: [
    [
      'mutation ($in: ConfirmSubscriptionInput!) { confirmSubscription(input: $in) { source { slug } } }',
      { in: { sourceId: ids.source, topicArn: arnOf(mark), questionId: mark } },
    ],
  ],
  sendTestDelivery: [
    [
      'mutation ($id: ID!) { sendTestDelivery(input: { sourceId: $id }) { delivery { id } alert { title } } }',
      { id: ids.source },
    ],
  ],
  createAlert: [
    ['mutation { createAlert(input: { title: "own", severity: LOW }) { alert { title tenant { slug } } } }'],
  ],
  setAlertStatus: [
    [
      'mutation ($id: ID!) { setAlertStatus(input: { alertId: $id, status: IN_PROGRESS }) { alert { title } } }',
      { id: ids.alert },
    ],
  ],
  assignAlert: [
    ['mutation ($id: ID!) { assignAlert(input: { alertId: $id }) { alert { title } } }', { id: ids.alert }],
    [
      'mutation ($id: ID!, $user: ID!) { assignAlert(input: { alertId: $id, assigneeId: $user }) { alert { title } } }',
      { id: ids.alert, user: ids.user },
    ],
  ],
  setPreference: [
    ['mutation { setPreference(input: { key: "queue.columns", value: ["title"] }) { viewer { preferences } } }'],
  ],
  jobs: [
    ['{ jobs { nodes { id lastError result payload } } }'],
    ['{ jobs(state: FAILED, task: "job.test") { nodes { id lastError } } }'],
  ],
  job: [['query ($id: ID!) { job(id: $id) { id lastError result payload } }', { id: ids.job }]],
  retryJob: [['mutation ($id: ID!) { retryJob(input: { id: $id }) { job { lastError } } }', { id: ids.job }]],
  cancelJob: [['mutation ($id: ID!) { cancelJob(input: { id: $id }) { job { lastError } } }', { id: ids.job }]],
  runTestJob: [['mutation { runTestJob(input: { seconds: 0 }) { job { id } } }']],
  assets: [
    ['{ assets { totalCount nodes { id host owner } } }'],
    ['query ($text: String) { assets(text: $text) { totalCount nodes { id } } }', { text: mark.slice(2) }],
  ],
  assetsCsv: [['{ assetsCsv { csv next } }']],
  createAsset: [['mutation { createAsset(input: { host: "own" }) { asset { host } } }']],
  updateAsset: [
    ['mutation ($id: ID!) { updateAsset(input: { id: $id, owner: "theirs" }) { asset { host } } }', { id: ids.asset }],
  ],
  deleteAsset: [['mutation ($id: ID!) { deleteAsset(input: { id: $id }) { asset { host } } }', { id: ids.asset }]],
  importAssets: [
    [
      'mutation ($csv: String!) { importAssets(input: { csv: $csv, replace: true }) { deleted } }',
      { csv: 'host\nown-two\n' },
    ],
  ],
  networks: [
    ['{ networks { totalCount nodes { id cidr name } } }'],
    ['query ($text: String) { networks(text: $text) { totalCount nodes { id } } }', { text: mark.slice(2) }],
  ],
  networksCsv: [['{ networksCsv { csv next } }']],
  createNetwork: [['mutation { createNetwork(input: { cidr: "10.0.0.0/8", name: "own" }) { network { cidr } } }']],
  updateNetwork: [
    [
      'mutation ($id: ID!) { updateNetwork(input: { id: $id, name: "theirs" }) { network { cidr } } }',
      { id: ids.network },
    ],
  ],
  deleteNetwork: [
    ['mutation ($id: ID!) { deleteNetwork(input: { id: $id }) { network { cidr } } }', { id: ids.network }],
  ],
  importNetworks: [
    [
      'mutation ($csv: String!) { importNetworks(input: { csv: $csv, replace: true }) { deleted } }',
      { csv: 'cidr,name\n10.7.0.0/16,own\n' },
    ],
  ],
  privilegedUsers: [
    ['{ privilegedUsers { totalCount nodes { id name note } } }'],
    ['query ($text: String) { privilegedUsers(text: $text) { totalCount nodes { id } } }', { text: mark.slice(2) }],
  ],
  privilegedUsersCsv: [['{ privilegedUsersCsv { csv next } }']],
  createPrivilegedUser: [['mutation { createPrivilegedUser(input: { name: "own" }) { privilegedUser { name } } }']],
  updatePrivilegedUser: [
    [
      'mutation ($id: ID!) { updatePrivilegedUser(input: { id: $id, note: "theirs" }) { privilegedUser { name } } }',
      { id: ids.privilegedUser },
    ],
  ],
  deletePrivilegedUser: [
    [
      'mutation ($id: ID!) { deletePrivilegedUser(input: { id: $id }) { privilegedUser { name } } }',
      { id: ids.privilegedUser },
    ],
  ],
  importPrivilegedUsers: [
    [
      'mutation ($csv: String!) { importPrivilegedUsers(input: { csv: $csv, replace: true }) { deleted } }',
      { csv: 'name\nown-two\n' },
    ],
  ],
  asset: [['query ($id: ID!) { asset(id: $id) { id host } }', { id: ids.asset }]],
  riskWeights: [['{ riskWeights { version weights { knownBad } } }']],
  updateRiskWeights: [
    ['mutation { updateRiskWeights(input: { weights: { knownBad: 0.5 } }) { riskWeights { version } } }'],
  ],
  rescoreAlerts: [['mutation { rescoreAlerts(input: { matchesAfresh: true }) { job { id } } }']],
  previewRiskWeights: [['mutation { previewRiskWeights(input: { weights: { knownBad: 0.5 } }) { job { id } } }']],
  agent: [
    [
      `query ($id: ID!) { agent(id: $id) { id name tags version heartbeats { nodes { at } } strip { received } gaps { from } history { to }
        alerts { nodes { title } } stats { total } } }`,
      { id: ids.agent },
    ],
    ['query ($name: String!) { agent(name: $name) { id name version } }', { name: mark }],
  ],
  agents: [
    ['{ agents { totalCount nodes { id name tags version } } }'],
    ['query ($name: String) { agents(filter: { name: $name }) { totalCount nodes { name } } }', { name: mark }],
    [
      'query ($tag: String) { agents(filter: { tag: $tag, status: [ONLINE, STALE, OFFLINE, RETIRED] }) { nodes { name } } }',
      { tag: mark },
    ],
  ],
  fleet: [['{ fleet { total versions { version count } osVersions { version } } }']],
  updateAgent: [
    ['mutation ($id: ID!) { updateAgent(input: { id: $id, tags: ["own"] }) { agent { name } } }', { id: ids.agent }],
  ],
  retireAgents: [
    ['mutation ($id: ID!) { retireAgents(input: { ids: [$id] }) { agents { name } } }', { id: ids.agent }],
  ],
  restoreAgents: [
    ['mutation ($id: ID!) { restoreAgents(input: { ids: [$id] }) { agents { name } } }', { id: ids.agent }],
  ],
  deleteAgents: [['mutation ($id: ID!) { deleteAgents(input: { ids: [$id] }) { ids } }', { id: ids.agent }]],
  watchSettings: [['{ watchSettings { version severity } }']],
  updateWatchSettings: [['mutation { updateWatchSettings(input: { severity: LOW }) { watchSettings { version } } }']],
  agentChanged: [['subscription { agentChanged { agentId agent { name } } }']],
  alertChanged: [['subscription { alertChanged { alertId alert { title } } }']],
  jobChanged: [['subscription { jobChanged { jobId job { lastError } } }']],
})
