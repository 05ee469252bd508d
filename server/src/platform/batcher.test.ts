import { AppError } from './errors'
import { Batcher, type BatcherOptions } from './batcher'

interface Job {
  name: string
  items: number
  bytes: number
}

const job = (name: string, items = 1, bytes = 1): Job => ({ name, items, bytes })
class BadData extends Error {}

/** A batcher that answers each job with its name; `gate` holds batches back until it is opened. */
function aBatcher(changes: Partial<BatcherOptions<Job, string>> = {}) {
  const batches: string[][] = []
  let open = (): void => undefined
  let gate: Promise<void> = Promise.resolve()
  const batcher = new Batcher<Job, string>({
    run: async (jobs) => {
      batches.push(jobs.map(({ name }) => name))
      await gate
      if (jobs.some(({ name }) => name === 'bad')) throw new BadData('bad')
      return jobs.map(({ name }) => (name === 'refused' ? new AppError('UNPROCESSABLE', 'no') : name))
    },
    isDataFault: (error) => error instanceof BadData,
    maxRunning: 1,
    beside: { items: 3, afterMs: 60_000 },
    maxBatch: { jobs: 10, items: 100, bytes: 1_000 },
    maxQueued: { items: 100, bytes: 1_000 },
    ...changes,
  })
  const close = () => (gate = new Promise((resolve) => (open = resolve)))
  return { batcher, batches, close, open: () => open() }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

it('puts together what arrives together, and what arrives meanwhile into the next', async () => {
  const { batcher, batches, close, open } = aBatcher()
  void close()
  const first = [batcher.submit(job('a')), batcher.submit(job('b'))]
  await turn()
  const second = [batcher.submit(job('c')), batcher.submit(job('d'))]
  await turn()
  expect(batches).toEqual([['a', 'b']])
  open()
  expect(await Promise.all([...first, ...second])).toEqual(['a', 'b', 'c', 'd'])
  expect(batches).toEqual([['a', 'b'], ['c', 'd']]) // prettier-ignore
})

it('lets the first of a batch wait for others where it may, but not once there are enough', async () => {
  const { batcher, batches } = aBatcher({ gatherMs: 20, maxBatch: { jobs: 2, items: 2, bytes: 1_000 } })
  const taken = [batcher.submit(job('a'))]
  await turn()
  taken.push(batcher.submit(job('b')))
  await turn()
  expect(batches).toEqual([])
  await Promise.all(taken)
  expect(batches).toEqual([['a', 'b']])
  const many = [batcher.submit(job('c', 2)), batcher.submit(job('d', 2))]
  await Promise.all(many)
  expect(batches.slice(1)).toEqual([['c'], ['d']])
})

it('begins a batch beside one under way when enough is waiting', async () => {
  const { batcher, batches, close, open } = aBatcher({ maxRunning: 2 })
  void close()
  const taken = [batcher.submit(job('a'))]
  await turn()
  const waiting = [batcher.submit(job('d')), batcher.submit(job('e'))]
  await turn()
  expect(batches).toHaveLength(1)
  waiting.push(batcher.submit(job('f')))
  await turn()
  expect(batches).toEqual([['a'], ['d', 'e', 'f']]) // prettier-ignore
  open()
  await Promise.all([...taken, ...waiting])
})

it('begins a batch beside one that takes too long, however little is waiting', async () => {
  const { batcher, batches, close, open } = aBatcher({ maxRunning: 2, beside: { items: 100, afterMs: 1 } })
  void close()
  const taken = [batcher.submit(job('slow'))]
  await turn()
  taken.push(batcher.submit(job('next')))
  while (batches.length < 2) await turn()
  expect(batches).toEqual([['slow'], ['next']])
  open()
  await Promise.all(taken)
})

it('ends a batch before it is too large, but never leaves a large job behind', async () => {
  const { batcher, batches } = aBatcher({ maxBatch: { jobs: 3, items: 5, bytes: 50 } })
  const jobs = [job('a', 4), job('b', 2), job('c', 1, 60), job('d'), job('e'), job('f'), job('g')]
  await Promise.all(jobs.map((one) => batcher.submit(one)))
  expect(batches).toEqual([['a'], ['b'], ['c'], ['d', 'e', 'f'], ['g']])
})

it.each([
  ['items', job('a', 3, 1)],
  ['bytes', job('a', 1, 10)],
])('refuses while the queue is full, by %s, and takes more when there is room', async (_what, filling) => {
  const { batcher } = aBatcher({ maxQueued: { items: 3, bytes: 10 } })
  const taken = [batcher.submit(job('first', 1, 9)), batcher.submit(filling)]
  const full = { code: 'RATE_LIMITED', extensions: { retryAfter: 1 } }
  expect(() => batcher.mustHaveRoom()).toThrow('More arrives than can be stored')
  await expect(batcher.submit(job('b'))).rejects.toMatchObject(full)
  await Promise.all(taken)
  batcher.mustHaveRoom()
  await expect(batcher.submit(job('c', 3, 10))).resolves.toBe('c')
})

it('halves a batch that fails on its data until the bad job alone is refused', async () => {
  const { batcher, batches } = aBatcher()
  const answers = await Promise.allSettled(['a', 'b', 'bad', 'c', 'd'].map((name) => batcher.submit(job(name))))
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
  expect(batches).toContainEqual(['bad'])
  expect(batches.flat().filter((name) => name === 'd')).toHaveLength(2)
})

it('refuses the whole batch, once, when the fault is not in the data', async () => {
  const { batcher, batches } = aBatcher({ isDataFault: () => false })
  const answers = await Promise.allSettled(['a', 'bad'].map((name) => batcher.submit(job(name))))
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(batches).toHaveLength(1)
})

it('refuses single jobs that the batch refused', async () => {
  const { batcher } = aBatcher()
  const [good, refused] = await Promise.allSettled([batcher.submit(job('a')), batcher.submit(job('refused'))])
  expect(good).toEqual({ status: 'fulfilled', value: 'a' })
  expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'UNPROCESSABLE' } })
})

it('answers what it took before it is drained, and takes nothing more', async () => {
  const { batcher, close, open } = aBatcher()
  void close()
  const taken = batcher.submit(job('a'))
  const drained = batcher.drain()
  await expect(batcher.submit(job('b'))).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  await turn()
  open()
  await drained
  await expect(taken).resolves.toBe('a')
  await batcher.drain()
})
