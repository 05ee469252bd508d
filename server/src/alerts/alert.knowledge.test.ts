import { aMember, testPlatform } from '../../test/harness'
import { assetRegister } from '../assets/asset.register'
import { addToRegister } from '../assets/register.service'
import { Role } from '../auth/role'
import type { Platform } from '../platform/context'
import { statementCount } from '../platform/database'
import { Knowledge, knowledgeOf } from './alert.knowledge'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())
afterEach(() => jest.useRealTimers())

/** Statements that `work` runs. */
async function statements(work: () => Promise<unknown>): Promise<number> {
  const counted = { statements: [] as string[] }
  await statementCount.run(counted, work)
  return counted.statements.length
}

const later = (ms: number) =>
  jest.useFakeTimers({ now: Date.now() + ms, doNotFake: ['setImmediate', 'nextTick', 'setTimeout'] })
const settled = () => new Promise((resolve) => setImmediate(resolve))

it('asks once for all that come within the minute, and again after it', async () => {
  const { tenant } = await aMember(platform)
  const knowledge = new Knowledge(platform)
  const ask = () => knowledge.of(tenant.id)
  expect(await statements(() => Promise.all([ask(), ask()]))).toBeGreaterThan(0)
  expect(await statements(ask)).toBe(0)
  later(61_000)
  expect(await statements(ask)).toBeGreaterThan(0)
})

it('renews what gets old beside the work: who asks has the old at once', async () => {
  const { tenant } = await aMember(platform)
  const knowledge = new Knowledge(platform)
  const old = await knowledge.of(tenant.id)
  later(31_000)
  expect(await knowledge.of(tenant.id)).toBe(old)
  for (let turn = 0; turn < 200 && (await knowledge.of(tenant.id)) === old; turn++)
    await new Promise((go) => setTimeout(go, 10))
  expect(await knowledge.of(tenant.id)).not.toBe(old)
})

it('drops what it has of a tenant when that tells of a change, and of nobody else', async () => {
  const [admin, other] = [await aMember(platform, { role: Role.ADMIN }), await aMember(platform)]
  const knowledge = knowledgeOf(platform)
  const [mine, theirs] = [await knowledge.of(admin.tenant.id), await knowledge.of(other.tenant.id)]
  expect(mine.assets.find({ host: 'srv', srcIp: null, dstIp: null })).toBeNull()
  await addToRegister(admin, assetRegister, { host: 'srv' })
  await settled()
  const now = await knowledge.of(admin.tenant.id)
  expect(now.assets.find({ host: 'srv', srcIp: null, dstIp: null })).toMatchObject({ host: 'srv' })
  expect(await knowledge.of(other.tenant.id)).toBe(theirs)
})

it('remembers no failure', async () => {
  const knowledge = new Knowledge(platform)
  const { tenant } = await aMember(platform)
  await expect(knowledge.of('no id')).rejects.toThrow()
  await expect(knowledge.of('no id')).rejects.toThrow()
  expect((await knowledge.of(tenant.id)).size).toBe(0)
})
