import { aMember, aTenant } from '../../test/harness'
import { aKey, post } from '../../test/sender'
import { startTestNode, type TestNode } from '../../test/test-node'
import { Role } from '../auth/role'
import type { Permission } from '../platform/permissions'

let node: TestNode

beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

interface Answer {
  status: number
  body: Record<string, unknown> & { signals: Record<string, unknown>[] }
}

/** A tenant's key that sends signals and asks for them as the clients of old do. */
async function aClient(scopes: Permission[] = ['ingest:write', 'alert:read', 'alert:triage']) {
  const admin = await aMember(node.platform, { role: Role.ADMIN, tenant: await aTenant(node.platform) })
  const key = await aKey(admin, scopes)
  const ask = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const headers = { 'x-api-key': key, 'content-type': 'application/json' }
    const response = await fetch(`${node.url}${path}`, { ...init, headers: { ...headers, ...init.headers } })
    return { status: response.status, body: (await response.json()) as Answer['body'] }
  }
  const signal = (id: string, change: object = {}) =>
    post(`${node.url}/ingest`, JSON.stringify({ ...signalOf(id), ...change }), {
      'content-type': 'application/json',
      'x-api-key': key,
    })
  const patch = (id: string, status: unknown) =>
    ask(`/signals/${encodeURIComponent(id)}/status`, { method: 'PATCH', body: JSON.stringify({ status }) })
  return { admin, ask, signal, patch }
}

const signalOf = (id: string) => ({
  ...{ signal_id: id, ts: '2026-11-27T09:15:02.123456789Z', host_id: 'MAC-042', rule_id: 'SM-001' },
  ...{ severity: 'high', title: 'Unsigned binary', tags: ['T1204'], context: { target: '/tmp/x' } },
})

const idsOf = ({ body }: Answer) => body.signals.map(({ signal_id: id }) => id)

describe.each(['', '/api/v1'])('%s/signals', (prefix) => {
  it('lists what agents sent, newest first, in the words of the original', async () => {
    const { ask, signal } = await aClient()
    await signal('one')
    await signal('two', { ts: '2026-11-27T09:16:00Z', tags: null, context: null, rule_description: 'Why it fired' })
    const answer = await ask(`${prefix}/signals`)
    expect(answer).toEqual({
      status: 200,
      body: {
        count: 2,
        signals: [
          {
            ...{ ...signalOf('two'), ts: '2026-11-27T09:16:00Z', tags: [], context: {}, status: 'open' },
            ...{ rule_description: 'Why it fired', received_at: expect.any(String) },
          },
          {
            ...{ ...signalOf('one'), status: 'open', rule_description: null, received_at: expect.any(String) },
          },
        ],
      },
    })
  })

  it('filters by severity, host, time, text and status', async () => {
    const { ask, signal, patch } = await aClient()
    await signal('one')
    await signal('two', { severity: 'low', host_id: 'MAC-7', ts: '2026-11-27T10:00:00+01:00', rule_id: 'XP-9' })
    await signal('three', { title: '100% done_', ts: '2026-11-28T00:00:00Z' })
    await patch('three', 'acknowledged')
    const list = async (query: string) => idsOf(await ask(`${prefix}/signals?${query}`))
    expect(await list('severity=low')).toEqual(['two'])
    expect(await list('severity=purple')).toEqual([])
    expect(await list('host_id=MAC-042')).toEqual(['one'])
    expect(await list('search=xp-')).toEqual(['two'])
    expect(await list('search=%25%20done_&status=all')).toEqual(['three'])
    expect(await list('since=2026-11-27T09:10:00')).toEqual(['one'])
    expect(await list('status=acknowledged')).toEqual(['three'])
    expect(await list('status=all&limit=2')).toEqual(['three', 'one'])
  })
})

