import { aMember, testPlatform } from '../../test/harness'
import { actionsOf, aSignedIn } from '../../test/people'
import type { Platform } from '../platform/context'
import { newId } from '../platform/ids'
import { authenticate } from './authenticate'
import { members, removeMember, setMemberRole } from './member.service'
import { Role } from './role'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const anAdmin = (tenant?: Awaited<ReturnType<typeof aMember>>['tenant']) =>
  aMember(platform, { tenant, role: Role.ADMIN })
const idOf = (ctx: { viewer: { id: string } | null }) => ctx.viewer?.id ?? ''

it('lists the people of the tenant, and nobody else', async () => {
  const admin = await anAdmin()
  const analyst = await aMember(platform, { tenant: admin.tenant, name: 'Zoe' })
  await aMember(platform)
  const seen = await members(admin)
  expect(seen.map((one) => [one.user.id, one.role])).toEqual([
    [idOf(admin), 'ADMIN'],
    [idOf(analyst), 'ANALYST'],
  ])
})

it('changes a role, records it and ends the sessions', async () => {
  const { account, ctx } = await aSignedIn(platform)
  const admin = await anAdmin(account.tenant)
  await authenticate(platform, { cookieToken: ctx.http.token })
  const { member } = await setMemberRole(admin, { userId: account.id, role: Role.VIEWER })
  expect(member.role).toBe('VIEWER')
  expect((await authenticate(platform, { cookieToken: ctx.http.token })).viewer).toBeNull()
  expect(await actionsOf(platform, account.tenant)).toContain('member.setRole')
})

it('changes nothing when the role is the same already', async () => {
  const { account, ctx } = await aSignedIn(platform)
  const admin = await anAdmin(account.tenant)
  await setMemberRole(admin, { userId: account.id, role: Role.ANALYST })
  expect((await authenticate(platform, { cookieToken: ctx.http.token })).viewer).not.toBeNull()
  expect(await actionsOf(platform, account.tenant)).not.toContain('member.setRole')
})

it('takes a member out at once', async () => {
  const { account, ctx } = await aSignedIn(platform)
  const admin = await anAdmin(account.tenant)
  const { user } = await removeMember(admin, { userId: account.id })
  expect(user).toMatchObject({ id: account.id, email: account.email })
  expect((await authenticate(platform, { cookieToken: ctx.http.token })).viewer).toBeNull()
  expect((await members(admin)).map((one) => one.user.id)).toEqual([idOf(admin)])
})

it("cannot touch another tenant's member", async () => {
  const admin = await anAdmin()
  const other = await aMember(platform)
  for (const userId of [idOf(other), newId(), 'not-an-id', '\u0000']) {
    await expect(setMemberRole(admin, { userId, role: Role.ADMIN })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(removeMember(admin, { userId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }
})

it('keeps the last administrator', async () => {
  const admin = await anAdmin()
  const userId = idOf(admin)
  await expect(setMemberRole(admin, { userId, role: Role.VIEWER })).rejects.toMatchObject({ code: 'CONFLICT' })
  await expect(removeMember(admin, { userId })).rejects.toMatchObject({ code: 'CONFLICT' })
})

it.each(['demote', 'remove'])('keeps one of two administrators who %s each other at once', async (deed) => {
  for (let round = 0; round < 5; round++) {
    const first = await anAdmin()
    const second = await anAdmin(first.tenant)
    const strike = (by: typeof first, userId: string) =>
      deed === 'demote' ? setMemberRole(by, { userId, role: Role.ANALYST }) : removeMember(by, { userId })
    const outcome = await Promise.allSettled([strike(first, idOf(second)), strike(second, idOf(first))])
    expect(outcome.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const left = await members(first)
    expect(left.filter((one) => one.role === Role.ADMIN)).toHaveLength(1)
  }
})

it('lets a key for members neither make nor break an administrator', async () => {
  const admin = await anAdmin()
  const second = await anAdmin(admin.tenant)
  const analyst = await aMember(platform, { tenant: admin.tenant })
  const key = await aMember(platform, { tenant: admin.tenant, permissions: ['member:manage'] })
  await expect(setMemberRole(key, { userId: idOf(analyst), role: Role.ADMIN })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  await expect(setMemberRole(key, { userId: idOf(second), role: Role.VIEWER })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  await expect(removeMember(key, { userId: idOf(second) })).rejects.toMatchObject({ code: 'FORBIDDEN' })
})
