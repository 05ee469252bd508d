import { aMember, unique } from '../../test/harness'
import { anAccount, password } from '../../test/people'
import { startTestNode, type TestNode } from '../../test/test-node'
import { createApiKey } from './api-key.service'
import { inviteMember } from './invitation.service'
import { Role } from './role'

let node: TestNode
beforeAll(async () => void (node = await startTestNode()))
afterAll(() => node.stop())

const signInMutation = `mutation ($input: SignInInput!) {
  signIn(input: $input) { challenge viewer { user { id email name } tenant { id slug } role permissions mustChangePassword tenants { role tenant { slug } } } }
}`
interface SignedIn {
  signIn: { viewer: { user: { id: string }; tenant: { slug: string }; mustChangePassword: boolean; tenants: object[] } }
}

async function cookieOf(email: string, given = password): Promise<string> {
  const { cookie } = await node.gql(signInMutation, { input: { email, password: given } })
  if (!cookie) throw new Error('No cookie came with the sign-in')
  return cookie
}

const codeOf = (answer: { errors?: { extensions: { code: string } }[] }) => answer.errors?.[0]?.extensions.code

it('signs in with a cookie that scripts cannot read, and out again', async () => {
  const { email, id, tenant } = await anAccount(node.platform)
  const answer = await fetch(`${node.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: signInMutation, variables: { input: { email, password } } }),
  })
  const header = answer.headers.get('set-cookie') ?? ''
  expect(header).toMatch(/^tocsin_session=[A-Za-z0-9_-]{43};.*HttpOnly.*SameSite=Lax/)
  const { data } = (await answer.json()) as { data: SignedIn }
  expect(data.signIn.viewer).toMatchObject({ user: { id, email }, tenant: { slug: tenant.slug } })
  expect(data.signIn.viewer.tenants).toEqual([{ role: 'ANALYST', tenant: { slug: tenant.slug } }])

  const cookie = header.split(';')[0]
  const asked = await node.gql<{ viewer: object }>('{ viewer { user { id } } }', {}, { cookie })
  expect(asked.data.viewer).toEqual({ user: { id } })
  await node.gql('mutation { signOut }', {}, { cookie })
  const after = await node.gql<{ viewer: null }>('{ viewer { user { id } } }', {}, { cookie })
  expect(after.data.viewer).toBeNull()
})

it('does not take a form or a foreign page for the person', async () => {
  const { email } = await anAccount(node.platform)
  const cookie = await cookieOf(email)
  const foreign = await node.gql<{ viewer: null }>(
    '{ viewer { role } }',
    {},
    { cookie, headers: { origin: 'https://evil.example' } },
  )
  expect(foreign.data?.viewer ?? null).toBeNull()
})

it('lets a generated password do nothing but change', async () => {
  const { email } = await anAccount(node.platform, { mustChangePassword: true, role: Role.ADMIN })
  const cookie = await cookieOf(email)
  expect(codeOf(await node.gql('{ members { role } }', {}, { cookie }))).toBe('FORBIDDEN')
  const seen = await node.gql<{ viewer: { mustChangePassword: boolean } }>(
    '{ viewer { mustChangePassword } }',
    {},
    { cookie },
  )
  expect(seen.data.viewer.mustChangePassword).toBe(true)
  const change =
    'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { viewer { mustChangePassword } } }'
  const input = { currentPassword: password, newPassword: 'another good password' }
  const changed = await node.gql<{ changePassword: object }>(change, { input }, { cookie })
  expect(changed.data.changePassword).toEqual({ viewer: { mustChangePassword: false } })
  const members = await node.gql<{ members: object[] }>('{ members { role } }', {}, { cookie: changed.cookie ?? '' })
  expect(members.data.members).toEqual([{ role: 'ADMIN' }])
})

it('answers a wrong type, NUL and an unknown field with a fault of the caller, never a 500', async () => {
  const wrong = [7, null, { a: 1 }, ['x'], 'a\u0000b@example.test', 'x'.repeat(100_000)]
  for (const email of wrong) {
    const answer = await node.gql(signInMutation, { input: { email, password } })
    expect(codeOf(answer)).toBe('BAD_USER_INPUT')
    expect(answer.status).toBeLessThan(500)
  }
})

it('tells how long to wait when guesses come too fast', async () => {
  const { email } = await anAccount(node.platform)
  for (let n = 0; n < 10; n++) await node.gql(signInMutation, { input: { email, password: 'wrong horse battery' } })
  const { errors } = await node.gql(signInMutation, { input: { email, password } })
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfter: expect.any(Number) })
})

it('keeps what is for operators from others', async () => {
  const { email } = await anAccount(node.platform, { role: Role.ADMIN })
  const create = 'mutation ($input: CreateTenantInput!) { createTenant(input: $input) { tenant { slug } } }'
  const input = { slug: unique('mine'), name: 'Mine' }
  expect(codeOf(await node.gql(create, { input }, { cookie: await cookieOf(email) }))).toBe('FORBIDDEN')
  expect(codeOf(await node.gql(create, { input }))).toBe('UNAUTHENTICATED')
})

it('finds nothing of another tenant by node id, and nothing a role may not see', async () => {
  const admin = await aMember(node.platform, { role: Role.ADMIN })
  const { apiKey, secret } = await createApiKey(admin, {
    name: 'k',
    scopes: ['key:manage', 'member:read', 'member:manage'],
  })
  const { invitation } = await inviteMember(admin, { email: `${unique('x')}@example.test`, role: Role.VIEWER })
  const stranger = await anAccount(node.platform, { role: Role.ADMIN })
  const viewer = await anAccount(node.platform, { tenant: admin.tenant, role: Role.VIEWER })
  const typeOf = async (id: string, caller: object) => {
    const { data } = await node.gql<{ node: { __typename: string } | null }>(
      'query ($id: ID!) { node(id: $id) { __typename id } }',
      { id },
      caller,
    )
    return data.node?.__typename ?? null
  }
  const own = { key: secret }
  const ids = [apiKey.id, invitation.id, admin.viewer?.id ?? '', admin.tenant.id]
  expect(await Promise.all(ids.map((id) => typeOf(id, own)))).toEqual(['ApiKey', 'Invitation', 'User', 'Tenant'])
  const foreign = { cookie: await cookieOf(stranger.email) }
  expect(await Promise.all(ids.map((id) => typeOf(id, foreign)))).toEqual([null, null, null, null])
  const below = { cookie: await cookieOf(viewer.email) }
  expect(await Promise.all(ids.map((id) => typeOf(id, below)))).toEqual([null, null, 'User', 'Tenant'])
})

it('asks each mutation on people for its permission', async () => {
  const { email, tenant } = await anAccount(node.platform)
  const caller = { cookie: await cookieOf(email), tenant: tenant.slug }
  const fields = [
    '{ invitations { id } }',
    '{ apiKeys { id } }',
    'mutation { revokeApiKey(input: { id: "x" }) { apiKey { id } } }',
  ]
  for (const field of fields) expect(codeOf(await node.gql(field, {}, caller))).toBe('FORBIDDEN')
})
