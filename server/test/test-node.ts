import { createClient, type Client as LiveClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import type { Platform } from '../src/platform/context'
import type { Tasks } from '../src/platform/jobs'
import { startServer, type RunningServer } from '../src/server'
import { openTestDatabase, testConfig } from './harness'

/** A whole server on a free port. Two of them are two nodes on one database. */
export async function startTestNode(env: Record<string, string> = {}, tasks?: Tasks): Promise<TestNode> {
  const server = await startServer(testConfig(env), openTestDatabase, tasks)
  await server.ready
  return new TestNode(server)
}

export interface Caller {
  key?: string
  cookie?: string
  tenant?: string
  headers?: Record<string, string>
}

export interface GqlAnswer<Data> {
  status: number
  data: Data
  errors?: {
    message: string
    path?: (string | number)[]
    extensions: { code: string; requestId?: string; [name: string]: unknown }
  }[]
  cookie: string | null
}

export class TestNode {
  readonly url: string
  readonly platform: Platform
  private readonly clients: LiveClient[] = []

  constructor(readonly server: RunningServer) {
    this.url = server.url
    this.platform = server.platform
  }

  /** POSTs one operation. `Data` is what the test knows it asked for. */
  async gql<Data = Record<string, never>>(
    query: string,
    variables: object = {},
    caller: Caller = {},
  ): Promise<GqlAnswer<Data>> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headersOf(caller) },
      body: JSON.stringify({ query, variables }),
    })
    const body = (await response.json()) as Pick<GqlAnswer<Data>, 'data' | 'errors'>
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? null
    return { status: response.status, ...body, cookie }
  }

  /** A live subscription; read it with `for await`, or `.next()`, and end it with `.return()`. */
  subscribe<Data = Record<string, unknown>>(query: string, variables: Record<string, unknown>, caller: Caller) {
    const client = createClient({
      url: `${this.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: originSocket(this.url, caller),
      connectionParams: { tenant: caller.tenant, apiKey: caller.key },
      retryAttempts: 0,
    })
    this.clients.push(client)
    return client.iterate<Data>({ query, variables })
  }

  async stop(): Promise<void> {
    for (const client of this.clients) await client.dispose()
    await this.server.stop()
  }
}

function headersOf({ key, cookie, tenant, headers }: Caller): Record<string, string> {
  return {
    ...(key ? { authorization: `Bearer ${key}` } : {}),
    ...(cookie ? { cookie } : {}),
    ...(tenant ? { 'x-tenant': tenant } : {}),
    ...headers,
  }
}

/** A WebSocket as a browser page of ours would open it: with our origin, and the cookie if there is one. */
function originSocket(url: string, caller: Caller) {
  return class extends WebSocket {
    constructor(address: string, protocols: string) {
      super(address, protocols, {
        origin: url,
        headers: { ...(caller.cookie ? { cookie: caller.cookie } : {}), ...caller.headers },
      })
    }
  }
}
