import { randomBytes } from 'node:crypto'
import { Role } from '../auth/role'
import type { Context } from '../platform/context'
import { deliveries } from '../sources/delivery.service'
import { updateSource } from '../sources/source.service'
import { aMember, aTenant } from '../../test/harness'
import { aSignedIn } from '../../test/people'
import { aKey, aSender, post, storedTexts } from '../../test/sender'
import { startTestNode, type TestNode } from '../../test/test-node'

let node: TestNode

beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

const alert = { title: 'Scan', severity: 'high', entity: 'srv-1' }

const ingest = (query: string, headers: Record<string, string | null>, body: unknown = alert) =>
  post(`${node.url}/api/v1/ingest${query}`, JSON.stringify(body), { 'content-type': 'application/json', ...headers })

const anAdmin = async () => aMember(node.platform, { role: Role.ADMIN, tenant: await aTenant(node.platform) })

it('takes a delivery of whoever holds a key, under either name of it', async () => {
  const admin = await anAdmin()
  const key = await aKey(admin)
  const ways: Record<string, string>[] = [{ 'x-api-key': key }, { authorization: `Bearer ${key}` }]
  for (const headers of ways) {
    const { status, body } = await ingest('', headers, { ...alert, by: Object.keys(headers)[0] })
    expect(status).toBe(202)
    expect(body).toMatchObject({ accepted: 1, items: [{ eventId: expect.any(String) }] })
  }
  expect(await storedTexts(node.platform, admin.tenant.id)).toHaveLength(2)
})

it('makes the source of those who name none once, however many come at once', async () => {
  const admin = await anAdmin()
  const key = await aKey(admin)
  const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => ingest('', { 'x-api-key': key }, { n })))
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 202))
  const sources = await node.platform.database.transaction({ tenantId: admin.tenant.id }, (db) =>
    db.query('SELECT slug FROM source'),
  )
  expect(sources).toEqual([{ slug: 'ingest' }])
})

it('needs the scope ingest:write, and stores nothing without', async () => {
  const sender = await aSender(node)
  const key = await aKey(sender.admin, ['alert:read', 'source:manage'])
  const answer = await ingest(`?source=${sender.slug}`, { 'x-api-key': key })
  expect(answer).toMatchObject({
    status: 403,
    body: { code: 'FORBIDDEN', detail: expect.stringContaining('ingest:write') },
  })
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  expect(await storedTexts(node.platform, sender.tenant.id)).toEqual([])
})

it.each<[string, Record<string, string>]>([
  ['no key', {}],
  ['a key that is none', { 'x-api-key': 'tsk_none_none' }],
  ['a password', { authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}` }],
  ['a bearer token of another kind', { authorization: `Bearer ${randomBytes(32).toString('hex')}` }],
])('answers %s with 401', async (_what, headers) => {
  expect(await ingest('', headers)).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } })
})

it('takes no cookie for a key: no page may make a browser deliver', async () => {
  const { account, ctx } = await aSignedIn(node.platform, { role: Role.ADMIN })
  const cookie = `tocsin_session=${ctx.http.token}`
  const asked = await node.gql<{ viewer: object | null }>('{ viewer { role } }', {}, { cookie })
  expect(asked.data.viewer).toEqual({ role: 'ADMIN' }) // the cookie is good
  const answer = await ingest('', { cookie, 'x-tenant': account.tenant.slug, origin: node.url })
  expect(answer).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } })
})

it('does not take the secret of a source for a key', async () => {
  const sender = await aSender(node)
  const headers = { authorization: `Bearer ${sender.secret}`, 'x-tenant': sender.tenant.slug }
  expect(await ingest(`?source=${sender.slug}`, headers)).toMatchObject({ status: 401 })
})

it("cannot reach another tenant's source, whatever it names", async () => {
  const theirs = await aSender(node)
  const key = await aKey(await anAdmin())
  const tries = [
    await ingest(`?source=${theirs.slug}`, { 'x-api-key': key }),
    await ingest(`?source=${theirs.slug}`, { 'x-api-key': key, 'x-tenant': theirs.tenant.slug }),
    await ingest(`?source=${theirs.slug}`, { 'x-api-key': key, 'x-tenant': theirs.tenant.id }),
    await ingest(`?source=${theirs.tenant.slug}/${theirs.slug}`, { 'x-api-key': key }),
    await ingest('', { 'x-api-key': key, 'x-tenant': theirs.tenant.slug }),
  ]
  for (const answer of tries) expect(answer).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
  expect(await storedTexts(node.platform, theirs.tenant.id)).toEqual([])
})

it('goes to the source that the address or X-Source names, the address first', async () => {
  const [one, two] = await twoSources()
  const key = await aKey(one.admin)
  await ingest(`?source=${one.slug}`, { 'x-api-key': key }, { n: 1 })
  await ingest('', { 'x-api-key': key, 'x-source': two.slug }, { n: 2 })
  await ingest(`?source=${one.slug}`, { 'x-api-key': key, 'x-source': two.slug }, { n: 3 })
  const rows = await node.platform.database.transaction({ tenantId: one.tenant.id }, (db) =>
    db.query('SELECT source_id, raw FROM event ORDER BY id'),
  )
  expect(rows).toEqual([
    { source_id: one.id, raw: '{"n":1}' },
    { source_id: two.id, raw: '{"n":2}' },
    { source_id: one.id, raw: '{"n":3}' },
  ])
})

async function twoSources() {
  const one = await aSender(node)
  return [one, await aSender(node, { tenant: one.tenant })] as const
}

it.each(['no-such-source', '%00', 'a%0Ab', 'x'.repeat(500), '__proto__', "';--"])(
  'answers the unknown source %s with 404',
  async (name) => {
    const key = await aKey(await anAdmin())
    expect(await ingest(`?source=${name}`, { 'x-api-key': key })).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND', detail: 'Source not found' },
    })
  },
)

it('shows refusals to their admin, whatever names others have sent meanwhile', async () => {
  const [theirs, ours] = [await anAdmin(), await anAdmin()]
  const unstorable = await aKey(theirs)
  for (const name of ['%00', 'a%00b', 'x'.repeat(64)]) await ingest(`?source=${name}`, { 'x-api-key': unstorable })
  await ingest('?source=nowhere', { 'x-api-key': await aKey(ours) })
  const slugsOf = async (admin: Context) => {
    const { nodes } = await deliveries(admin, { first: 10 })
    return nodes.map(({ sourceSlug, repeats }) => ({ sourceSlug, repeats }))
  }
  await until(async () => (await slugsOf(ours)).length > 0)
  expect(await slugsOf(ours)).toEqual([{ sourceSlug: 'nowhere', repeats: 1 }])
  expect(await slugsOf(theirs)).toEqual([{ sourceSlug: null, repeats: 3 }])
})

/** Waits for what a server does by itself. */
async function until(isDone: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100 && !(await isDone()); attempt++) await new Promise((go) => setTimeout(go, 50))
}

it('says that a source is disabled, and what to do', async () => {
  const sender = await aSender(node)
  await updateSource(sender.admin, { id: sender.id, enabled: false })
  const answer = await ingest(`?source=${sender.slug}`, { 'x-api-key': await aKey(sender.admin) })
  expect(answer).toMatchObject({
    status: 409,
    body: { code: 'CONFLICT', detail: expect.stringContaining('enable it') },
  })
  expect(await storedTexts(node.platform, sender.tenant.id)).toEqual([])
})
