import { Role } from '../src/auth/role'
import { hmacSha256 } from '../src/platform/crypto'
import { aMember, admin, unique } from './harness'
import { aSignedIn, password } from './people'
import { aSender } from './sender'
import { aTalkativeNode } from './talkative-node'
import type { TestNode } from './test-node'

const mark = unique('payloadtext')

it('says nothing of payloads, secrets, signatures and cookies, at any level', async () => {
  const { node, lines } = await aTalkativeNode()
  const sender = await aSender(node)
  const { account } = await aSignedIn(node.platform, { role: Role.ADMIN })
  const signIn = 'mutation ($in: SignInInput!) { signIn(input: $in) { viewer { user { id } } } }'
  const wrong = `${mark} is no password`
  await node.gql(signIn, { in: { email: account.email, password: wrong } })
  const { cookie } = await node.gql(signIn, { in: { email: account.email, password } })
  if (!cookie) throw new Error('No cookie')
  const caller = { cookie, tenant: account.tenant.slug }
  const ask = <Data>(query: string, variables: object = {}) => node.gql<Data>(query, variables, caller)
  const made = await ask<Record<string, Record<string, string>>>(
    `mutation ($slug: String!, $mail: String!) {
      key: createApiKey(input: { name: "k", scopes: ["alert:read"] }) { secret }
      source: createWebhookSource(input: { slug: $slug, name: "own" }) { secret }
      invitation: inviteMember(input: { email: $mail, role: VIEWER }) { token }
    }`,
    { slug: unique('own'), mail: `${unique('x')}@example.test` },
  )
  const { key, source, invitation } = made.data
  const secrets = [key?.secret, source?.secret, invitation?.token].map(String)
  expect(secrets.every((secret) => secret.length >= 16)).toBe(true)

  const signatures: string[] = []
  const send = (body: string, headers: Record<string, string | null> = {}) => {
    signatures.push(hmacSha256(sender.secret, Buffer.from(body)).toString('hex'))
    return sender.send(body, headers)
  }
  await send(`{"title":"${mark}","tags":["${mark}"]}`)
  await send(`{"title":"${mark}"`)
  await send(`["${mark}"]`)
  await send(`{"title":"${mark} 2"}`, { 'x-signature': `sha256=${mark}`, 'idempotency-key': `${mark} ${mark}` })
  await send(`{"title":"${mark} 3"}`, { 'content-type': `text/${mark}` })
  await fetch(`${node.url}/invitation/${invitation?.token}?q=${mark}`, { headers: { accept: 'text/html' } })
  await fetch(`${node.url}/graphql?query=${mark}`, { headers: { 'apollo-require-preflight': '1' } })
  await fetch(`${node.url}/graphql`, { method: 'POST', body: mark, headers: { 'content-type': 'application/json' } })
  await node.gql('{ viewer { user { id } } }', {}, { key: key?.secret })
  await node.gql('{ viewer { user { id } } }', {}, { key: `${key?.secret}${mark}` })
  await ask(`{ alerts(filter: { title: { eq: "${mark}\\u0000" } }) { nodes { id } } }`)
  await ask(`{ alerts(after: "${mark}") { nodes { id } } } # ${mark}`)
  await ask(`mutation { createAlert(input: { title: "${mark}", severity: ${mark.toUpperCase()} }) { alert { id } } }`)
  await ask(`mutation { createAlert(input: { title: "${mark}", severity: LOW, raw: "${mark}" }) { alert { id } } }`)
  await unexpectedFailure(node)
  await node.stop()

  const text = lines.join('')
  expect(lines.length).toBeGreaterThan(15)
  expect(text).toContain('delivery refused')
  expect(text).toContain('unexpected error')
  const cookies = cookie.split('=').slice(1)
  const hidden = [
    mark,
    mark.toUpperCase(),
    password,
    admin.password,
    sender.secret,
    ...secrets,
    ...cookies,
    ...signatures,
  ]
  expect(hidden.filter((secret) => text.includes(secret))).toEqual([])
})

/** A fault of ours, with payload text among the statement's parameters. */
async function unexpectedFailure(node: TestNode): Promise<void> {
  const member = await aMember(node.platform)
  const failing = node.platform.database.transaction({ tenantId: member.tenant.id }, (db) =>
    db.query('INSERT INTO alert_counter (tenant_id, next_number) VALUES ($1, $2)', [member.tenant.id, mark]),
  )
  await failing.catch((error: unknown) => node.platform.log.error({ err: error }, 'unexpected error'))
}
