import { SourceAuthentication } from '../sources/source.authentication'
import { rotateSourceSecret, updateSource } from '../sources/source.service'
import { aSender, post, sign, storedTexts } from '../../test/sender'
import { startTestNode, type TestNode } from '../../test/test-node'
import { analystOf } from '../../test/harness'
import { deliveries } from '../sources/delivery.service'

let node: TestNode

beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

const alert = { source: 'demo', type: 'alert', severity: 'high', entity: 'srv-1', raw: {} }

it('stores a signed alert before it answers, and says what became of it', async () => {
  const sender = await aSender(node)
  const { status, body } = await sender.send(alert)
  expect(status).toBe(202)
  expect(body).toEqual({
    status: 'accepted',
    deliveryId: expect.any(String),
    accepted: 1,
    duplicates: 0,
    rejected: [],
    deadLettered: [],
    itemsTotal: 1,
    items: [
      {
        index: 0,
        eventId: expect.any(String),
        alertId: expect.any(String),
        outcome: 'CREATED',
        riskScore: 80,
        anomalyScore: null,
      },
    ],
  })
  expect(await storedTexts(node.platform, sender.tenant.id)).toEqual([JSON.stringify(alert)])
})

it('takes the tenant from the path, by slug or id, for senders that cannot set headers', async () => {
  const sender = await aSender(node)
  for (const tenant of [sender.tenant.slug, sender.tenant.id, sender.tenant.id.toUpperCase()]) {
    const body = JSON.stringify({ ...alert, tenant })
    const url = `${node.url}/api/v1/webhook/${tenant}/${sender.slug}`
    expect(await post(url, body, { 'x-signature': sign(sender.secret, body) })).toMatchObject({ status: 202 })
  }
})

it('takes a fixed bearer token from a source that is set up so, and no signature any longer', async () => {
  const sender = await aSender(node)
  await updateSource(sender.admin, { id: sender.id, authentication: SourceAuthentication.BEARER })
  const bearer = { 'x-signature': null, authorization: `Bearer ${sender.secret}` }
  expect(await sender.send(alert, bearer)).toMatchObject({ status: 202 })
  expect(await sender.send(alert)).toMatchObject({ status: 401 })
  const rotated = await rotateSourceSecret(sender.admin, { id: sender.id, overlapSeconds: 60 })
  for (const secret of [sender.secret, rotated.secret]) {
    const body = { ...alert, entity: secret.slice(4, 12) }
    expect(await sender.send(body, { ...bearer, authorization: `Bearer ${secret}` })).toMatchObject({ status: 202 })
  }
})

it.each(['%00', 'a%00b', '%0a', '%F0%9F%98%80', 'x'.repeat(4_000), '__proto__'])(
  'answers the name %s like any unknown one',
  async (name) => {
    const sender = await aSender(node)
    for (const path of [name, `${name}/${sender.slug}`, `${sender.tenant.slug}/${name}`]) {
      const answer = await post(`${node.url}/api/v1/webhook/${path}`, '{}', {
        'x-tenant': sender.tenant.slug,
        'x-signature': sign(sender.secret, '{}'),
      })
      expect(answer).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } })
    }
  },
)

