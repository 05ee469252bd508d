import { getNamedType, isLeafType, type GraphQLObjectType } from 'graphql'
import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { loadConfig } from '../src/platform/config'
import { openDatabase } from '../src/platform/database-start'
import { createSchema } from '../src/schema'
import { startServer } from '../src/server'
import { CutProxy } from './cut-proxy'
import { admin, ownDatabase, unique } from './harness'
import { startTestNode, type Caller, type TestNode } from './test-node'

let node: TestNode
let operator: Caller
beforeAll(async () => {
  node = await startTestNode()
  operator = await signInTo(node)
})
afterAll(() => node.stop())

const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { viewer { user { id } } } }'

async function signInTo(server: TestNode): Promise<Caller> {
  const { cookie } = await server.gql(signIn, { input: admin })
  return { cookie: cookie ?? '', tenant: server.platform.config.TOCSIN_TENANT }
}

async function aKey(scopes = ['alert:read']): Promise<{ id: string; secret: string }> {
  const document = 'mutation ($in: CreateApiKeyInput!) { createApiKey(input: $in) { secret apiKey { id } } }'
  const { data } = await node.gql<{ createApiKey: { secret: string; apiKey: { id: string } } }>(
    document,
    { in: { name: unique('key'), scopes } },
    operator,
  )
  return { id: data.createApiKey.apiKey.id, secret: data.createApiKey.secret }
}

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${node.url}${path}`, { headers })

describe('the service', () => {
  it('tells that it lives, what it stands on, and its figures', async () => {
    expect((await get('/healthz')).status).toBe(200)
    const ready = await get('/readyz')
    expect(ready.status).toBe(200)
    expect(await ready.json()).toMatchObject({
      status: 'ready',
      parts: { database: { state: 'up' }, migrations: { state: 'up' }, pubsub: {} },
    })
    expect(await (await get('/api/v1/health')).json()).toMatchObject({ timestamp: expect.stringMatching(/Z$/) })
    const metrics = await (await get('/metrics')).text()
    expect(metrics).toContain('webhook_incoming_total')
    expect(metrics).toContain('live_connections')
  })

  it('gives every answer a request id of its own, whatever the caller sends', async () => {
    const [one, two] = [await get('/healthz', { 'x-request-id': 'mine' }), await get('/healthz')]
    expect(one.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(one.headers.get('x-request-id')).not.toBe(two.headers.get('x-request-id'))
  })

  it('forbids pages inline scripts, foreign hosts and frames', async () => {
    const policy = (await get('/healthz')).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/https?:/)
  })

  it('answers unknown paths under /api as problem+json', async () => {
    const answer = await get('/api/v1/nothing')
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(await answer.json()).toMatchObject({ code: 'NOT_FOUND', status: 404, requestId: expect.any(String) })
  })
})

describe('a cookie', () => {
  it('is httpOnly, SameSite and bound to no page but ours', async () => {
    const response = await fetch(`${node.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: signIn, variables: { input: admin } }),
    })
    expect(response.headers.get('set-cookie')).toMatch(/^tocsin_session=[^;]{40,}.*HttpOnly.*SameSite=Lax/i)
  })

  it.each([
    ['no Origin (a program)', undefined, 'default'],
    ['our own Origin', 'own', 'default'],
    ['a foreign Origin', 'https://evil.example', null],
    ['the null Origin', 'null', null],
  ])('with %s counts or not', async (_what, origin, slug) => {
    const headers = origin ? { origin: origin === 'own' ? node.url : origin } : undefined
    const { data } = await node.gql<{ viewer: { tenant: { slug: string } } | null }>(
      '{ viewer { tenant { slug } } }',
      {},
      { ...operator, tenant: undefined, headers },
    )
    expect(data.viewer?.tenant.slug ?? null).toBe(slug)
  })

  it('opens no socket from a foreign page, where a key does', async () => {
    const open = (origin: string, headers: Record<string, string>, apiKey?: string) =>
      new Promise<string>((resolve) => {
        class Page extends WebSocket {
          constructor(url: string, protocols: string) {
            super(url, protocols, { origin, headers })
          }
        }
        const url = `${node.url.replace('http', 'ws')}/graphql`
        const client = createClient({
          url,
          webSocketImpl: Page,
          connectionParams: { apiKey },
          retryAttempts: 0,
          lazy: false,
          onNonLazyError: () => {},
          on: {
            connected: () => resolve('connected'),
            closed: (event) => resolve(String((event as { code: number }).code)),
          },
        })
        setTimeout(() => void client.dispose(), 1_000)
      })
    const cookie = { cookie: operator.cookie ?? '' }
    expect(await open(node.url, cookie)).toBe('connected')
    expect(await open('https://evil.example', cookie)).toBe('4401')
    expect(await open('https://evil.example', {}, (await aKey()).secret)).toBe('connected')
    expect(await open(node.url, {}, 'tsk_nokey_atall')).toBe('4401')
  })
})

