import type { Platform } from '../platform/context'
import { aMember, testPlatform } from '../../test/harness'
import { SourceDirectory } from './source.directory'
import { createWebhookSource, rotateSourceSecret } from './source.service'

let platform: Platform
let close: () => Promise<void>

beforeAll(async () => ({ platform, close } = await testPlatform()))
afterEach(() => jest.restoreAllMocks())
afterAll(() => close())

async function aSource() {
  const admin = await aMember(platform)
  const { source, secret } = await createWebhookSource(admin, { slug: 'siem', name: 'SIEM' })
  return { admin, id: source.id, tenant: admin.tenant.slug, secret }
}

const laterBy = (milliseconds: number) => {
  const now = Date.now()
  jest.spyOn(Date, 'now').mockImplementation(() => now + milliseconds)
}

it('remembers for five seconds, and looks again at once when the source changes', async () => {
  const directory = new SourceDirectory(platform)
  const { admin, id, tenant, secret } = await aSource()
  const found = directory.find(tenant, 'siem')
  expect(directory.find(tenant, 'siem')).toBe(found)
  expect((await found).source?.secret.toString()).toBe(secret)

  const rotated = await rotateSourceSecret(admin, { id, overlapSeconds: 0 })
  const again = directory.find(tenant, 'siem')
  expect((await again).source?.secret.toString()).toBe(rotated.secret)
  laterBy(5_001)
  expect(directory.find(tenant, 'siem')).not.toBe(again)
  directory.close()
})

it('finds a known source in the middle of a flood of made-up names, of which it refuses what is too much', async () => {
  const directory = new SourceDirectory(platform)
  const { id, tenant } = await aSource()
  await directory.find(tenant, 'siem')
  laterBy(5_001)
  const flood = Array.from({ length: 1_100 }, (_, n) => directory.find(tenant, `made-up-${n}`))
  const outcomes = Promise.allSettled(flood)
  expect((await directory.find(tenant, 'siem')).source?.id).toBe(id)
  const refused = (await outcomes).filter((outcome) => outcome.status === 'rejected')
  expect(refused.length).toBe(98)
  expect(refused[0]).toMatchObject({ reason: { code: 'RATE_LIMITED' } })
  directory.close()
})
