import { createHmac } from 'node:crypto'
import { Fault } from './project.mjs'

/** A signed-in person over plain HTTP, as a browser on the server's own page would be. */
export async function signIn(url, tenant, email, password) {
  const person = { url, tenant, cookie: '' }
  await ask(person, 'mutation SignIn($input: SignInInput!) { signIn(input: $input) { viewer { role } } }', {
    input: { email, password },
  })
  return person
}

/** One GraphQL operation. @throws Fault with the server's words when it has errors. */
export async function ask(person, query, variables = {}) {
  const response = await fetch(`${person.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: person.url,
      'x-tenant': person.tenant,
      cookie: person.cookie,
    },
    body: JSON.stringify({ query, variables }),
  })
  const [cookie] = response.headers.getSetCookie()
  if (cookie) person.cookie = cookie.split(';')[0]
  const { data, errors } = await response.json()
  if (errors)
    throw new Fault(
      `GraphQL: ${errors.map(({ message, extensions }) => `${message} (${extensions?.code})`).join('; ')}`,
    )
  return data
}

/** Longest that a sender waits for an answer. */
const PATIENCE_MS = 60_000

/**
 * Sends one signed delivery.
 * @returns status, answer and headers; status 0 when the connection broke, 'none' when no answer came for a minute.
 */
export async function sendWebhook(url, { tenant, source, secret }, body, contentType = 'application/json') {
  const signature = createHmac('sha256', secret).update(body).digest('hex')
  const headers = { 'content-type': contentType, 'x-tenant': tenant, 'x-signature': `sha256=${signature}` }
  const signal = AbortSignal.timeout(PATIENCE_MS)
  try {
    const response = await fetch(`${url}/api/v1/webhook/${source}`, { method: 'POST', headers, body, signal })
    return { status: response.status, answer: await response.json(), headers: response.headers }
  } catch {
    return { status: signal.aborted ? 'none' : 0 }
  }
}
