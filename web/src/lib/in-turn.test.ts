import { eachOf, InTurn } from './in-turn'

/** Work that ends when it is told to. */
function gate() {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { open, opened }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('InTurn', () => {
  it('lets the second wait for the first of the same row, and no other row', async () => {
    const turns = new InTurn()
    const log: string[] = []
    const first = gate()
    const a = turns.run('a', async () => (await first.opened, log.push('a1')))
    const b = turns.run('a', async () => log.push('a2'))
    await turns.run('b', async () => log.push('b1'))
    expect(log).toEqual(['b1'])
    first.open()
    await Promise.all([a, b])
    expect(log).toEqual(['b1', 'a1', 'a2'])
  })

  it('goes on after a failure', async () => {
    const turns = new InTurn()
    const failed = turns.run('a', () => Promise.reject(new Error('no')))
    const next = turns.run('a', async () => 'yes')
    await expect(failed).rejects.toThrow('no')
    await expect(next).resolves.toBe('yes')
  })
})

describe('eachOf', () => {
  it('runs no more than the limit at once and keeps the order of the items', async () => {
    let running = 0
    let most = 0
    const progress: number[] = []
    const work = async (item: number) => {
      most = Math.max(most, ++running)
      await settled()
      running -= 1
      return item * 2
    }
    const results = await eachOf([1, 2, 3, 4, 5, 6, 7], 3, work, (done) => progress.push(done))
    expect(results).toEqual([2, 4, 6, 8, 10, 12, 14])
    expect(most).toBe(3)
    expect(progress).toEqual([1, 2, 3, 4, 5, 6, 7])
  })

  it('has nothing to do for no items', async () => {
    await expect(eachOf([], 4, async () => 1)).resolves.toEqual([])
  })
})
