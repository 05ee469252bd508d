import { someDeadLetters } from '../../../test/dead-letters'
import { analystOf } from '../../../test/harness'
import { aSender } from '../../../test/sender'
import { startTestNode, type TestNode } from '../../../test/test-node'
import { normalisers } from '../normalise/normalisers'
import { knownProducts, samplesOf } from './known-products'
import { replayCorrectedDeadLetter, understand } from './understand.service'

let node: TestNode
beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

it('tells what each item of a payload would become, as if it had come in, and stores nothing', async () => {
  const sender = await aSender(node)
  const { admin, tenant } = sender
  const items = [{ title: 'Odd login', severity: 'high', host: 'srv-1', source_ip: '192.0.2.7' }, 7]
  const told = await understand(admin, { payload: JSON.stringify(items) })
  expect(told).toMatchObject({
    itemsTotal: 2,
    items: [
      {
        ...{ kind: 'ALERT', title: 'Odd login', severity: 'HIGH', rejected: null, normaliser: 'generic' },
        fields: expect.arrayContaining([{ name: 'srcIp', value: '192.0.2.7', place: 'source_ip' }]),
        observables: expect.arrayContaining([{ type: 'IP_ADDRESS', value: '192.0.2.7' }]),
      },
      { kind: null, rejected: 'is not a JSON object' },
    ],
  })
  const stored = () =>
    node.platform.database.transaction({ tenantId: tenant.id }, (db) =>
      db.query<{ key: string; risk_score: number }>(`SELECT encode(dedup_key, 'hex') AS key, risk_score FROM alert`),
    )
  expect(await stored()).toEqual([])
  await sender.send(items.slice(0, 1))
  expect(await stored()).toEqual([{ key: told.items[0]?.dedupKey, risk_score: told.items[0]?.riskScore }])
})

it.each([
  ['no JSON', 'BAD_USER_INPUT'],
  ['[]', 'BAD_USER_INPUT'],
  ['', 'BAD_USER_INPUT'],
])('refuses %j as the webhook does', async (payload, code) => {
  await expect(understand((await aSender(node)).admin, { payload })).rejects.toMatchObject({ extensions: { code } })
})

it('names every product that it knows by its form, with samples that it would take', async () => {
  const { admin } = await aSender(node)
  const products = knownProducts()
  expect(products.map(({ id }) => id).sort()).toEqual(normalisers.map(({ id }) => id).sort())
  for (const product of products) {
    const [first] = await samplesOf(product)
    const { items } = await understand(admin, { payload: first?.body ?? '', product: 'auto' })
    expect(items[0]).toMatchObject({ rejected: null, normaliser: product.id })
  }
  expect(await samplesOf({ id: '../../nowhere', name: '' })).toEqual([])
})

it('takes a dead letter in as it should have been, and keeps what was sent', async () => {
  const sender = await aSender(node)
  const place = { tenantId: sender.tenant.id, sourceId: sender.id }
  const [id = ''] = await someDeadLetters(node.platform, place, ['{"title":"Od'])
  const bad = replayCorrectedDeadLetter(sender.admin, { id, payload: '{"title":"Od' })
  await expect(bad).rejects.toMatchObject({ extensions: { fields: [{ path: 'input.payload' }] } })
  const strange = replayCorrectedDeadLetter(await analystOf(node.platform), { id, payload: '{}' })
  await expect(strange).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } })
  const { deadLetter } = await replayCorrectedDeadLetter(sender.admin, { id, payload: '{"title":"Odd login"}' })
  expect(deadLetter).toMatchObject({ state: 'REPLAYED', alertId: expect.any(String) })
  const rows = await node.platform.database.transaction({ tenantId: sender.tenant.id }, (db) =>
    db.query('SELECT d.raw AS sent, e.raw AS taken FROM dead_letter d JOIN event e ON e.alert_id = d.alert_id'),
  )
  expect(rows).toEqual([{ sent: '{"title":"Od', taken: '{"title":"Odd login"}' }])
  const again = replayCorrectedDeadLetter(sender.admin, { id, payload: '{}' })
  await expect(again).rejects.toMatchObject({ extensions: { code: 'CONFLICT' } })
})
