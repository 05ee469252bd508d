import { analystOf } from '../../../test/harness'
import { someDeadLetters } from '../../../test/dead-letters'
import { aSender, type Sender } from '../../../test/sender'
import { startTestNode, type TestNode } from '../../../test/test-node'
import { newId } from '../../platform/ids'
import { normalise } from '../normalise/normalise'
import { DeadLetterState } from './dead-letter.entity'
import { replayLetters, waitingLetters } from './dead-letter.replay'
import { excerptOf, rawOfLetter } from './dead-letter.loader'
import { deadLetters, discardDeadLetters, replayDeadLetters } from './dead-letter.service'

let node: TestNode

beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

/** Items of one delivery that were set aside, as storing leaves them. */
async function someLetters(sender: Sender, items: object[]): Promise<string[]> {
  const { body } = await sender.send({ title: 'Arrived', n: newId() })
  const place = { tenantId: sender.tenant.id, sourceId: sender.id, deliveryId: body.deliveryId }
  return someDeadLetters(node.platform, place, items)
}

const eventsOf = (sender: Sender) =>
  node.platform.database.transaction({ tenantId: sender.tenant.id }, (db) =>
    db.query<{ delivery_id: string; item: number; raw: string }>(
      'SELECT delivery_id, item, raw FROM event ORDER BY id',
    ),
  )

it('takes items in again under the delivery they came with, once', async () => {
  const sender = await aSender(node)
  const ids = await someLetters(sender, [
    { title: 'Late', n: 1 },
    { title: 'Later', n: 2 },
  ])
  const first = await replayDeadLetters(sender.admin, { ids })
  expect(first).toMatchObject({ replayed: 2, failed: 0, deadLetters: [{ state: 'REPLAYED' }, { state: 'REPLAYED' }] })
  expect(first.deadLetters[0]?.alertId).toEqual(expect.any(String))
  const events = await eventsOf(sender)
  expect(events).toMatchObject([
    { item: 0 },
    { delivery_id: events[0]?.delivery_id, item: 1, raw: '{"title":"Late","n":1}' },
    { delivery_id: events[0]?.delivery_id, item: 2 },
  ])
  expect(await replayDeadLetters(sender.admin, { ids })).toMatchObject({ replayed: 0, failed: 0 })
  expect(await eventsOf(sender)).toHaveLength(3)
})

it('doubles nothing when two replay at once', async () => {
  const sender = await aSender(node)
  const ids = await someLetters(
    sender,
    Array.from({ length: 10 }, (_, n) => ({ title: `Late ${n}` })),
  )
  const replays = await Promise.all([1, 2, 3].map(() => replayDeadLetters(sender.admin, { ids })))
  expect(replays.reduce((sum, { replayed }) => sum + replayed, 0)).toBe(10)
  expect(await eventsOf(sender)).toHaveLength(11)
})

it('leaves waiting what fails again, with its new reason', async () => {
  const sender = await aSender(node)
  const [bad = '', good = ''] = await someLetters(sender, [{ title: 'bad' }, { title: 'good' }])
  const broken: typeof normalise = (item, source) => {
    if (item.title === 'bad') throw new RangeError('still broken')
    return normalise(item, source)
  }
  const done = await replayLetters(node.platform, sender.tenant.id, [bad, good], { normalise: broken })
  expect(done).toEqual({ replayed: 1, failed: 1 })
  const { nodes } = await deadLetters(sender.admin, { first: 10 })
  expect(nodes.map(({ state, attempts, reason }) => ({ state, attempts, reason }))).toEqual([
    { state: 'REPLAYED', attempts: 0, reason: 'could not be read: TypeError' },
    { state: 'WAITING', attempts: 1, reason: 'could not be read: RangeError' },
  ])
})

it('lists by source and state, newest first, and keeps the exact text', async () => {
  const sender = await aSender(node)
  const sibling = await aSender(node, { tenant: sender.tenant })
  const [one = '', two = ''] = await someLetters(sender, [{ n: 1 }, { n: 2 }])
  const [three = ''] = await someLetters(sibling, [{ n: 3 }])
  await discardDeadLetters(sender.admin, { ids: [one] })
  const idsOf = async (query: object) =>
    (await deadLetters(sender.admin, { first: 10, ...query })).nodes.map(({ id }) => id)
  expect(await idsOf({})).toEqual([three, two, one])
  expect(await idsOf({ sourceId: sender.id })).toEqual([two, one])
  expect(await idsOf({ state: DeadLetterState.WAITING })).toEqual([three, two])
  expect(await rawOfLetter(sender.admin, two)).toBe('{"n":2}')
  expect(await waitingLetters(node.platform, sender.tenant.id, sender.id, null, 10)).toEqual([two])
  expect(await replayDeadLetters(sender.admin, { ids: [one] })).toMatchObject({ replayed: 0 })
})

it('tells in a list how an item begins, not all of it', async () => {
  const sender = await aSender(node)
  const [id = ''] = await someLetters(sender, [{ title: 'x'.repeat(10_000) }])
  expect(await excerptOf(sender.admin, id)).toBe(`{"title":"${'x'.repeat(190)}`)
  expect(await excerptOf(await analystOf(node.platform), id)).toBeNull()
})

it('carries no more text in one answer than 16 MiB, however often it is asked for', async () => {
  const sender = await aSender(node)
  const ids = await someLetters(
    sender,
    Array.from({ length: 3 }, () => ({ title: 'x'.repeat(6_000_000) })),
  )
  const tooMuch = { extensions: { code: 'PAYLOAD_TOO_LARGE' } }
  const again = (): typeof sender.admin => ({ ...sender.admin })
  const all = (ctx: typeof sender.admin) => Promise.all(ids.map((id) => rawOfLetter(ctx, id)))
  await expect(all(again())).rejects.toMatchObject(tooMuch)
  const ctx = again()
  for (const id of ids.slice(0, 2)) await rawOfLetter(ctx, id)
  await expect(rawOfLetter(ctx, ids[0] ?? '')).rejects.toMatchObject(tooMuch)
})

it("finds none of another tenant's", async () => {
  const sender = await aSender(node)
  const ids = await someLetters(sender, [{ n: 1 }])
  const stranger = await analystOf(node.platform)
  expect((await deadLetters(stranger, { first: 10 })).nodes).toEqual([])
  for (const deed of [replayDeadLetters, discardDeadLetters]) {
    await expect(deed(stranger, { ids })).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } })
  }
  expect(await replayLetters(node.platform, stranger.tenant.id, ids)).toEqual({ replayed: 0, failed: 0 })
})
