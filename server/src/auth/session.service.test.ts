import { aMember, testPlatform } from '../../test/harness'
import { aSignedIn, aStranger, password, signedInAs } from '../../test/people'
import type { Context, Platform } from '../platform/context'
import { newId } from '../platform/ids'
import { authenticate } from './authenticate'
import { changePassword } from './password.service'
import { ownSessions, revokeSession, signOut, signOutEverywhere } from './session.service'
import { signIn } from './sign-in.service'
import { announceRights } from '../platform/rights'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const viewerBehind = async (cookieToken: string | null) => (await authenticate(platform, { cookieToken })).viewer
const keyContext = (ctx: Context): Context => ({
  ...ctx,
  viewer: ctx.viewer && { ...ctx.viewer, kind: 'API_KEY', sessionId: null },
})

const age = (userId: string, column: 'last_seen_at' | 'expires_at', by: string) =>
  platform.database.transaction({ userId }, (db) =>
    db.execute(`UPDATE session SET ${column} = now() - $1::interval`, [by]),
  )

it('ends at sign-out, at once', async () => {
  const { ctx } = await aSignedIn(platform)
  const token = ctx.http.token
  expect(await viewerBehind(token)).not.toBeNull()
  expect(await signOut(ctx)).toBe(true)
  expect(await viewerBehind(token)).toBeNull()
  expect(ctx.http.token).toBeNull()
  expect(await signOut(ctx)).toBe(true)
})

it.each([
  ['twelve hours without use', 'last_seen_at', '12 h'],
  ['its latest end', 'expires_at', '1 s'],
] as const)('ends after %s', async (_case, column, by) => {
  const { account, ctx } = await aSignedIn(platform)
  announceRights(platform, account.id)
  await age(account.id, column, by)
  expect(await viewerBehind(ctx.http.token)).toBeNull()
})

it('notes that it was used when the last note is a minute old, and not before', async () => {
  const { account, ctx } = await aSignedIn(platform)
  const seen = async () => (await ownSessions(ctx))[0]?.lastSeenAt.getTime() ?? 0
  const first = await seen()
  await viewerBehind(ctx.http.token)
  expect(await seen()).toBe(first)
  await age(account.id, 'last_seen_at', '2 min')
  announceRights(platform, account.id)
  await viewerBehind(ctx.http.token)
  expect(await seen()).toBeGreaterThanOrEqual(first)
})

it('shows one the own sessions alone', async () => {
  const { account, ctx } = await aSignedIn(platform)
  await signedInAs(platform, account.email)
  await aSignedIn(platform, { tenant: account.tenant })
  const sessions = await ownSessions(ctx)
  expect(sessions).toHaveLength(2)
  expect(sessions.every((one) => one.userId === account.id)).toBe(true)
})

it("does not end a colleague's session, nor a stranger's", async () => {
  const { account, ctx } = await aSignedIn(platform)
  const colleague = await aSignedIn(platform, { tenant: account.tenant })
  const stranger = await aSignedIn(platform)
  for (const other of [colleague, stranger]) {
    await expect(revokeSession(ctx, other.ctx.viewer?.sessionId ?? '')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await viewerBehind(other.ctx.http.token)).not.toBeNull()
  }
  await expect(revokeSession(ctx, newId())).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(revokeSession(ctx, "'; --\u0000")).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

it('ends one other browser', async () => {
  const { account, ctx } = await aSignedIn(platform)
  const other = await signedInAs(platform, account.email)
  await revokeSession(ctx, other.viewer?.sessionId ?? '')
  expect(await viewerBehind(other.http.token)).toBeNull()
  expect(await viewerBehind(ctx.http.token)).not.toBeNull()
})

it('ends everywhere', async () => {
  const { account, ctx } = await aSignedIn(platform)
  const other = await signedInAs(platform, account.email)
  const tokens = [ctx.http.token, other.http.token]
  await signOutEverywhere(ctx)
  for (const token of tokens) expect(await viewerBehind(token)).toBeNull()
})

it('is nothing a key has', async () => {
  const key = keyContext((await aSignedIn(platform)).ctx)
  const change = { currentPassword: password, newPassword: 'another good password' }
  for (const attempt of [
    signOut(key),
    signOutEverywhere(key),
    revokeSession(key, newId()),
    changePassword(key, change),
  ]) {
    await expect(attempt).rejects.toMatchObject({ code: 'FORBIDDEN' })
  }
  expect(() => ownSessions(key)).toThrow('An API key has no sessions')
})

it('survives a change of password under a new token; the others end, and the old password with them', async () => {
  const { account, ctx } = await aSignedIn(platform, { mustChangePassword: true })
  const other = await signedInAs(platform, account.email)
  const before = ctx.http.token
  const { viewer } = await changePassword(ctx, { currentPassword: password, newPassword: 'another good password' })
  expect(viewer.mustChangePassword).toBe(false)
  expect(ctx.http.token).not.toBe(before)
  expect(await viewerBehind(ctx.http.token)).toMatchObject({ id: account.id })
  expect(await viewerBehind(before)).toBeNull()
  expect(await viewerBehind(other.http.token)).toBeNull()
  await expect(signIn(aStranger(platform), { email: account.email, password })).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
  })
})

it.each([
  ['a wrong current one', { currentPassword: 'wrong horse battery', newPassword: 'another good password' }],
  ['a short one', { currentPassword: password, newPassword: 'short' }],
  ['the same one', { currentPassword: password, newPassword: password }],
])('keeps the password when given %s', async (_case, input) => {
  const { account, ctx } = await aSignedIn(platform)
  await expect(changePassword(ctx, input)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' })
  await expect(signedInAs(platform, account.email)).resolves.toBeDefined()
})

it('changes the password once when asked twice at once', async () => {
  const { account, ctx } = await aSignedIn(platform)
  const other = await signedInAs(platform, account.email)
  const change = (one: Context, newPassword: string) => changePassword(one, { currentPassword: password, newPassword })
  const all = await Promise.allSettled([change(ctx, 'first good password'), change(other, 'second good password')])
  expect(all.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
})

it('is remembered in no tenant where one is no member', async () => {
  const { ctx } = await aSignedIn(platform)
  const elsewhere = await aMember(platform)
  for (const tenant of [elsewhere.tenant.slug, elsewhere.tenant.id, 'no-such-tenant', '\u0000', 'x'.repeat(10_000)]) {
    await expect(authenticate(platform, { cookieToken: ctx.http.token, tenant })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  }
})

it.each(['', 'short', 'x'.repeat(43), 'x'.repeat(100_000), '\u0000'.repeat(43)])(
  'takes the cookie %#, which is none, for nobody',
  async (cookieToken) => {
    expect(await authenticate(platform, { cookieToken })).toEqual({ viewer: null, tenant: null })
  },
)

it('is not cut off by a password changed over a WebSocket, which could not hand out the new cookie', async () => {
  const { ctx } = await aSignedIn(platform)
  const change = { currentPassword: password, newPassword: 'another good password' }
  await expect(changePassword({ ...ctx, http: null }, change)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' })
  expect(await viewerBehind(ctx.http.token)).not.toBeNull()
})
