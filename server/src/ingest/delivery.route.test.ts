import type { Answer } from './answer'
import { Role } from '../auth/role'
import { DeliveryOutcome } from '../sources/delivery.entity'
import { deliveries } from '../sources/delivery.service'
import { aMember } from '../../test/harness'
import { aKey, aSender, type Sender } from '../../test/sender'
import { startTestNode, type TestNode } from '../../test/test-node'

let node: TestNode
let sender: Sender
let delivered: Answer

beforeAll(async () => {
  node = await startTestNode()
  sender = await aSender(node)
  delivered = (await sender.send(someItems)).body
})
afterAll(() => node.stop())

/** 250, of which every fiftieth is none. */
const someItems = Array.from({ length: 250 }, (_, n) => (n % 50 === 49 ? n : { title: 'Scan', entity: 'srv-1', n }))

interface Told {
  status: number
  headers: Headers
  body: Answer & { code: string }
}

async function ask(id: string, headers: Record<string, string> = {}): Promise<Told> {
  const response = await fetch(`${node.url}/api/v1/deliveries/${id}`, { headers })
  return { status: response.status, headers: response.headers, body: (await response.json()) as Told['body'] }
}

it.each(['ingest:write', 'source:manage'])('tells every item of a delivery to a key with %s', async (scope) => {
  expect(delivered).toMatchObject({ itemsTotal: 250, accepted: 245 })
  expect(delivered.items).toHaveLength(100)
  const { status, headers, body } = await ask(delivered.deliveryId, { 'x-api-key': await aKey(sender.admin, [scope]) })
  expect(status).toBe(200)
  expect(headers.get('cache-control')).toBe('no-store')
  expect(body.items.map(({ index }) => index)).toEqual(someItems.map((_, index) => index))
  expect(body.items.slice(0, 100)).toEqual(delivered.items)
  expect(body.items.filter(({ outcome }) => outcome === 'REJECTED').map(({ index }) => index)).toEqual([
    49, 99, 149, 199, 249,
  ])
  const events = new Set(body.items.map(({ eventId }) => eventId))
  expect(events.size).toBe(246) // null counts once
  expect({ ...body, items: [] }).toEqual({ ...delivered, items: [] })
})

it('tells every part of a body of lines, each under its own id', async () => {
  const lines = Array.from({ length: 650 }, (_, n) => `{"title":"Line","n":${n}}\n`).join('')
  const { body } = await sender.send(lines, { 'content-type': 'application/x-ndjson' })
  const headers = { authorization: `Bearer ${await aKey(sender.admin)}` }
  const told = await Promise.all((body.parts ?? []).map((part) => ask(part.deliveryId ?? '', headers)))
  expect(told.map((one) => one.body.items.length)).toEqual([500, 150])
})

it('tells of a repeated delivery that every item is a duplicate, and of a refused one nothing', async () => {
  await sender.send(someItems)
  await sender.send('no JSON')
  const headers = { 'x-api-key': await aKey(sender.admin) }
  const [repeated] = await someOf(DeliveryOutcome.DUPLICATE)
  const [refused] = await someOf(DeliveryOutcome.REFUSED)
  const { status, body } = await ask(repeated?.id ?? '', headers)
  expect({ status, deliveryId: body.deliveryId }).toEqual({ status: 200, deliveryId: delivered.deliveryId })
  expect(body).toMatchObject({ accepted: 0, duplicates: 245, itemsTotal: 250 })
  expect(body.items).toHaveLength(250)
  expect(new Set(body.items.map(({ outcome }) => outcome))).toEqual(new Set(['DUPLICATE', 'REJECTED']))
  expect(await ask(refused?.id ?? '', headers)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
})

/** The sender's deliveries of which this became; refused ones are saved every half second. */
async function someOf(outcome: DeliveryOutcome) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const { nodes } = await deliveries(sender.admin, { first: 1, outcome })
    if (nodes.length > 0) return nodes
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return []
}

it("hides another tenant's delivery from a key", async () => {
  const stranger = await aMember(node.platform, { role: Role.ADMIN })
  const key = await aKey(stranger)
  expect(await ask(delivered.deliveryId, { 'x-api-key': key })).toMatchObject({
    status: 404,
    body: { code: 'NOT_FOUND' },
  })
  const named = { 'x-api-key': key, 'x-tenant': sender.tenant.slug }
  expect(await ask(delivered.deliveryId, named)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
})

it('tells nothing without a key, or to one that lacks the scope', async () => {
  expect(await ask(delivered.deliveryId)).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } })
  expect(await ask(delivered.deliveryId, { 'x-api-key': 'tsk_none_none' })).toMatchObject({ status: 401 })
  const key = await aKey(sender.admin, ['alert:read'])
  expect(await ask(delivered.deliveryId, { 'x-api-key': key })).toMatchObject({
    status: 403,
    body: { code: 'FORBIDDEN' },
  })
})

it.each(['nonsense', '%00', '00000000-0000-0000-0000-000000000000', '%27%3B--', 'x'.repeat(4_000)])(
  'knows no delivery %s',
  async (id) => {
    const answer = await ask(id, { 'x-api-key': await aKey(sender.admin) })
    expect(answer).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
  },
)

it('answers an address that cannot be decoded as a problem', async () => {
  const answer = await ask('%E0%A4%A', { 'x-api-key': await aKey(sender.admin) })
  expect(answer).toMatchObject({ status: 400, body: { code: 'BAD_USER_INPUT' } })
})
