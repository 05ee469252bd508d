import type { Platform } from '../platform/context'
import { Telemetry } from '../platform/telemetry'
import { hashPassword, isPassword } from './password.hash'

const aPlatform = () => ({ telemetry: new Telemetry() }) as Platform

it('knows a password by its hash, and stores argon2id at the cost OWASP names', async () => {
  const platform = aPlatform()
  const stored = await hashPassword(platform, 'correct horse battery')
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await isPassword(platform, stored, 'correct horse battery')).toBe(true)
  expect(await isPassword(platform, stored, 'correct horse')).toBe(false)
})

it('does the work of a check for nobody, and says no', async () => {
  const platform = aPlatform()
  expect(await isPassword(platform, null, 'correct horse battery')).toBe(false)
  expect((await platform.telemetry.passwordHashes.get()).values[0]?.value).toBe(1)
})

it('sends the flood away beyond three at work and a hundred waiting, then serves again', async () => {
  const platform = aPlatform()
  const all = await Promise.allSettled(Array.from({ length: 150 }, () => isPassword(platform, null, 'x')))
  const refused = all.filter((one) => one.status === 'rejected')
  expect(refused).toHaveLength(47)
  expect(refused[0]?.reason).toMatchObject({ code: 'UNAVAILABLE', extensions: { retryAfter: 2 } })
  expect(await isPassword(platform, null, 'x')).toBe(false)
})
