import type { Answer } from '../src/ingest/answer'
import { SourceAuthentication } from '../src/sources/source.authentication'
import { updateSource } from '../src/sources/source.service'
import { heavyKinds, hostileBody, lightKinds, type HostileBody } from './hostile-bodies'
import { keyDoor, requestTo, secretDoor, signedDoor, type Door } from './hostile-doors'
import { rawPost, type RawAnswer } from './raw-post'
import { aKey, aSender, storedTexts, type Sender, type SenderOptions } from './sender'
import { startTestNode, type TestNode } from './test-node'

const seed = 1
const atOnce = 6

/** Four of each kind, one of each that is work. */
const bodies = [
  ...Array.from({ length: lightKinds.length * 4 }, (_, number) => hostileBody(seed, number, lightKinds)),
  ...heavyKinds.map((_, number) => hostileBody(seed, number, heavyKinds)),
]

let node: TestNode
beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

/** One that no pace holds back. */
async function aTireless(options: SenderOptions = {}): Promise<Sender> {
  const sender = await aSender(node, options)
  await updateSource(sender.admin, { id: sender.id, ratePerSecond: 10_000, burst: 100_000 })
  return sender
}

const doors: Record<string, (sender: Sender) => Promise<Door>> = {
  'the signed webhook': ({ tenant, slug, secret }) => Promise.resolve(signedDoor(tenant.slug, slug, secret)),
  '/ingest with a key': async ({ slug, admin }) => keyDoor(slug, await aKey(admin)),
  'a secret address': ({ secret }) => Promise.resolve(secretDoor(secret)),
}

interface Outcome {
  sent: HostileBody
  answer: RawAnswer
}

describe.each(Object.keys(doors))('hostile bodies to %s', (name) => {
  let hostile: Sender
  let outcomes: Outcome[]
  let honestAnswers: number[]
  let honest: Sender
  const before = Reflect.ownKeys(Object.prototype)

  beforeAll(async () => {
    honest = await aTireless()
    const isSecret = name === 'a secret address'
    hostile = await aTireless(isSecret ? { authentication: SourceAuthentication.URL_TOKEN } : {})
    const door = await doors[name]?.(hostile)
    if (!door) throw new Error('No door')
    honestAnswers = []
    outcomes = await severalAtOnce(bodies, async (sent, number) => {
      const [answer, { status }] = await Promise.all([
        rawPost(node.url, requestTo(door, sent)),
        honest.send({ title: 'Honest', number }),
      ])
      honestAnswers.push(status)
      return { sent, answer }
    })
  }, 300_000)

  it('are each answered as they deserve, never as a fault of ours', () => {
    const wrong = outcomes.filter(({ sent, answer }) => !sent.statuses.includes(answer.status))
    expect(wrong.map(({ sent: { kind, statuses }, answer }) => ({ kind, statuses, answer }))).toEqual([])
  })

  it('are refused in words that a program understands, with nothing of the body in them', () => {
    const refusals = outcomes.filter(({ answer }) => answer.status !== 202 && answer.status !== null)
    expect(refusals.length).toBeGreaterThan(80)
    for (const { answer } of refusals) {
      expect(answer.type).toBe('application/problem+json; charset=utf-8')
      const problem = JSON.parse(answer.body) as object
      expect(problem).toMatchObject({ status: answer.status, code: expect.any(String), detail: expect.any(String) })
      expect(answer.body.length).toBeLessThan(answer.body.includes('"parts"') ? 200_000 : 500)
    }
  })

  it('are kept exactly where they are acknowledged', async () => {
    const kept = await keptTexts(node, hostile)
    const accepted = outcomes.filter(({ answer }) => answer.status === 202)
    expect(accepted.length).toBeGreaterThan(50)
    for (const { sent, answer } of accepted) {
      const told = JSON.parse(answer.body) as Answer
      const ids = told.parts?.map(({ deliveryId }) => deliveryId ?? '') ?? [told.deliveryId]
      expect(ids.flatMap((id) => kept.get(id) ?? [])).toEqual(sent.items)
    }
  })

  it('leave what all objects inherit as it was', () => {
    expect(Reflect.ownKeys(Object.prototype)).toEqual(before)
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  it('keep no honest delivery out', async () => {
    expect(honestAnswers).toEqual(outcomes.map(() => 202))
    const texts = await storedTexts(node.platform, honest.tenant.id)
    const wanted = outcomes.map((_, number) => JSON.stringify({ title: 'Honest', number }))
    expect(texts.sort()).toEqual(wanted.sort())
  })
})

async function severalAtOnce<In, Out>(all: In[], work: (one: In, index: number) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = []
  let next = 0
  const take = async () => {
    for (let index = next++; index < all.length; index = next++) results[index] = await work(all[index] as In, index)
  }
  await Promise.all(Array.from({ length: atOnce }, take))
  return results
}

/** What was kept under each delivery, in the order of its items: events and dead letters alike. */
async function keptTexts({ platform }: TestNode, { tenant }: Sender): Promise<Map<string, string[]>> {
  const rows = await platform.database.transaction({ tenantId: tenant.id }, (db) =>
    db.query<{ delivery_id: string; raw: string }>(
      `SELECT delivery_id, raw FROM (SELECT delivery_id, item, raw FROM event UNION ALL SELECT delivery_id, item, raw FROM dead_letter) AS kept
       ORDER BY delivery_id, item`,
    ),
  )
  const kept = new Map<string, string[]>()
  for (const { delivery_id: id, raw } of rows) kept.set(id, [...(kept.get(id) ?? []), raw])
  return kept
}