describe('GraphQL', () => {
  const code = async (query: string, caller: Caller = operator) =>
    (await node.gql(query, {}, caller)).errors?.[0]?.extensions.code

  const tooLarge: [string, string, string][] = [
    ['depth', `{ alerts { ${'nodes { tenant { '.repeat(8)}id${' } }'.repeat(8)} } }`, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'Aliases',
      `{ ${Array.from({ length: 40 }, (_, n) => `a${n}: permissions`).join(' ')} }`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['Directives', `{ ${'permissions @include(if: true) '.repeat(60)} }`, 'GRAPHQL_VALIDATION_FAILED'],
    ['tokens', `{ ${'permissions '.repeat(6_000)} }`, 'GRAPHQL_PARSE_FAILED'],
    [
      'Cost',
      '{ alerts(first: 100) { nodes { history(first: 100) { id field at reason actor { id name } } } } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
  ]

  it.each(tooLarge)(
    'refuses a document over the limit of %s, over HTTP and over a socket',
    async (what, document, wanted) => {
      const { status, errors } = await node.gql(document, {}, operator)
      expect(status).toBe(400)
      const found = errors?.find((error) => error.message.toLowerCase().includes(what.toLowerCase()))
      expect(found?.extensions).toMatchObject({ code: wanted, requestId: expect.any(String) })
      const live = node.subscribe(document, {}, operator)
      await expect(live.next()).rejects.toEqual(
        expect.arrayContaining([expect.objectContaining({ message: found?.message })]),
      )
    },
  )

  it('answers a hundred alerts with every field they have', async () => {
    const fields = Object.values((createSchema().getType('Alert') as GraphQLObjectType).getFields())
    const select = (type: GraphQLObjectType | null): string =>
      type
        ? `{ ${Object.values(type.getFields())
            .filter((one) => isLeafType(getNamedType(one.type)))
            .map((one) => one.name)
            .join(' ')} }`
        : ''
    const selection = fields.map(
      ({ name, type }) =>
        `${name} ${isLeafType(getNamedType(type)) ? '' : select(getNamedType(type) as GraphQLObjectType)}`,
    )
    const { status, errors } = await node.gql(
      `{ alerts(first: 100) { nodes { ${selection.join(' ')} } totalCount } }`,
      {},
      operator,
    )
    expect({ status, errors }).toEqual({ status: 200, errors: undefined })
  })

  it('refuses a simple cross-site request', async () => {
    const answer = await fetch(`${node.url}/graphql?query={permissions}`)
    expect(answer.status).toBe(400)
  })

  it('answers a key that is none with 401 and a request id', async () => {
    const { status, errors } = await node.gql('{ permissions }', {}, { key: 'tsk_none_none' })
    expect(status).toBe(401)
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', requestId: expect.any(String) })
  })

  it('lets a key do what its scopes say and no more', async () => {
    const { secret } = await aKey(['alert:read'])
    expect(await code('{ alerts { nodes { id } } }', { key: secret })).toBeUndefined()
    expect(await code('{ members { role } }', { key: secret })).toBe('FORBIDDEN')
    expect(
      await code('mutation { createAlert(input: { title: "x", severity: LOW }) { alert { id } } }', { key: secret }),
    ).toBe('FORBIDDEN')
    const facetsOf = (field: string) => `{ alertCounts { count } alerts { facets(fields: ["${field}"]) { field } } }`
    expect(await code(facetsOf('assignee'), { key: secret })).toBeUndefined()
    expect(await code(facetsOf('source'), { key: secret })).toBe('FORBIDDEN')
    expect(await code('{ viewer { preferences } }', { key: secret })).toBeUndefined()
    const set = 'mutation { setPreference(input: { key: "a", value: 1 }) { viewer { preferences } } }'
    expect(await code(set, { key: secret })).toBe('FORBIDDEN')
  })

  it('shares a count, but gives none from before a change to who says that there was one', async () => {
    const { secret } = await aKey(['alert:read', 'alert:create'])
    const filter = `filter: { text: "${unique('counted')}" }`
    const count = async (headers: Record<string, string> = {}) =>
      (await node.gql<{ alertCounts: unknown[] }>(`{ alertCounts(${filter}) { count } }`, {}, { key: secret, headers }))
        .data.alertCounts
    expect(await count()).toEqual([])
    const title = /"(.*)"/.exec(filter)?.[1]
    await node.gql(
      `mutation { createAlert(input: { title: "${title}", severity: LOW }) { alert { id } } }`,
      {},
      { key: secret },
    )
    expect(await count({ 'cache-control': 'no-cache' })).toEqual([{ count: 1 }])
    expect(await count()).toEqual([{ count: 1 }])
  })

  it('refuses a body above its limit with 413 and broken JSON with 400, never 500', async () => {
    const post = (body: string) =>
      fetch(`${node.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    expect((await post(`{"query":"${'x'.repeat(2_200_000)}"}`)).status).toBe(413)
    expect((await post('{"query":')).status).toBe(400)
  })
})

describe('a live connection', () => {
  const closing = (server: TestNode, apiKey: string) => {
    let connected!: () => void
    const isConnected = new Promise<void>((resolve) => (connected = resolve))
    const code = new Promise<number>((resolve) => {
      createClient({
        url: `${server.url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: { apiKey },
        retryAttempts: 0,
        lazy: false,
        onNonLazyError: () => {},
        on: { connected, closed: (event) => resolve((event as { code: number }).code) },
      })
    })
    return { isConnected, code }
  }

  it('is closed with 4403 when its rights are taken away', async () => {
    const { id, secret } = await aKey()
    const { isConnected, code } = closing(node, secret)
    await isConnected
    await node.gql('mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { apiKey { id } } }', { id }, operator)
    expect(await code).toBe(4403)
  })

  it('is closed with 1012 when the server stops, which makes clients come back', async () => {
    const other = await startTestNode()
    const { isConnected, code } = closing(other, (await aKey()).secret)
    await isConnected
    await other.stop()
    expect(await code).toBe(1012)
  })
})

describe('a database that is away', () => {
  it('is waited for at start and survived later: 503 meanwhile, and no restart', async () => {
    const { url, socketFolder } = ownDatabase()
    const proxy = new CutProxy(url ? new URL(url) : `${socketFolder}/.s.PGSQL.5432`)
    await proxy.start()
    await proxy.cut() // the port is known now, and nobody listens
    const config = loadConfig({
      PORT: '0',
      LOG_LEVEL: 'silent',
      DATABASE_URL: proxy.url,
      TOCSIN_SECRET_KEY: node.platform.config.TOCSIN_SECRET_KEY,
      TOCSIN_ADMIN_PASSWORD: admin.password,
      TOCSIN_ALLOW_SUPERUSER: url ? 'false' : 'true', // the embedded database has one user, a superuser
    })
    const server = await startServer(config, openDatabase)
    const away = new TestNodeView(server.url)
    expect(await away.statuses()).toEqual({ healthz: 200, readyz: 503, graphql: 503 })
    await proxy.start()
    await server.ready
    expect(await away.statuses()).toEqual({ healthz: 200, readyz: 200, graphql: 200 })

    await proxy.cut()
    await away.until('readyz', 503)
    expect(await away.codeOf(signIn, { input: admin })).toBe('UNAVAILABLE')
    await proxy.start()
    await away.until('readyz', 200)
    expect(await away.codeOf(signIn, { input: admin })).toBeUndefined()
    await server.stop()
    await proxy.cut()
  })
})

/** A server seen from outside alone. */
class TestNodeView {
  constructor(private readonly url: string) {}

  async statuses() {
    const status = async (path: string, init?: RequestInit) => (await fetch(`${this.url}${path}`, init)).status
    const graphql = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ viewer { role } }"}',
    }
    return {
      healthz: await status('/healthz'),
      readyz: await status('/readyz'),
      graphql: await status('/graphql', graphql),
    }
  }

  async until(name: 'readyz', wanted: number): Promise<void> {
    for (let attempt = 0; attempt < 100 && (await this.statuses())[name] !== wanted; attempt++) {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    expect((await this.statuses())[name]).toBe(wanted)
  }

  async codeOf(query: string, variables: object): Promise<string | undefined> {
    const body = JSON.stringify({ query, variables })
    const answer = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    const { errors } = (await answer.json()) as { errors?: { extensions: { code: string } }[] }
    return errors?.[0]?.extensions.code
  }
}
