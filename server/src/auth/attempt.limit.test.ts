import type { Context, Platform } from '../platform/context'
import { countAttempt, networkOf } from './attempt.limit'

const from = (platform: Platform, address: string) => ({ platform, address }) as Context
const aPlatform = () => ({ config: {} }) as Platform

async function tries(ctx: Context, account: string, count: number): Promise<void> {
  for (let attempt = 0; attempt < count; attempt++) await countAttempt(ctx, account)
}

it('stops the eleventh guess at an account and says how long to wait', async () => {
  const ctx = from(aPlatform(), '198.51.100.7')
  await tries(ctx, 'ana@example.test', 10)
  const refused = countAttempt(ctx, 'ana@example.test')
  await expect(refused).rejects.toMatchObject({ code: 'RATE_LIMITED', extensions: { retryAfter: expect.any(Number) } })
})

it('does not lock the account out from another address', async () => {
  const platform = aPlatform()
  await tries(from(platform, '198.51.100.7'), 'ana@example.test', 10)
  await expect(countAttempt(from(platform, '203.0.113.9'), 'ana@example.test')).resolves.toBeDefined()
})

it('stops one address that tries many accounts', async () => {
  const ctx = from(aPlatform(), '198.51.100.7')
  for (let n = 0; n < 100; n++) await countAttempt(ctx, `user${n}@example.test`)
  await expect(countAttempt(ctx, 'another@example.test')).rejects.toMatchObject({ code: 'RATE_LIMITED' })
})

it('does not count right passwords', async () => {
  const ctx = from(aPlatform(), '198.51.100.7')
  for (let n = 0; n < 300; n++) await (await countAttempt(ctx, 'ana@example.test')).succeed()
  await expect(countAttempt(ctx, 'ana@example.test')).resolves.toBeDefined()
})

it('counts guesses that are sent at once', async () => {
  const ctx = from(aPlatform(), '198.51.100.7')
  const all = await Promise.allSettled(Array.from({ length: 30 }, () => countAttempt(ctx, 'ana@example.test')))
  expect(all.filter((one) => one.status === 'fulfilled')).toHaveLength(10)
})

it.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002:ffff::1', '2001:db8:1:2::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('counts %s as %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})