it('gives one answer to every wrong tenant, source and signature', async () => {
  const sender = await aSender(node)
  const off = await aSender(node, { tenant: sender.tenant })
  await updateSource(off.admin, { id: off.id, enabled: false })
  const body = 'not even JSON'
  const to = (tenant: string, slug: string, headers: Record<string, string | null> = {}) =>
    post(`${node.url}/api/v1/webhook/${slug}`, body, {
      'x-tenant': tenant,
      'x-signature': sign('wrong', body),
      ...headers,
    })
  const answers = await Promise.all([
    to(sender.tenant.slug, sender.slug),
    to(sender.tenant.slug, sender.slug, { 'x-signature': null }),
    to(sender.tenant.slug, sender.slug, { 'x-signature': sign(sender.secret, body).slice(8) }),
    to(sender.tenant.slug, sender.slug, {
      'x-signature': `${sign(sender.secret, body)}, ${sign(sender.secret, body)}`,
    }),
    to(sender.tenant.slug, 'no-such-source'),
    to(sender.tenant.slug, 'no-such-source', { 'x-signature': sign(Buffer.alloc(32).toString(), body) }),
    to(sender.tenant.slug, 'x'.repeat(500)),
    to('no-such-tenant', sender.slug),
    to('', sender.slug),
    off.send(body),
    sender.send(body, { 'x-tenant': (await aSender(node)).tenant.slug }),
  ])
  const told = answers.map(({ status, headers, body: { requestId: _, ...rest } }) => ({
    status,
    type: headers.get('content-type'),
    rest,
  }))
  expect(told[0]).toMatchObject({
    status: 401,
    type: 'application/problem+json; charset=utf-8',
    rest: { code: 'UNAUTHENTICATED' },
  })
  for (const one of told) expect(one).toEqual(told[0])
})

it('keeps tenants with equally named sources apart', async () => {
  const [ours, theirs] = [await aSender(node, { slug: 'siem' }), await aSender(node, { slug: 'siem' })]
  expect(await ours.send(alert)).toMatchObject({ status: 202, body: { accepted: 1 } })
  expect(await theirs.send(alert)).toMatchObject({ status: 202, body: { accepted: 1 } })
  expect(await ours.send(alert, { 'x-tenant': theirs.tenant.slug })).toMatchObject({ status: 401 })
  expect(await storedTexts(node.platform, ours.tenant.id)).toHaveLength(1)
})

describe('what cannot be taken', () => {
  const hostile: [string, unknown, Record<string, string | null>, number, string][] = [
    ['another media type', alert, { 'content-type': 'text/plain' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a compressed body', alert, { 'content-encoding': 'gzip' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['an empty body', '', {}, 400, 'BAD_USER_INPUT'],
    ['no JSON', '{"a":1', {}, 400, 'BAD_USER_INPUT'],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), {}, 400, 'BAD_USER_INPUT'],
    ['an empty array', [], {}, 400, 'BAD_USER_INPUT'],
    ['a bare word', '"alert"', {}, 400, 'BAD_USER_INPUT'],
    ['a deep nest', '['.repeat(100_000) + ']'.repeat(100_000), {}, 400, 'BAD_USER_INPUT'],
    ['an unreadable key', alert, { 'idempotency-key': 'two words' }, 400, 'BAD_USER_INPUT'],
    ['too many items', Array.from({ length: 1_001 }, () => ({})), {}, 413, 'PAYLOAD_TOO_LARGE'],
    ['more than 1 MiB', { text: 'x'.repeat(1_048_576) }, {}, 413, 'PAYLOAD_TOO_LARGE'],
    ['no acceptable item', [1, null, 'text', []], {}, 422, 'UNPROCESSABLE'],
  ]
  it.each(hostile)('refuses %s as a problem', async (_, body, headers, status, code) => {
    const sender = await aSender(node)
    const answer = await sender.send(body, headers)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(answer).toMatchObject({
      status,
      body: { type: 'about:blank', title: expect.any(String), status, code, requestId: expect.any(String) },
    })
    expect(await storedTexts(node.platform, sender.tenant.id)).toEqual([])
  })

  const harmless: [string, string][] = [
    [
      'names of what objects inherit',
      '{"__proto__":{"title":"x"},"constructor":1,"toString":{},"severity":"constructor"}',
    ],
    ['NUL and half a surrogate', '{"title":"a\\u0000b\\ud800","tags":["\\u0000","\\udfff"],"severity":"\\u0000"}'],
    [
      'odd types everywhere',
      '{"title":[],"severity":{"a":1},"entity":7,"tags":{"a":1},"source_ip":"fe80::1%eth0","event_time":1e300}',
    ],
    [
      'huge text',
      JSON.stringify({ title: 'x'.repeat(500_000), tags: Array.from({ length: 900 }, (__, n) => `${n}`.repeat(90)) }),
    ],
    ['doubled keys and big integers', '{"id":12345678901234567890,"a":1,"a":2}'],
    ['a byte order mark', '\ufeff{"title":"x"}\n'],
    ['nothing at all', '{}'],
  ]
  it.each(harmless)('takes %s and keeps its bytes', async (_, body) => {
    const sender = await aSender(node)
    expect(await sender.send(body, { 'content-type': 'application/cloudevents+json; charset=utf-8' })).toMatchObject({
      status: 202,
    })
    expect(await storedTexts(node.platform, sender.tenant.id)).toEqual([body])
  })

  it('refuses bad elements singly and keeps the others exactly as they were written', async () => {
    const sender = await aSender(node)
    const { body } = await sender.send('[ {"b":1, "a":2.50} , 7,{"c":[1,2]}]')
    expect(body).toMatchObject({ accepted: 2, rejected: [{ index: 1, reason: expect.any(String) }] })
    expect(body.items.map((item) => item.outcome)).toEqual(['CREATED', 'REJECTED', 'CREATED'])
    expect(await storedTexts(node.platform, sender.tenant.id)).toEqual(['{"b":1, "a":2.50}', '{"c":[1,2]}'])
  })

  it('tells a source that sends too much when to come back', async () => {
    const sender = await aSender(node)
    await updateSource(sender.admin, { id: sender.id, ratePerSecond: 1, burst: 2 })
    const answers = await Promise.all([1, 2, 3, 4].map((n) => sender.send({ n })))
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 202, 429, 429])
    expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('1')
  })
})

