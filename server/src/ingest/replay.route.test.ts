import { SourceAuthentication } from '../sources/source.authentication'
import { updateSource } from '../sources/source.service'
import { aKnownSource } from '../../test/known-source'
import { aSender, post, storedTexts, type Sender, type Sent } from '../../test/sender'
import { startTestNode, type TestNode } from '../../test/test-node'
import { proofOf } from './proofs/proof'

let node: TestNode
beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

const { STANDARD_WEBHOOKS, SLACK, GRAFANA, SIGNATURE } = SourceAuthentication
const body = '{"title":"Recorded"}'
const proofHeaders = [
  'webhook-id', 'webhook-timestamp', 'webhook-signature', 'x-slack-request-timestamp', 'x-slack-signature', 'x-grafana-alerting-timestamp',
  'x-grafana-alerting-signature', 'x-signature',
] // prettier-ignore

/** A delivery that somebody has recorded: the same proof each time it is sent, with other headers beside it. */
async function aRecording(authentication: SourceAuthentication, idempotencySeconds: number) {
  const sender = await aSender(node, { authentication })
  await updateSource(sender.admin, { id: sender.id, idempotencySeconds })
  const source = aKnownSource({ authentication, secret: Buffer.from(sender.secret) })
  const { header } = proofOf(source, Buffer.from(body), Date.now())
  const proof = Object.fromEntries(proofHeaders.map((name) => [name, header(name) ?? null]))
  const address = `${node.url}/api/v1/webhook/${sender.tenant.slug}/${sender.slug}`
  const send = (beside: Record<string, string> = {}): Promise<Sent> => post(address, body, { ...proof, ...beside })
  return { sender, send }
}

const keysOf = ({ tenant }: Sender, sql: string) =>
  node.platform.database.acrossTenants('tocsin_ingest', [tenant.id], (db) => db.query(sql))
const ofBodies = 'get_byte(key, 0) = 1'

it('is known by the name that is signed, whatever else names it', async () => {
  const { sender, send } = await aRecording(STANDARD_WEBHOOKS, 0)
  const { body: first } = await send()
  await keysOf(sender, `DELETE FROM delivery_key WHERE ${ofBodies} RETURNING key`)
  const again = await send({ 'idempotency-key': 'another' })
  expect(again).toMatchObject({ status: 202, body: { deliveryId: first.deliveryId, accepted: 0, duplicates: 1 } })
  expect(await storedTexts(node.platform, sender.tenant.id)).toEqual([body])
})

it.each([STANDARD_WEBHOOKS, SLACK, GRAFANA])('is known for as long as its time is good, by %s', async (way) => {
  const { sender, send } = await aRecording(way, 0)
  await send()
  expect(await send({ 'idempotency-key': 'another' })).toMatchObject({ status: 202, body: { duplicates: 1 } })
  const left = `SELECT expires_at - now() BETWEEN interval '9 min' AND interval '10 min' AS "isGood" FROM delivery_key WHERE ${ofBodies}`
  expect(await keysOf(sender, left)).toEqual([{ isGood: true }])
})

it('is known for as long as the source says where no time is signed, or where that is longer', async () => {
  const untimed = await aRecording(SIGNATURE, 0)
  await untimed.send()
  expect(await untimed.send()).toMatchObject({ status: 202, body: { accepted: 1 } })
  const long = await aRecording(SLACK, 3_600)
  await long.send()
  const left = `SELECT expires_at - now() > interval '50 min' AS "isLonger" FROM delivery_key WHERE ${ofBodies}`
  expect(await keysOf(long.sender, left)).toEqual([{ isLonger: true }])
})
