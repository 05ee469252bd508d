import { testPlatform } from '../../test/harness'
import { actionsOf, anAccount, aSignedIn, aStranger, password, signedInAs } from '../../test/people'
import type { Platform } from '../platform/context'
import { authenticate } from './authenticate'
import { signIn } from './sign-in.service'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const hashes = async () => (await platform.telemetry.passwordHashes.get()).values[0]?.value ?? 0

const disable = (id: string) =>
  platform.database.asLogin(async (db) => {
    await db.query('ALTER TABLE app_user NO FORCE ROW LEVEL SECURITY')
    await db.query('UPDATE app_user SET disabled_at = now() WHERE id = $1', [id])
    await db.query('ALTER TABLE app_user FORCE ROW LEVEL SECURITY')
  })

it('opens a session whose cookie brings the person back', async () => {
  const { email, id, tenant } = await anAccount(platform)
  const ctx = aStranger(platform)
  const { viewer, challenge } = await signIn(ctx, { email: ` ${email.toUpperCase()} `, password })
  expect(challenge).toBeNull()
  expect(viewer).toMatchObject({ user: { id, email }, tenant: { id: tenant.id, slug: tenant.slug }, role: 'ANALYST' })
  const back = await authenticate(platform, { cookieToken: ctx.http.token })
  expect(back).toMatchObject({ viewer: { id, kind: 'USER' }, tenant: { id: tenant.id } })
})

it('gives an unknown e-mail, a wrong password and a disabled person the same answer after the same work', async () => {
  const known = await anAccount(platform)
  const disabled = await anAccount(platform)
  await disable(disabled.id)
  const tries = [
    { email: known.email, password: 'wrong horse battery' },
    { email: 'nobody@example.test', password },
    { email: disabled.email, password },
  ]
  for (const input of tries) {
    const before = await hashes()
    const refused = signIn(aStranger(platform), input)
    await expect(refused).rejects.toMatchObject({ code: 'UNAUTHENTICATED', message: 'E-mail or password is wrong' })
    expect((await hashes()) - before).toBe(1)
  }
})

it('slows guesses at one account from one address, and nobody elsewhere', async () => {
  const { email } = await anAccount(platform)
  const thief = aStranger(platform)
  for (let n = 0; n < 10; n++) {
    await expect(signIn(thief, { email, password: `guess number ${n}` })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
  }
  const before = await hashes()
  await expect(signIn(thief, { email, password })).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  expect(await hashes()).toBe(before)
  await expect(signIn(aStranger(platform), { email, password })).resolves.toMatchObject({ viewer: { user: { email } } })
})

it('gives a new token at each sign-in and ends the session it comes from', async () => {
  const { account, ctx } = await aSignedIn(platform)
  const first = ctx.http.token
  await signIn(ctx, { email: account.email, password })
  expect(ctx.http.token).not.toBe(first)
  expect(await authenticate(platform, { cookieToken: first })).toEqual({ viewer: null, tenant: null })
})

it('puts sign-ins and refusals on record in the home tenant', async () => {
  const { email, tenant } = await anAccount(platform)
  await expect(signIn(aStranger(platform), { email, password: 'wrong horse' })).rejects.toThrow()
  await signedInAs(platform, email)
  const recorded = async (): Promise<string[]> => {
    const actions = await actionsOf(platform, tenant)
    return actions.length < 2 ? new Promise((resolve) => setTimeout(() => resolve(recorded()), 20)) : actions.sort()
  }
  expect(await recorded()).toEqual(['session.refuse', 'session.signIn'])
})

it.each([
  ['no e-mail address', 'not an address', password],
  ['an e-mail with NUL', 'a\u0000@example.test', password],
  ['an e-mail in Cyrillic', '\u0430dmin@example.test', password],
  ['an endless e-mail', `${'a'.repeat(10_000)}@example.test`, password],
  ['an endless password', 'a@example.test', 'x'.repeat(100_000)],
  ['an empty password', 'a@example.test', ''],
  ['a number', 7 as unknown as string, password],
])('refuses %s as bad input, without hashing', async (_case, email, given) => {
  const before = await hashes()
  await expect(signIn(aStranger(platform), { email, password: given })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
  })
  expect(await hashes()).toBe(before)
})

it('does not sign in where no cookie can be set', async () => {
  const { email } = await anAccount(platform)
  await expect(signIn({ ...aStranger(platform), http: null }, { email, password })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
  })
})

it('works out thirty sign-ins at once', async () => {
  const { email } = await anAccount(platform)
  const all = await Promise.all(Array.from({ length: 30 }, () => signedInAs(platform, email)))
  expect(new Set(all.map((ctx) => ctx.http.token)).size).toBe(30)
})
