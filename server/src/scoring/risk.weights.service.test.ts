import { aMember, analystOf, testPlatform } from '../../test/harness'
import { Role } from '../auth/role'
import type { Platform } from '../platform/context'
import { defaultWeights } from './risk.weights'
import { riskWeights, updateRiskWeights, weightsOf } from './risk.weights.service'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

it('goes by our weights until a tenant sets its own, and by those then', async () => {
  const admin = await aMember(platform, { role: Role.ADMIN })
  expect(await riskWeights(admin)).toMatchObject({ version: 0, updatedAt: null, weights: { knownBad: 0.6 } })
  expect((await updateRiskWeights(admin, { weights: { knownBad: 0.6 } })).riskWeights.version).toBe(0)
  const { riskWeights: set } = await updateRiskWeights(admin, { expectedVersion: 0, weights: { knownBad: 0.2 } })
  expect(set).toMatchObject({ version: 1, weights: { knownBad: 0.2 }, defaults: { knownBad: 0.6 } })
  const stored = await platform.database.transaction({ tenantId: admin.tenant.id }, weightsOf)
  expect(stored).toEqual({ ...defaultWeights, knownBad: 0.2 })
  expect((await updateRiskWeights(admin, { weights: { knownBad: 0.2 } })).riskWeights.version).toBe(1)
})

it('refuses a change of what somebody else has changed since', async () => {
  const admin = await aMember(platform, { role: Role.ADMIN })
  await updateRiskWeights(admin, { weights: { severity: 0.9 } })
  const late = updateRiskWeights(admin, { expectedVersion: 0, weights: { severity: 0.8 } })
  await expect(late).rejects.toMatchObject({
    extensions: { code: 'CONFLICT', current: { version: 1, weights: { severity: 0.9 } } },
  })
})

it('lets two who set them first both have their change', async () => {
  const admin = await aMember(platform, { role: Role.ADMIN })
  await Promise.all([
    updateRiskWeights(admin, { weights: { knownBad: 0.1 } }),
    updateRiskWeights(admin, { weights: { repetition: 0.1 } }),
  ])
  expect(await riskWeights(admin)).toMatchObject({ version: 2, weights: { knownBad: 0.1, repetition: 0.1 } })
})

it("neither shows nor changes another tenant's", async () => {
  const admin = await aMember(platform, { role: Role.ADMIN })
  await updateRiskWeights(admin, { weights: { knownBad: 0.1 } })
  const stranger = await analystOf(platform)
  expect(await riskWeights(stranger)).toMatchObject({ version: 0, weights: { knownBad: 0.6 } })
  await updateRiskWeights(stranger, { weights: { knownBad: 0.9 } })
  expect(await riskWeights(admin)).toMatchObject({ version: 1, weights: { knownBad: 0.1 } })
})