describe('the same delivery again', () => {
  it('gets the stored answer, and makes nothing', async () => {
    const sender = await aSender(node)
    const first = await sender.send([alert, { ...alert, entity: 'srv-2' }])
    const again = await sender.send([alert, { ...alert, entity: 'srv-2' }])
    expect(again.body).toEqual({
      ...first.body,
      accepted: 0,
      duplicates: 2,
      items: first.body.items.map((item) => ({ ...item, outcome: 'DUPLICATE' })),
    })
    expect(await storedTexts(node.platform, sender.tenant.id)).toHaveLength(2)
  })

  it('is known by its body under a new key, and by its key from then on', async () => {
    const sender = await aSender(node)
    const first = await sender.send(alert, { 'idempotency-key': 'one' })
    const again = await sender.send(alert, { 'idempotency-key': 'two' })
    expect(again.body).toMatchObject({ duplicates: 1, deliveryId: first.body.deliveryId })
    expect(await sender.send({ other: 1 }, { 'idempotency-key': 'two' })).toMatchObject({ status: 422 })
  })

  it('is known by its key after the body was forgotten', async () => {
    const sender = await aSender(node)
    await updateSource(sender.admin, { id: sender.id, idempotencySeconds: 0 })
    const first = await sender.send(alert, { 'idempotency-key': 'k' })
    expect((await sender.send(alert, { 'idempotency-key': 'k' })).body).toMatchObject({
      duplicates: 1,
      deliveryId: first.body.deliveryId,
    })
    expect((await sender.send(alert)).body).toMatchObject({ accepted: 1 })
  })

  it('is refused when its key was used for another body, which burns nothing', async () => {
    const sender = await aSender(node)
    await sender.send(alert, { 'idempotency-key': 'k' })
    const other = { ...alert, entity: 'srv-9' }
    expect(await sender.send(other, { 'idempotency-key': 'k' })).toMatchObject({
      status: 422,
      body: { code: 'UNPROCESSABLE' },
    })
    expect((await sender.send(other)).body).toMatchObject({ accepted: 1, duplicates: 0 })
  })

  it('is new after a refusal of any kind', async () => {
    const sender = await aSender(node)
    await sender.send(alert, { 'x-signature': sign('wrong', 'x'), 'idempotency-key': 'k' })
    await sender.send(alert, { 'content-type': 'text/plain', 'idempotency-key': 'k' })
    await sender.send([1], { 'idempotency-key': 'k' })
    expect((await sender.send(alert, { 'idempotency-key': 'k' })).body).toMatchObject({ accepted: 1 })
  })

  it('is stored once, however many send it at once', async () => {
    const sender = await aSender(node)
    const bodies = Array.from({ length: 1_000 }, (_, n) => ({ ...alert, entity: `srv-${n % 250}` }))
    const answers = await Promise.all(bodies.map((body) => sender.send(body)))
    expect(answers.every(({ status }) => status === 202)).toBe(true)
    expect(answers.filter(({ body }) => body.accepted === 1)).toHaveLength(250)
    expect(new Set(answers.map(({ body }) => body.items[0]?.alertId)).size).toBe(250)
    const texts = await storedTexts(node.platform, sender.tenant.id)
    expect(new Set(texts).size).toBe(250)
    expect(texts).toHaveLength(250)
  })
})

