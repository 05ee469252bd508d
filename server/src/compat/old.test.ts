import { admin as firstAdmin } from '../../test/harness'
import { aKey, aSender, post, sign, storedTexts } from '../../test/sender'
import { startTestNode, type TestNode } from '../../test/test-node'
import type { Permission } from '../platform/permissions'

let node: TestNode

beforeAll(async () => {
  node = await startTestNode({ TOCSIN_OPEN_REGISTRATION: 'true' })
})
afterAll(() => node.stop())

const json = { 'content-type': 'application/json' }
/** As the clients of SOC Agent Platform and of Mini-SOAR write them. */
const event = { event_type: 'malware', severity: 'high', source_ip: '203.0.113.9', message: 'Trojan found' }
const alert = {
  source: 'edr',
  severity: 'critical',
  entity: 'host-7',
  timestamp: '2026-11-27T10:00:00Z',
  raw: { a: 1 },
}

/** A tenant with the first source that every tenant of the installation begins with. */
async function aTenantOfOld(scopes: Permission[] = ['ingest:write', 'alert:read', 'event:read']) {
  const sender = await aSender(node, { slug: 'siem' })
  const key = await aKey(sender.admin, scopes)
  const read = async (path: string, headers: Record<string, string> = { 'x-api-key': key }) => {
    const response = await fetch(`${node.url}${path}`, { headers })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  const signed = (path: string, body: object, headers: Record<string, string> = {}) => {
    const text = JSON.stringify(body)
    const proof = { 'x-tenant': sender.tenant.id, 'x-signature': sign(sender.secret, text) }
    return post(`${node.url}${path}`, text, { ...json, ...proof, ...headers })
  }
  const keyed = (path: string, body: object) =>
    post(`${node.url}${path}`, JSON.stringify(body), { ...json, 'x-api-key': key })
  return { ...sender, key, read, signed, keyed }
}

describe.each(['/api/v1/webhook', '/alerts'])('POST %s', (path) => {
  it.each([
    ['an event', event],
    ['an alert', alert],
  ])('takes %s by key and by the first source’s signature, and tells it in the old names', async (_what, body) => {
    const { keyed, signed, tenant } = await aTenantOfOld()
    for (const answer of [await keyed(path, body), await signed(path, { ...body, n: 2 })]) {
      expect(answer.status).toBe(202)
      const [item] = answer.body.items
      expect(answer.body).toMatchObject({
        ...{ accepted: 1, incident_id: item?.alertId, event_id: item?.eventId },
        ...{ risk_score: item?.riskScore, anomaly_score: null },
      })
      expect(item?.alertId).toEqual(expect.any(String))
      expect(item?.riskScore).toBeGreaterThan(0)
    }
    expect(await storedTexts(node.platform, tenant.id)).toHaveLength(2)
  })

  it('names the same incident when it comes again', async () => {
    const { signed } = await aTenantOfOld()
    const first = await signed(path, event)
    const again = await signed(path, event)
    expect(again).toMatchObject({ status: 202, body: { accepted: 0, duplicates: 1 } })
    expect(again.body).toHaveProperty('incident_id', (first.body as unknown as { incident_id: string }).incident_id)
  })

  it('refuses who shows neither, and another tenant’s signature', async () => {
    const { signed, tenant } = await aTenantOfOld()
    const other = await aTenantOfOld()
    expect(await post(`${node.url}${path}`, JSON.stringify(event), json)).toMatchObject({ status: 401 })
    expect(await signed(path, event, { 'x-tenant': other.tenant.id })).toMatchObject({ status: 401 })
    expect(await storedTexts(node.platform, tenant.id)).toEqual([])
    expect(await storedTexts(node.platform, other.tenant.id)).toEqual([])
  })
})

it('reads an incident, events and alerts as the clients of old do', async () => {
  const { keyed, read } = await aTenantOfOld()
  const { body } = await keyed('/api/v1/webhook', event)
  const { incident_id: id, event_id: eventId } = body as unknown as Record<string, string>
  expect(await read(`/api/v1/incidents/${id}`)).toMatchObject({
    status: 200,
    body: { id, incident_id: id, severity: 'high', status: 'received', risk_score: expect.any(Number) },
  })
  expect(await read('/api/v1/events')).toMatchObject({
    status: 200,
    body: { count: 1, events: [{ ...event, event_id: eventId, alert_id: id, anomaly_score: null }] },
  })
  for (const path of ['/api/v1/alerts', '/alerts'])
    expect(await read(path)).toMatchObject({
      status: 200,
      body: { count: 1, alerts: [{ alert_id: id, severity: 'high', status: 'open', source_ip: '203.0.113.9' }] },
    })
})

it('shows nothing of another tenant, and nothing without key or scope', async () => {
  const ours = await aTenantOfOld()
  const { body } = await ours.keyed('/alerts', alert)
  const { incident_id: id } = body as unknown as Record<string, string>
  const theirs = await aTenantOfOld()
  expect(await theirs.read(`/api/v1/incidents/${id}`)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
  expect(await theirs.read('/api/v1/incidents/17')).toMatchObject({ status: 404 })
  expect(await theirs.read('/api/v1/events')).toMatchObject({ body: { count: 0, events: [] } })
  expect(await theirs.read('/api/v1/alerts')).toMatchObject({ body: { count: 0, alerts: [] } })
  const sender = await aTenantOfOld(['ingest:write'])
  for (const path of [`/api/v1/incidents/${id}`, '/api/v1/events', '/api/v1/alerts', '/alerts']) {
    expect(await sender.read(path)).toMatchObject({ status: 403 })
    expect(await sender.read(path, {})).toMatchObject({ status: 401 })
  }
})

it('tells who it is at the root, in JSON to a client that asks for it', async () => {
  const answer = await fetch(node.url, { headers: { accept: 'application/json' } })
  expect(await answer.json()).toMatchObject({ name: 'Tocsin', endpoints: { 'POST /ingest': expect.any(String) } })
  const page = await fetch(node.url, { headers: { accept: 'text/html,*/*;q=0.8' } })
  expect(page.headers.get('content-type')).not.toContain('application/json; charset=utf-8')
})

describe('POST /api/v1/auth', () => {
  const ask = (path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`${node.url}/api/v1/auth/${path}`, {
      method: 'POST',
      headers: { ...json, ...headers },
      body: JSON.stringify(body),
    })

  it('opens a session for whoever knows the password, under either name of the e-mail', async () => {
    for (const name of ['email', 'username']) {
      const answer = await ask('login', { [name]: firstAdmin.email, password: firstAdmin.password })
      expect(answer.status).toBe(200)
      expect(await answer.json()).toMatchObject({ user: { email: firstAdmin.email }, role: 'ADMIN' })
      const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? null
      const { data } = await node.gql('{ viewer { user { email } } }', {}, { cookie: cookie ?? '' })
      expect(data).toMatchObject({ viewer: { user: { email: firstAdmin.email } } })
    }
  })

  it('refuses a wrong password, a page of another origin, and what is no name', async () => {
    const wrong = await ask('login', { email: firstAdmin.email, password: 'wrong wrong wrong' })
    expect(wrong.status).toBe(401)
    expect(wrong.headers.get('set-cookie')).toBeNull()
    const right = { email: firstAdmin.email, password: firstAdmin.password }
    expect((await ask('login', right, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await ask('login', { email: 7, password: {} })).status).toBe(400)
  })

  it('makes an account that may look, where registration is open', async () => {
    const email = `old-${Date.now()}@example.test`
    const answer = await ask('register', { email, username: 'Old Client', password: 'a long enough password' })
    expect(answer.status).toBe(201)
    expect(await answer.json()).toMatchObject({ user: { email, name: 'Old Client' }, role: 'VIEWER' })
    expect((await ask('register', { email, password: 'a long enough password' })).status).toBe(409)
  })
})
