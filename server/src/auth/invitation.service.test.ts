import { aMember, testPlatform } from '../../test/harness'
import { actionsOf, anAccount, aStranger, password } from '../../test/people'
import type { Platform } from '../platform/context'
import { newId } from '../platform/ids'
import { belongingsOf } from './account'
import { acceptInvitation } from './invitation.accept'
import { invitationById, invitations, inviteMember, revokeInvitation } from './invitation.service'
import { Role } from './role'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const anAdmin = () => aMember(platform, { role: Role.ADMIN })
const anEmail = () => `${newId()}@example.test`
const notFound = { code: 'NOT_FOUND' }

it('brings a new person in with the role offered', async () => {
  const admin = await anAdmin()
  const email = anEmail()
  const { token, invitation } = await inviteMember(admin, { email: email.toUpperCase(), role: Role.RESPONDER })
  expect(invitation).toMatchObject({ email, role: 'RESPONDER' })
  const ctx = aStranger(platform)
  const { viewer } = await acceptInvitation(ctx, { token, name: 'New Person', password })
  expect(viewer).toMatchObject({
    user: { email, name: 'New Person' },
    tenant: { id: admin.tenant.id },
    role: 'RESPONDER',
  })
  expect(ctx.http.token).not.toBeNull()
  expect(await invitations(admin)).toEqual([])
  expect(await actionsOf(platform, admin.tenant)).toEqual(['invitation.create', 'member.join'])
})

it('adds a tenant to an account that is there, which proves its password', async () => {
  const admin = await anAdmin()
  const account = await anAccount(platform)
  const { token } = await inviteMember(admin, { email: account.email, role: Role.VIEWER })
  const wrong = acceptInvitation(aStranger(platform), { token, password: 'a password of a thief' })
  await expect(wrong).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  const { viewer } = await acceptInvitation(aStranger(platform), { token, password })
  expect(viewer).toMatchObject({ user: { id: account.id }, tenant: { id: admin.tenant.id }, role: 'VIEWER' })
  const belongings = await belongingsOf(platform, account.id)
  expect(belongings.map((one) => one.tenant.id).sort()).toEqual([account.tenant.id, admin.tenant.id].sort())
})

it('works once, also when used twice at once', async () => {
  const { token } = await inviteMember(await anAdmin(), { email: anEmail(), role: Role.ANALYST })
  const accept = () => acceptInvitation(aStranger(platform), { token, name: 'New Person', password })
  const all = await Promise.allSettled([accept(), accept()])
  expect(all.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  await expect(accept()).rejects.toMatchObject(notFound)
})

it('is over after seven days', async () => {
  const admin = await anAdmin()
  const { token } = await inviteMember(admin, { email: anEmail(), role: Role.ANALYST })
  await platform.database.transaction({ tenantId: admin.tenant.id }, (db) =>
    db.execute("UPDATE invitation SET expires_at = now() - interval '1 s'"),
  )
  await expect(acceptInvitation(aStranger(platform), { token, name: 'Late', password })).rejects.toMatchObject(notFound)
  expect(await invitations(admin)).toEqual([])
})

it('can be taken back', async () => {
  const admin = await anAdmin()
  const { token, invitation } = await inviteMember(admin, { email: anEmail(), role: Role.ANALYST })
  await revokeInvitation(admin, invitation.id)
  await expect(acceptInvitation(aStranger(platform), { token, name: 'Late', password })).rejects.toMatchObject(notFound)
  await expect(revokeInvitation(admin, invitation.id)).rejects.toMatchObject(notFound)
})

it('is replaced by a second one to the same e-mail', async () => {
  const admin = await anAdmin()
  const email = anEmail()
  const first = await inviteMember(admin, { email, role: Role.ADMIN })
  await inviteMember(admin, { email, role: Role.VIEWER })
  expect((await invitations(admin)).map((one) => one.role)).toEqual(['VIEWER'])
  const late = acceptInvitation(aStranger(platform), { token: first.token, name: 'New', password })
  await expect(late).rejects.toMatchObject(notFound)
})

it('is not sent to a member', async () => {
  const admin = await anAdmin()
  const { email } = await anAccount(platform, { tenant: admin.tenant })
  await expect(inviteMember(admin, { email, role: Role.ADMIN })).rejects.toMatchObject({ code: 'CONFLICT' })
})

it("cannot be seen or taken back from another tenant's side", async () => {
  const { invitation } = await inviteMember(await anAdmin(), { email: anEmail(), role: Role.ANALYST })
  const stranger = await anAdmin()
  expect(await invitationById(stranger, invitation.id)).toBeNull()
  expect(await invitations(stranger)).toEqual([])
  await expect(revokeInvitation(stranger, invitation.id)).rejects.toMatchObject(notFound)
})

it('offers no more than the one who invites holds', async () => {
  const key = await aMember(platform, { permissions: ['member:manage', 'alert:read'] })
  await expect(inviteMember(key, { email: anEmail(), role: Role.ADMIN })).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

it.each([
  ['no name for a new account', { name: null, password }, 'input.name'],
  ['a blank name', { name: '  ', password }, 'input.name'],
  ['a name with NUL', { name: 'A\u0000', password }, 'input.name'],
  ['a short password', { name: 'New', password: 'short' }, 'input.password'],
])('refuses %s', async (_case, rest, path) => {
  const { token } = await inviteMember(await anAdmin(), { email: anEmail(), role: Role.ANALYST })
  const refused = acceptInvitation(aStranger(platform), { token, ...rest })
  await expect(refused).rejects.toMatchObject({ code: 'BAD_USER_INPUT', extensions: { fields: [{ path }] } })
})

it.each(['', 'x', '\u0000'])('does not know the token %j', async (token) => {
  await expect(acceptInvitation(aStranger(platform), { token, name: 'New', password })).rejects.toMatchObject(notFound)
})

it.each(['', 'x', 'a\u0000@example.test', `${'a'.repeat(300)}@example.test`, 'a@b', 'ana@ex\u00e4mple.test'])(
  'does not invite %j',
  async (email) => {
    await expect(inviteMember(await anAdmin(), { email, role: Role.ANALYST })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    })
  },
)
