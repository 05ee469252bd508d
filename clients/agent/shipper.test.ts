import { type Answer } from './post.mjs'
import { Shipper, type ShipperOptions } from './shipper.mjs'
import { Spool } from './spool.mjs'
import { aFolder, dropFolders } from './testing/folder'
import { ManualClock } from './testing/manual-clock'
import { until } from './testing/rude-server'

type Reply = Partial<Answer> | Error | Promise<Answer>

/** A shipper over a real spool, whose server is a function: the n-th request gets the n-th reply, later ones the last. */
async function aShipper(
  items: number,
  reply: (text: string, number: number) => Reply,
  options: Partial<ShipperOptions> = {},
) {
  const spool = await Spool.open({ folder: await aFolder(), fsync: false })
  for (let number = 0; number < items; number++) await spool.enqueue(`${number}`)
  const clock = new ManualClock()
  const sent: { text: string; at: number }[] = []
  const most = { atOnce: 0, now: 0 }
  const send = async (body: Buffer): Promise<Answer> => {
    const text = body.toString()
    sent.push({ text, at: clock.now() })
    most.atOnce = Math.max(most.atOnce, ++most.now)
    try {
      await new Promise((resolve) => setImmediate(resolve))
      const given = await reply(text, sent.length)
      if (given instanceof Error) throw given
      return { status: 200, retryAfter: undefined, text: '', ...given }
    } finally {
      most.now -= 1
    }
  }
  const logged: string[] = []
  const log = (_level: string, message: string) => void logged.push(message)
  const shipper = new Shipper({ spool, send, clock, random: () => 0.5, log, ...options })
  shippers.push(shipper)
  return { spool, clock, sent, most, logged, shipper }
}

const shippers: Shipper[] = []
afterEach(async () => {
  for (const shipper of shippers.splice(0)) await shipper.stop()
  await dropFolders()
})

const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
/** The network is a function here, but the disk is a disk: lets both come to rest. */
const settle = async ({ shipper }: { shipper: Shipper }) => {
  await until(() => shipper.underWay === 0)
}

it('empties the spool, five at once, each once', async () => {
  let begin: () => void = () => undefined
  const begun = new Promise<void>((resolve) => (begin = resolve))
  const { spool, sent, most, shipper } = await aShipper(40, async (_text, number) => {
    if (number === 5) begin()
    await begun
    return { status: 200, retryAfter: undefined, text: '' }
  })
  shipper.start()
  await until(() => shipper.delivered === 40)
  await until(async () => (await spool.names()).length === 0)
  expect(most.atOnce).toBe(5)
  expect(new Set(sent.map(({ text }) => text)).size).toBe(sent.length)
})

it.each([200, 201, 202, 204, 299])('lets go of a signal after %i', async (status) => {
  const { spool, shipper } = await aShipper(1, () => ({ status }))
  shipper.start()
  await until(async () => (await spool.names()).length === 0)
})

it('tries again with longer and longer waits while the server has a bad time', async () => {
  const setting = await aShipper(1, (_text, number) => (number < 4 ? { status: 500 } : {}))
  const { sent, clock, shipper } = setting
  shipper.start()
  await until(() => sent.length === 1)
  for (const [count, waitMs] of [500, 1_000, 2_000].entries()) {
    await settle(setting)
    await clock.advance(waitMs - 1)
    expect(sent).toHaveLength(count + 1)
    await clock.advance(1)
    await until(() => sent.length === count + 2)
  }
  await until(() => shipper.delivered === 1)
})

it('leaves a server alone for 30 s after five failures, then asks with one request', async () => {
  let isDown = true
  const setting = await aShipper(20, () => (isDown ? reset : {}), { backoff: { baseMs: 1, maxMs: 1 } })
  const { sent, clock, shipper, spool, most, logged } = setting
  shipper.start()
  await until(() => logged.length === 1)
  await settle(setting)
  const before = sent.length // the fifth failure, and what the others had begun by then
  expect(before).toBeLessThanOrEqual(9)
  await clock.advance(29_999)
  expect(sent).toHaveLength(before)
  await clock.advance(1)
  await until(() => sent.length === before + 1)
  await settle(setting)
  await clock.advance(29_999)
  expect(sent).toHaveLength(before + 1)
  expect(await spool.names()).toHaveLength(20)
  isDown = false
  most.atOnce = 0
  await clock.advance(1)
  await until(() => sent.length > before + 1)
  expect(most.atOnce).toBe(1)
  await until(async () => {
    await clock.advance(1)
    return shipper.delivered === 20
  })
  expect(most.atOnce).toBeGreaterThan(1)
})