it('moves a signal as the clients say, and says who closed it', async () => {
  const { ask, signal, patch, admin } = await aClient()
  await signal('one/with a slash')
  expect(await patch('one/with a slash', 'open')).toMatchObject({ status: 200, body: { status: 'open' } })
  const acknowledged = { signal_id: 'one/with a slash', status: 'acknowledged' }
  expect(await patch('one/with a slash', 'acknowledged')).toEqual({ status: 200, body: acknowledged })
  expect(await patch('one/with a slash', 'open')).toMatchObject({ status: 409, body: { code: 'CONFLICT' } })
  expect(await patch('one/with a slash', 'resolved')).toMatchObject({ status: 200, body: { status: 'resolved' } })
  expect(await patch('one/with a slash', 'resolved')).toMatchObject({ status: 200, body: { status: 'resolved' } })
  const [alert] = await node.platform.database.transaction({ tenantId: admin.tenant.id }, (db) =>
    db.query('SELECT status, verdict, reason, version FROM alert'),
  )
  const closed = { status: 'CLOSED', verdict: 'UNKNOWN', reason: 'resolved through the agent API' }
  expect(alert).toMatchObject(closed)
  const [entry] = await node.platform.database.transaction({ tenantId: admin.tenant.id }, (db) =>
    db.query(`SELECT actor_kind FROM history_entry WHERE object_type = 'alert' AND to_value = '"CLOSED"'::jsonb`),
  )
  expect(entry).toEqual({ actor_kind: 'API_KEY' })
  expect(await patch('one/with a slash', 'open')).toMatchObject({ status: 200, body: { status: 'acknowledged' } })
  expect(idsOf(await ask('/signals?status=acknowledged'))).toEqual(['one/with a slash'])
})

it('counts as the original does', async () => {
  const { ask, signal } = await aClient()
  await signal('one', { ts: new Date().toISOString() })
  await signal('two', { severity: 'low' })
  await signal('three', { severity: 'low', host_id: 'MAC-7', rule_id: 'XP-9' })
  expect(await ask('/stats')).toEqual({
    status: 200,
    body: {
      ...{ total_signals: 3, last_24h: expect.any(Number), by_severity: { high: 1, low: 2 } },
      by_host: { 'MAC-042': 2, 'MAC-7': 1 },
      top_rules: [
        { rule_id: 'SM-001', count: 2 },
        { rule_id: 'XP-9', count: 1 },
      ],
    },
  })
})

it('shows and moves nothing of another tenant', async () => {
  const ours = await aClient()
  await ours.signal('one')
  const theirs = await aClient()
  expect(await theirs.ask('/signals?status=all')).toMatchObject({ body: { count: 0, signals: [] } })
  expect(await theirs.ask('/stats')).toMatchObject({ body: { total_signals: 0, by_host: {} } })
  expect(await theirs.patch('one', 'resolved')).toMatchObject({ status: 404 })
  expect(await ours.ask('/signals')).toMatchObject({ body: { count: 1 } })
})

it.each<[string, string]>([
  ['/signals?limit=0', 'limit'],
  ['/signals?limit=1001', 'limit'],
  ['/signals?limit=1e3', 'limit'],
  ['/signals?status=closed', 'status'],
  ['/signals?since=yesterday', 'since'],
  ['/signals?search=a&search=b', 'once'],
  ['/signals?host_id=%00', 'characters'],
])('refuses %s', async (path, word) => {
  const { ask } = await aClient()
  expect(await ask(path)).toMatchObject({
    status: 400,
    body: { code: 'BAD_USER_INPUT', detail: expect.stringContaining(word) },
  })
})

it.each([undefined, null, 'closed', 7, {}])('refuses the status %p', async (status) => {
  const { patch, signal } = await aClient()
  await signal('one')
  expect(await patch('one', status)).toMatchObject({ status: 400, body: { code: 'BAD_USER_INPUT' } })
})

it('asks for a key, and for the scope of each door', async () => {
  const { ask, patch } = await aClient(['ingest:write'])
  for (const path of ['/signals', '/stats', '/api/v1/signals', '/api/v1/stats'])
    expect(await ask(path)).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } })
  expect(await patch('one', 'resolved')).toMatchObject({ status: 403 })
  for (const path of ['/signals', '/stats']) expect((await fetch(`${node.url}${path}`)).status).toBe(401)
})

it('tells everybody that it is healthy, as the original does', async () => {
  const response = await fetch(`${node.url}/health`)
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({
    status: expect.stringMatching(/healthy|degraded/),
    timestamp: expect.any(String),
  })
})