it('takes both secrets during an overlap, and the old one no longer without', async () => {
  const sender = await aSender(node)
  const body = (n: number) => JSON.stringify({ n })
  const with_ = (secret: string, n: number) => sender.send(body(n), { 'x-signature': sign(secret, body(n)) })
  const { secret: second } = await rotateSourceSecret(sender.admin, { id: sender.id, overlapSeconds: 60 })
  expect([await with_(sender.secret, 1), await with_(second, 2)]).toMatchObject([{ status: 202 }, { status: 202 }])
  const { secret: third } = await rotateSourceSecret(sender.admin, { id: sender.id, overlapSeconds: 0 })
  expect([await with_(sender.secret, 3), await with_(second, 4), await with_(third, 5)]).toMatchObject([
    { status: 401 },
    { status: 401 },
    { status: 202 },
  ])
})

it("keeps every delivery for the tenant's admin, equal refusals as one row that counts", async () => {
  const sender = await aSender(node)
  await sender.send(alert)
  await sender.send(alert)
  for (let n = 0; n < 3; n++) await sender.send(alert, { 'x-signature': sign('wrong', '') })
  await new Promise((resolve) => setTimeout(resolve, 700)) // refusals are saved every half second
  await sender.send(alert, { 'x-signature': sign('wrong', '') })
  await new Promise((resolve) => setTimeout(resolve, 700))
  const { nodes } = await deliveries(sender.admin, { first: 10 })
  expect(nodes.map(({ outcome, status, reason, repeats }) => ({ outcome, status, reason, repeats }))).toEqual([
    { outcome: 'REFUSED', status: 401, reason: 'signature mismatch', repeats: 4 },
    { outcome: 'DUPLICATE', status: 202, reason: null, repeats: 1 },
    { outcome: 'ACCEPTED', status: 202, reason: null, repeats: 1 },
  ])
  expect((await deliveries(await analystOf(node.platform), { first: 10 })).nodes).toEqual([])
})

it('records what a source stored as a deed of that source', async () => {
  const sender = await aSender(node)
  const { body } = await sender.send([alert, { n: 2 }])
  const rows = await node.platform.database.transaction({ tenantId: sender.tenant.id }, (db) =>
    db.query("SELECT actor_kind, actor_id, detail FROM audit_entry WHERE action = 'source.deliver'"),
  )
  expect(rows).toEqual([
    { actor_kind: 'SOURCE', actor_id: sender.id, detail: { deliveries: [body.deliveryId], items: 2 } },
  ])
})

it('counts each answer', async () => {
  const sender = await aSender(node)
  await sender.send(alert)
  await sender.send('[]')
  const metrics = await (await fetch(`${node.url}/metrics`)).text()
  expect(metrics).toMatch(/webhook_incoming_total\{endpoint="webhook",outcome="ACCEPTED",status="202"\} \d+/)
  expect(metrics).toMatch(/webhook_incoming_total\{endpoint="webhook",outcome="REFUSED",status="400"\} \d+/)
})
