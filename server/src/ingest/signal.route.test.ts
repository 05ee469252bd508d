import { aMember, aTenant } from '../../test/harness'
import { aKey, post, storedTexts } from '../../test/sender'
import { startTestNode, type TestNode } from '../../test/test-node'
import { Role } from '../auth/role'
import { recogniseForEver } from './idempotency'

let node: TestNode

beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

/** As the agent writes it. */
const signalOf = (change: object = {}) => ({
  ...{ signal_id: 'sig-1', ts: '2026-11-27T09:15:02.123456789+11:00', host_id: 'MAC-042', rule_id: 'SM-001' },
  ...{ severity: 'high', title: 'Unsigned binary from Downloads', tags: null, context: null },
  ...change,
})

async function anAgent(scopes: ('ingest:write' | 'alert:read')[] = ['ingest:write']) {
  const admin = await aMember(node.platform, { role: Role.ADMIN, tenant: await aTenant(node.platform) })
  const key = await aKey(admin, scopes)
  const send = (body: unknown, path = '/ingest') =>
    post(`${node.url}${path}`, typeof body === 'string' ? body : JSON.stringify(body), {
      'content-type': 'application/json',
      'x-api-key': key,
    })
  const alerts = () =>
    node.platform.database.transaction({ tenantId: admin.tenant.id }, (db) =>
      db.query(`SELECT title, host, severity, status, event_at, vendor_id FROM alert ORDER BY id`),
    )
  return { admin, tenantId: admin.tenant.id, send, alerts }
}

it.each(['/ingest', '/api/v1/ingest'])('takes a signal once and for all at %s', async (path) => {
  const { send, alerts, tenantId } = await anAgent()
  const first = await send(signalOf(), path)
  expect(first).toMatchObject({
    status: 200,
    body: { status: 'ok', id: 'sig-1', signal_id: 'sig-1', duplicate: false },
  })
  const again = await send(signalOf({ status: 'resolved', title: 'Told otherwise' }), path)
  expect(again).toMatchObject({ status: 200, body: { status: 'ok', id: 'sig-1', signal_id: 'sig-1', duplicate: true } })
  expect(await alerts()).toEqual([
    {
      ...{ title: 'Unsigned binary from Downloads', host: 'MAC-042', severity: 4, status: 'NEW', vendor_id: 'sig-1' },
      event_at: new Date('2026-11-26T22:15:02.123Z'),
    },
  ])
  expect(await storedTexts(node.platform, tenantId)).toEqual([JSON.stringify(signalOf())])
})

it('knows a signal at either door, of whichever key of the tenant, but no other tenant’s', async () => {
  const { send, admin } = await anAgent()
  await send(signalOf())
  const otherKey = await aKey(admin, ['ingest:write'])
  const body = JSON.stringify(signalOf({ host_id: 'MAC-043' }))
  const headers = { 'content-type': 'application/json', 'x-api-key': otherKey }
  expect((await post(`${node.url}/api/v1/ingest`, body, headers)).body).toMatchObject({ duplicate: true })
  const other = await anAgent()
  expect((await other.send(signalOf())).body).toMatchObject({ duplicate: false })
})

it('makes one alert of a signal that is sent ten times at once', async () => {
  const { send, alerts } = await anAgent()
  const answers = await Promise.all(Array.from({ length: 10 }, () => send(signalOf())))
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200))
  expect(answers.filter(({ body }) => !(body as unknown as { duplicate: boolean }).duplicate)).toHaveLength(1)
  expect(await alerts()).toHaveLength(1)
})

it('still knows a signal whose delivery is no longer kept', async () => {
  const { send, alerts, tenantId } = await anAgent()
  await send(signalOf())
  await node.platform.database.acrossTenants('tocsin_ingest', [tenantId], (db) => db.execute('DELETE FROM delivery'))
  expect(await send(signalOf())).toMatchObject({ status: 200, body: { duplicate: true } })
  expect(await alerts()).toHaveLength(1)
})

it('keeps its memory of signals longer than a person remembers', () => {
  const { bodyKey } = recogniseForEver({ tenantId: 't', id: 's', idempotencySeconds: 300 }, 'd', Buffer.from('{}'), 'x')
  expect((bodyKey?.seconds ?? 0) / (365 * 86_400)).toBeGreaterThan(60)
})

it.each<[string, object]>([
  ['a severity that nobody knows', { severity: 'apocalyptic' }],
  ['no severity', { severity: undefined }],
  ['a status of its own', { status: 'resolved' }],
  ['fields that are too long', { signal_id: 's'.repeat(5_000), rule_id: 'r'.repeat(5_000), host_id: 'h'.repeat(5_000), title: 't'.repeat(5_000), tags: ['x'.repeat(5_000)] }],
  ['values of other types', { title: 7, tags: 'persistence', context: [], rule_description: { a: 1 }, ts: 12 }],
  ['what the database cannot hold', { title: 'a\0b \ud800', tags: [null, 3], context: { 'a\0': '\ud800' } }],
])('takes a signal with %s', async (_what, change) => {
  const { send, alerts } = await anAgent()
  expect(await send(signalOf(change))).toMatchObject({ status: 200, body: { status: 'ok', duplicate: false } })
  expect(await alerts()).toMatchObject([{ status: 'NEW' }])
}) // prettier-ignore

it.each<[string, number, unknown]>([
  ['no JSON', 422, 'signal_id=1'],
  ['an empty body', 422, ''],
  ['an alert of another product', 422, { title: 'Scan', severity: 'high' }],
  ['a list of signals', 422, [signalOf(), signalOf({ signal_id: 'sig-2' })]],
  ['a signal without a name', 422, signalOf({ signal_id: ' ' })],
  ['a context of more than 100 KB', 413, signalOf({ context: { dump: 'x'.repeat(110_000) } })],
])('answers %s at the agents’ door with %d', async (_what, status, body) => {
  const { send, alerts } = await anAgent()
  expect(await send(body)).toMatchObject({ status })
  expect(await alerts()).toEqual([])
})

it('asks for a key with the scope ingest:write', async () => {
  const { send } = await anAgent(['alert:read'])
  expect(await send(signalOf())).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } })
  const body = JSON.stringify(signalOf())
  const json = { 'content-type': 'application/json' }
  expect(await post(`${node.url}/ingest`, body, json)).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } })
})

it('answers what comes for a named source as for any other', async () => {
  const { send } = await anAgent()
  await send(signalOf())
  const answer = await send(signalOf({ signal_id: 'sig-2' }), '/api/v1/ingest?source=santamon')
  expect(answer).toMatchObject({ status: 202, body: { accepted: 1 } })
})
