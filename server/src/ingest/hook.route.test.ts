import { SourceAuthentication } from '../sources/source.authentication'
import { rotateSourceSecret, updateSource } from '../sources/source.service'
import { aSender, post, sign, storedTexts, type Sender, type Sent } from '../../test/sender'
import { aTalkativeNode } from '../../test/talkative-node'
import { startTestNode, type TestNode } from '../../test/test-node'

let node: TestNode

beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

const json = { 'content-type': 'application/json' }
const hook = (at: { url: string }, token: string, body: unknown, headers: Record<string, string> = {}): Promise<Sent> =>
  post(`${at.url}/api/v1/hook/${token}`, typeof body === 'string' ? body : JSON.stringify(body), {
    ...json,
    ...headers,
  })

const aHook = (at: TestNode) => aSender(at, { authentication: SourceAuthentication.URL_TOKEN })

it('takes what is sent to a secret address, without any header', async () => {
  const sender = await aHook(node)
  const { status, body } = await hook(node, sender.secret, { title: 'Scan' })
  expect(status).toBe(202)
  expect(body).toMatchObject({ accepted: 1, items: [{ outcome: 'CREATED' }] })
  expect(await storedTexts(node.platform, sender.tenant.id)).toEqual(['{"title":"Scan"}'])
})

it('is the only way to such a source, and to no other', async () => {
  const [secretive, signing] = [await aHook(node), await aSender(node)]
  expect(await secretive.send({ n: 1 })).toMatchObject({ status: 401 })
  expect(await secretive.send({ n: 1 }, { authorization: `Bearer ${secretive.secret}` })).toMatchObject({ status: 401 })
  expect(await hook(node, signing.secret, '{}', { 'x-signature': sign(signing.secret, '{}') })).toMatchObject({
    status: 401,
  })
})

it('ends with a rotation, or when its overlap does, and with disabling', async () => {
  const { admin, id, secret: first } = await aHook(node)
  const statusOf = async (token: string, n: number) => (await hook(node, token, { n })).status
  expect(await statusOf(first, 1)).toBe(202) // remembered from here on
  const { secret: second } = await rotateSourceSecret(admin, { id, overlapSeconds: 60 })
  expect([await statusOf(first, 2), await statusOf(second, 3)]).toEqual([202, 202])
  const { secret: third } = await rotateSourceSecret(admin, { id, overlapSeconds: 0 })
  expect([await statusOf(first, 4), await statusOf(second, 5), await statusOf(third, 6)]).toEqual([401, 401, 202])
  await updateSource(admin, { id, enabled: false })
  expect(await statusOf(third, 7)).toBe(401)
})

it.each(['short', 'whs_', `whs_${'a'.repeat(43)}`, 'x'.repeat(5_000), '%00', '__proto__'])(
  'answers the unknown token %s like any stranger',
  async (token) => {
    const answer = await hook(node, token, '{}')
    expect(answer).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } })
    expect(JSON.stringify(answer.body)).not.toContain(token)
  },
)

it('never says its token: not in the log, not in an answer, not in what it keeps', async () => {
  const { node: talkative, lines } = await aTalkativeNode()
  const sender = await aHook(talkative)
  const old = sender.secret
  const { secret } = await rotateSourceSecret(sender.admin, { id: sender.id, overlapSeconds: 60 })
  const answers = [
    ...(await Promise.all(everyWay(talkative, secret))),
    ...(await Promise.all(everyWay(talkative, old))),
    ...(await afterItsEnd(talkative, sender, secret)),
  ]
  const kept = await everythingKept(talkative, sender) // before the last are saved
  await talkative.stop()
  const late = await everythingKept(node, sender)

  const [text, told] = [lines.join(''), answers.join('\n')]
  expect(text).toContain('/api/v1/hook/[hidden]')
  expect(text).toContain('delivery refused')
  expect(late).toContain('"REFUSED"')
  for (const token of [secret, old]) {
    const places = { log: text, answers: told, kept, late }
    const leaks = Object.entries(places).filter(
      ([, place]) => place.includes(token) || place.includes(token.slice(4, 30)),
    )
    expect(leaks.map(([place]) => place)).toEqual([])
  }
})

/** Good and bad requests with a token where it belongs and where it does not, each with its whole answer. */
function everyWay({ url }: TestNode, token: string): Promise<string>[] {
  const ask = async (path: string, init: RequestInit = { method: 'POST', body: '{"n":1}', headers: json }) => {
    const response = await fetch(`${url}${path}`, init)
    return JSON.stringify([...response.headers]) + (await response.text())
  }
  const posting = (body: string, type: string) => ({ method: 'POST', body, headers: { 'content-type': type } })
  return [
    ask(`/api/v1/hook/${token}`),
    ask(`/api/v1/hook/${token}`, posting('{"n":', 'application/json')),
    ask(`/api/v1/hook/${token}`, posting('x', 'text/html')),
    ask(`/api/v1/hook/${token}`, posting('7\n8\n', 'application/x-ndjson')),
    ask(`/api/v1/hook/${token}`, { method: 'GET' }),
    ask(`/api/v1/hook/${token}`, { method: 'DELETE' }),
    ask(`/api/v1/hook/${token}/`),
    ask(`/api/v1/hook/${token}/more`),
    ask(`/api/v1/hook/${token}%E0%A4`),
    ask(`/api/v1/hook/${token}x`),
    ask(`/api/v1//hook/${token}`),
    ask(`/api/v1/HOOK/${token}`),
    ask(`/api/v1/%68ook/${token}`),
    ask(`/api/v1/webhook/${token}`),
    ask(`/api/v1/webhook/${token}/${token}`),
    ask(`/hook/${token}`),
    ask(`/${token}`, { method: 'GET', headers: { accept: 'text/html' } }),
  ]
}

async function afterItsEnd(talkative: TestNode, { admin, id }: Sender, token: string): Promise<string[]> {
  await updateSource(admin, { id, enabled: false })
  return Promise.all(everyWay(talkative, token))
}

/** All that a tenant's admin could be shown of what came in. */
async function everythingKept({ platform }: TestNode, { tenant }: Sender): Promise<string> {
  const rows = await platform.database.transaction({ tenantId: tenant.id }, (db) =>
    db.query<{ row: string }>(
      `SELECT row_to_json(d)::text AS row FROM delivery d UNION ALL SELECT row_to_json(a)::text FROM audit_entry a
       UNION ALL SELECT row_to_json(e)::text FROM event e UNION ALL SELECT row_to_json(k)::text FROM alert k`,
    ),
  )
  return rows.map(({ row }) => row).join('\n')
}
