import { aMember, aTenant, testPlatform } from '../../../test/harness'
import type { Platform } from '../../platform/context'
import { statementCount } from '../../platform/database'
import { nextDayAt, quotaState } from './quota'
import { quotaOf } from './quota.answer'
import { QuotaMeter } from './quota.meter'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const noon = Date.UTC(2026, 0, 1, 12)

it('warns from four fifths on and bites at the limit', () => {
  expect([0, 79, 80, 99, 100, 101].map((used) => quotaState(used, 100))).toEqual([
    'WITHIN', 'WITHIN', 'WARNING', 'WARNING', 'EXCEEDED', 'EXCEEDED',
  ]) // prettier-ignore
  expect(quotaState(1e9, null)).toBe('WITHIN')
})

it('ends with the day in UTC', () => {
  expect(nextDayAt(noon)).toBe(Date.UTC(2026, 0, 2))
})

it('refuses what is over the quota until the next day, and tells when that is', async () => {
  let now = noon
  const meter = new QuotaMeter(platform, () => now)
  const { id } = await aTenant(platform)
  await meter.admit(id, 10)
  meter.count(id, 10)
  await expect(meter.admit(id, 10)).rejects.toMatchObject({ extensions: { code: 'RATE_LIMITED', retryAfter: 43_200 } })
  await expect(meter.admit(id, null)).resolves.toBeUndefined()
  now += 86_400_000
  await expect(meter.admit(id, 10)).resolves.toBeUndefined()
  await meter.close()
})

it('knows after a restart, and on another node, what was counted before', async () => {
  const { id } = await aTenant(platform)
  const [first, second] = [new QuotaMeter(platform, () => noon), new QuotaMeter(platform, () => noon)]
  first.count(id, 6)
  await first.close()
  second.count(id, 4)
  await second.save()
  await expect(second.admit(id, 10)).rejects.toMatchObject({ extensions: { code: 'RATE_LIMITED' } })
  await second.close()
  const third = new QuotaMeter(platform, () => noon)
  await expect(third.admit(id, 11)).resolves.toBeUndefined()
  await third.close()
})

it('looks once for all that come at once, and again after a look that failed', async () => {
  const { id } = await aTenant(platform)
  const meter = new QuotaMeter(platform, () => noon)
  const looksOf = async (tenantId: string) => {
    const seen = { statements: [] as string[] }
    const outcomes = await statementCount.run(seen, () =>
      Promise.allSettled(Array.from({ length: 200 }, () => meter.admit(tenantId, 10))),
    )
    return new Set(outcomes.map(({ status }) => `${status} by ${seen.statements.length}`))
  }
  expect(await looksOf(id)).toEqual(new Set(['fulfilled by 1']))
  expect(await looksOf(id)).toEqual(new Set(['fulfilled by 0']))
  for (const _again of [1, 2]) expect(await looksOf('no id')).toEqual(new Set(['rejected by 1']))
  await meter.close()
})

it("counts no tenant's items for another", async () => {
  const [ours, theirs] = [await aTenant(platform), await aTenant(platform)]
  const meter = new QuotaMeter(platform, () => noon)
  meter.count(ours.id, 10)
  await meter.save()
  await expect(meter.admit(theirs.id, 1)).resolves.toBeUndefined()
  await meter.close()
})

it('is told of every tenant to operators, of their own to members, and to nobody else', async () => {
  const member = await aMember(platform)
  const stranger = await aMember(platform)
  const operator = { ...stranger, viewer: stranger.viewer && { ...stranger.viewer, isOperator: true } }
  const meter = new QuotaMeter(platform)
  meter.count(member.tenant.id, 4)
  await meter.close()
  for (const ctx of [member, operator])
    expect(await quotaOf(ctx, member.tenant.id)).toMatchObject({ limit: null, used: 4, state: 'WITHIN' })
  expect(await quotaOf(operator, stranger.tenant.id)).toMatchObject({ used: 0 })
  expect(await quotaOf(stranger, member.tenant.id)).toBeNull()
  const blind = await aMember(platform, { tenant: member.tenant, permissions: ['alert:read'] })
  expect(await quotaOf(blind, member.tenant.id)).toBeNull()
})