it.each([429, 503])('sends nothing before the time that a %i asks for is over', async (status) => {
  const setting = await aShipper(10, (_text, number) => (number <= 5 ? { status, retryAfter: '120' } : {}), {
    breaker: { failures: 100, waitMs: 1 },
  })
  const { sent, clock, shipper } = setting
  shipper.start()
  await until(() => sent.length === 5)
  await settle(setting)
  await clock.advance(119_999)
  expect(sent).toHaveLength(5)
  await clock.advance(16_000) // an eighth of it more, with this die
  await until(() => shipper.delivered === 10)
})

it.each([400, 413, 422])('keeps a signal that gets %i, sends the others, and tries it again later', async (status) => {
  const setting = await aShipper(8, (text) => (text === '2' ? { status } : {}))
  const { sent, clock, shipper, spool } = setting
  shipper.start()
  await until(() => shipper.delivered === 7 && shipper.underWay === 0)
  const [kept] = await spool.names()
  expect((await spool.read(kept!))?.toString()).toBe('2')
  await clock.advance(59_999)
  expect(sent).toHaveLength(8)
  await clock.advance(1)
  await until(() => sent.length === 9)
  await settle(setting)
  await clock.advance(119_999)
  expect(sent).toHaveLength(9)
  await clock.advance(1)
  await until(() => sent.length === 10)
  expect(sent.slice(8).map(({ text }) => text)).toEqual(['2', '2'])
})

it('stops asking for a minute when the key is refused, and loses nothing', async () => {
  let isKnown = false
  const setting = await aShipper(30, () => (isKnown ? {} : { status: 401 }))
  const { sent, clock, shipper, spool } = setting
  shipper.start()
  await until(() => sent.length === 5)
  await settle(setting)
  await clock.advance(59_999)
  expect(sent).toHaveLength(5)
  isKnown = true
  await clock.advance(1)
  await until(() => shipper.delivered === 30)
  await until(async () => (await spool.names()).length === 0)
})

it('sends at once what is added while it runs, and at the next interval what others have added', async () => {
  const { spool, clock, shipper } = await aShipper(0, () => ({}))
  shipper.start()
  shipper.notify(await spool.enqueue('mine'))
  await until(() => shipper.delivered === 1)
  await (await Spool.open({ folder: spool.options.folder })).enqueue('theirs')
  await clock.advance(9_999)
  expect(shipper.delivered).toBe(1)
  await clock.advance(1)
  await until(() => shipper.delivered === 2)
})

it('passes by a damaged item and does not come back to it', async () => {
  const { spool, sent, shipper, logged } = await aShipper(2, () => ({}))
  const { writeFile } = await import('node:fs/promises')
  const [name] = await spool.names()
  await writeFile(`${spool.folders.new}/${name}`, 'damaged')
  shipper.start()
  await until(() => shipper.delivered === 1)
  await shipper.flush()
  await shipper.emptied()
  expect(sent).toHaveLength(1)
  expect(logged).toHaveLength(1)
})

it('waits for what is under way when it is stopped, and begins nothing more', async () => {
  let answer: (answer: Answer) => void = () => undefined
  const setting = await aShipper(9, () => new Promise<Answer>((resolve) => (answer = resolve)), { concurrency: 1 })
  const { spool, sent, shipper } = setting
  shipper.start()
  await until(() => sent.length === 1 && answer.length === 1)
  let isStopped = false
  const stopped = shipper.stop().then(() => (isStopped = true))
  await new Promise((resolve) => setImmediate(resolve))
  expect(isStopped).toBe(false)
  answer({ status: 200, retryAfter: undefined, text: '' })
  await stopped
  expect(sent).toHaveLength(1)
  expect(await spool.names()).toHaveLength(8)
})
