import { aTenant, testPlatform } from '../../test/harness'
import { statementCount } from '../platform/database'
import type { Platform } from '../platform/context'
import { leaseNumbers } from './alert.number'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

/** Another node on the same database. */
const anotherNode = (): Platform => ({ ...platform })

it('starts at 1 and rises, for each tenant by itself', async () => {
  const [acme, globex] = [await aTenant(platform), await aTenant(platform)]
  expect(await leaseNumbers(platform, acme.id, 3)).toEqual([1, 2, 3])
  expect((await leaseNumbers(platform, acme.id, 1))[0]).toBeGreaterThan(3)
  expect(await leaseNumbers(platform, globex.id, 1)).toEqual([1])
})

it('never gives a number twice, over callers and nodes at once', async () => {
  const { id } = await aTenant(platform)
  const nodes = [platform, anotherNode(), anotherNode()]
  const blocks = await Promise.all(
    Array.from({ length: 60 }, (_, i) => leaseNumbers(nodes[i % 3] ?? platform, id, 1 + (i % 4))),
  )
  const numbers = blocks.flat()
  expect(new Set(numbers).size).toBe(numbers.length)
  expect(numbers).toHaveLength(blocks.reduce((sum, block) => sum + block.length, 0))
})

it('asks the database less and less under load', async () => {
  const { id } = await aTenant(platform)
  const statements: string[] = []
  await statementCount.run({ statements }, async () => {
    for (let index = 0; index < 500; index++) await leaseNumbers(platform, id, 1)
  })
  expect(statements.length).toBeLessThan(12) // 1, 2, 4, … 256: nine blocks
})

it('goes on after a failure', async () => {
  const { id } = await aTenant(platform)
  await expect(leaseNumbers(platform, 'no tenant', 1)).rejects.toThrow()
  await expect(leaseNumbers(platform, 'no tenant', 1)).rejects.toThrow()
  expect(await leaseNumbers(platform, id, 1)).toEqual([1])
})
