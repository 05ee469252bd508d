import { connect } from 'node:net'
import { WebSocket } from 'ws'
import { admin } from './harness'
import { startTestNode, type Caller, type TestNode } from './test-node'

let node: TestNode
let operator: Caller
beforeAll(async () => {
  node = await startTestNode()
  const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { challenge } }'
  const { cookie } = await node.gql(signIn, { input: admin })
  operator = { cookie: cookie ?? '', tenant: node.platform.config.TOCSIN_TENANT }
})
afterAll(() => node.stop())

const upgradeTo = (path: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n'

/** Asks for an upgrade and resets the connection before the answer is out. */
const resetWhileUpgrading = (path: string): Promise<void> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(node.url).port), '127.0.0.1', () => {
      socket.write(upgradeTo(path))
      socket.resetAndDestroy()
    })
    socket.on('error', () => undefined).on('close', () => resolve())
  })

/** A connection that speaks the protocol by hand, acknowledged. */
async function openByHand({ cookie, tenant }: Caller): Promise<WebSocket> {
  const url = `${node.url.replace('http', 'ws')}/graphql`
  const socket = new WebSocket(url, 'graphql-transport-ws', { origin: node.url, headers: { cookie: cookie ?? '' } })
  await new Promise((resolve) => socket.once('open', resolve))
  await say(socket, { type: 'connection_init', payload: { tenant } })
  return socket
}

/** Sends one message and gives the next that comes. */
function say(socket: WebSocket, message: object | string): Promise<{ type: string; payload?: unknown }> {
  const answer = new Promise<{ type: string }>((resolve, reject) => {
    socket.once('message', (bytes: Buffer) => resolve(JSON.parse(bytes.toString()) as { type: string }))
    socket.once('close', (code) => reject(new Error(`closed with ${code}`)))
  })
  socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  return answer
}

const subscribe = (query: string, more: object = {}) => ({
  id: '1',
  type: 'subscribe',
  payload: { query, ...more },
})

it('outlives connections that are reset while they upgrade', async () => {
  for (const path of ['/elsewhere', '/graphql']) {
    for (let attempt = 0; attempt < 20; attempt++) await resetWhileUpgrading(path)
  }
  expect((await fetch(`${node.url}/healthz`)).status).toBe(200)
})

it("reports a document that is nested beyond the stack as the caller's fault, over both doors", async () => {
  const document = `{ node(id: ${'['.repeat(2_400)}${']'.repeat(2_400)}) { id } }`
  const socket = await openByHand(operator)
  expect(await say(socket, subscribe(document))).toMatchObject({
    type: 'error',
    payload: [{ extensions: { code: expect.stringMatching(/^GRAPHQL_(PARSE|VALIDATION)_FAILED$/) } }],
  })
  socket.close()
  expect((await node.gql(document, {}, operator)).errors?.[0]?.extensions.code).not.toBe('INTERNAL')
})

it("reports variables that are nested beyond the stack as the caller's fault, over both doors", async () => {
  const query = 'query ($filter: AlertFilter) { alerts(filter: $filter) { nodes { id } } }'
  const filter = '{"and":['.repeat(60_000) + ']}'.repeat(60_000)
  const operation = `{"query":"${query}","variables":{"filter":${filter}}}`
  const headers = { 'content-type': 'application/json', cookie: operator.cookie ?? '' }
  const response = await fetch(`${node.url}/graphql`, { method: 'POST', headers, body: operation })
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] })

  const socket = await openByHand(operator)
  const answer = say(socket, `{"id":"1","type":"subscribe","payload":${operation}}`)
  expect(await answer).toMatchObject({ payload: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] } })
  socket.close()
})

it.each([
  ['variables of the wrong type', 'next', { variables: { filter: { nothing: 1 } } }],
  ['an operation that is not there', 'error', { operationName: 'Other' }],
])("reports %s over a WebSocket as the caller's fault", async (_what, type, more) => {
  const socket = await openByHand(operator)
  const document = 'subscription One($filter: AlertFilter) { alertChanged(filter: $filter) { kind } }'
  const { payload, ...answer } = await say(socket, subscribe(document, more))
  socket.close()
  expect(answer.type).toBe(type)
  const errors = Array.isArray(payload) ? payload : (payload as { errors: unknown[] }).errors
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', requestId: expect.any(String) } }])
})

it('stops without waiting for a client that never answers the goodbye', async () => {
  const other = await startTestNode()
  const asleep = connect(Number(new URL(other.url).port), '127.0.0.1')
  asleep.write(upgradeTo('/graphql').replace('\r\n\r\n', '\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n'))
  await new Promise((resolve) => asleep.once('data', resolve))
  const closed = new Promise((resolve) => asleep.on('error', () => undefined).once('close', resolve))
  await other.stop() // ws alone would wait for half a minute
  await closed
})
