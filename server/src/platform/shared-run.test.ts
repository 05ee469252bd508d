import { SharedRuns } from './shared-run'

const limits = { keptMs: 60_000, mostKept: 3, atOnce: 2, mostWaiting: 2 }

/** Work that ends when told to, and counts how often it was begun. */
function work<Answer>(answer: Answer) {
  let end: (outcome: Promise<Answer> | Answer) => void = () => undefined
  const outcome = new Promise<Answer>((resolve) => (end = resolve))
  const begun = jest.fn(() => outcome)
  return { begun, finish: () => end(answer), fail: () => end(Promise.reject(new Error('no'))) }
}

const aMoment = () => new Promise((resolve) => setTimeout(resolve, 50))
const settle = () => new Promise((resolve) => setImmediate(resolve))

it('begins equal work once, while it runs and shortly after', async () => {
  const runs = new SharedRuns(limits)
  const one = work('a')
  const both = [runs.run('acme', 'key', one.begun), runs.run('acme', 'key', one.begun)]
  one.finish()
  expect(await Promise.all(both)).toEqual(['a', 'a'])
  expect(await runs.run('acme', 'key', one.begun)).toBe('a')
  expect(one.begun).toHaveBeenCalledTimes(1)
})

it('lets those who want a fresh answer wait for the next run, and share it', async () => {
  const runs = new SharedRuns({ ...limits, keptMs: 50 })
  const slow = work('before the change')
  const first = runs.run('acme', 'key', slow.begun)
  const next = jest.fn(async () => 'after it')
  const fresh = [runs.run('acme', 'key', next, true), runs.run('acme', 'key', next, true)]
  slow.finish()
  expect(await first).toBe('before the change')
  expect(await runs.run('acme', 'key', next)).toBe('before the change')
  expect(await Promise.all(fresh)).toEqual(['after it', 'after it'])
  expect(next).toHaveBeenCalledTimes(1)
})

it('gives who wants a fresh answer that of a run which has not begun yet', async () => {
  const runs = new SharedRuns({ ...limits, atOnce: 1 })
  const before = work('another')
  void runs.run('acme', 'another', before.begun)
  const waiting = jest.fn(async () => 'a')
  const both = [runs.run('acme', 'key', waiting), runs.run('acme', 'key', waiting, true)]
  before.finish()
  expect(await Promise.all(both)).toEqual(['a', 'a'])
  expect(waiting).toHaveBeenCalledTimes(1)
})

it('tells different keys apart', async () => {
  const runs = new SharedRuns(limits)
  expect(await runs.run('acme', 'a', async () => 1)).toBe(1)
  expect(await runs.run('acme', 'b', async () => 2)).toBe(2)
})

it('forgets an answer when its time is over, and a quick failure at once', async () => {
  const runs = new SharedRuns({ ...limits, keptMs: 0 })
  const one = work('a')
  one.finish()
  await runs.run('acme', 'key', one.begun)
  await aMoment()
  await runs.run('acme', 'key', one.begun)
  expect(one.begun).toHaveBeenCalledTimes(2)

  const kept = new SharedRuns(limits)
  const failing = work('b')
  const shared = [kept.run('acme', 'key', failing.begun), kept.run('acme', 'key', failing.begun)]
  failing.fail()
  expect((await Promise.allSettled(shared)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await aMoment()
  expect(await kept.run('acme', 'key', async () => 'again')).toBe('again')
  expect(failing.begun).toHaveBeenCalledTimes(1)
})

it('keeps a slow failure for as long as it took, so that nobody who tries again at once keeps the database busy', async () => {
  const runs = new SharedRuns({ ...limits, keptMs: 0 })
  const slow = jest.fn(() => new Promise((_, reject) => setTimeout(() => reject(new Error('too long')), 300)))
  await expect(runs.run('acme', 'key', slow)).rejects.toThrow('too long')
  await expect(runs.run('acme', 'key', slow)).rejects.toThrow('too long')
  expect(slow).toHaveBeenCalledTimes(1)
})

it('runs a few at once, the others in turn, and refuses when too many wait', async () => {
  const runs = new SharedRuns({ ...limits, mostKept: 10 })
  const works = [0, 1, 2, 3].map((number) => work(number))
  const answers = works.map(({ begun }, index) => runs.run('acme', String(index), begun))
  await expect(runs.run('acme', 'one more', async () => 0)).rejects.toMatchObject({
    extensions: { code: 'RATE_LIMITED' },
  })
  const begun = () => works.map((one) => one.begun.mock.calls.length)
  expect(begun()).toEqual([1, 1, 0, 0])
  works[1]?.fail()
  await Promise.allSettled([answers[1]])
  await settle()
  expect(begun()).toEqual([1, 1, 1, 0])
  for (const one of works) one.finish()
  expect(await Promise.allSettled(answers)).toMatchObject([
    { value: 0 },
    { status: 'rejected' },
    { value: 2 },
    { value: 3 },
  ])
  const later = [work(1), work(2)]
  for (const [index, one] of later.entries()) void runs.run('acme', `later ${index}`, one.begun)
  expect(later.map((one) => one.begun.mock.calls.length)).toEqual([1, 1])
})

it('lets an owner who asks much neither refuse another nor stand before him', async () => {
  const runs = new SharedRuns({ ...limits, atOnce: 1, mostKept: 10 })
  const order: string[] = []
  const ask = (owner: string, question: string) => runs.run(owner, question, async () => void order.push(question))
  const first = work('a0')
  void runs.run('acme', 'a0', first.begun)
  const many = ['a1', 'a2'].map((question) => ask('acme', question))
  await expect(ask('acme', 'a3')).rejects.toMatchObject({ extensions: { code: 'RATE_LIMITED' } })
  const others = ['g1', 'g2'].map((question) => ask('globex', question))
  first.finish()
  await Promise.all([...many, ...others])
  expect(order).toEqual(['a1', 'g1', 'a2', 'g2'])
})

it('shares nothing between owners', async () => {
  const runs = new SharedRuns(limits)
  expect(await runs.run('acme', 'key', async () => 1)).toBe(1)
  expect(await runs.run('globex', 'key', async () => 2)).toBe(2)
})

it('keeps no more answers than it may', async () => {
  const runs = new SharedRuns(limits)
  const one = work('a')
  one.finish()
  await runs.run('acme', 'first', one.begun)
  for (const key of ['a', 'b', 'c']) await runs.run('acme', key, async () => key)
  await runs.run('acme', 'first', one.begun)
  expect(one.begun).toHaveBeenCalledTimes(2)
})
