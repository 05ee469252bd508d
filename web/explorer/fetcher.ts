import type { Fetcher } from '@graphiql/toolkit'
import type { ExecutionResult } from 'graphql'
import { createClient } from 'graphql-ws'
import { chosenOperation } from './operation'

type Operation = Parameters<Fetcher>[0]
type Headers = Record<string, string>

/**
 * How the explorer asks: queries and mutations over HTTP with the session's cookie, subscriptions over a WebSocket of
 * their own that closes with them. The tenant is asked for each time, so that choosing another needs no new schema.
 */
export function createFetcher(currentTenant: () => string): Fetcher {
  return (asked, { headers = {} } = {}) => {
    const { name, isSubscription } = chosenOperation(asked.query, asked.operationName)
    const operation = { ...asked, operationName: name }
    const tenant = currentTenant()
    const all: Headers = { ...(tenant ? { 'x-tenant': tenant } : {}), ...headers }
    return isSubscription ? subscribe(operation, all) : post(operation, all)
  }
}

async function post(operation: Operation, headers: Headers): Promise<ExecutionResult> {
  const response = await fetch('/graphql', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(operation),
  })
  const isJson = response.headers.get('content-type')?.includes('json')
  if (!isJson) throw new Error(`The server answered ${response.status} ${response.statusText}`.trim())
  return (await response.json()) as ExecutionResult
}

/** The server reads the names of headers in connection_init as well, since a page cannot send them with the upgrade. */
function subscribe({ query, operationName, variables }: Operation, headers: Headers): AsyncIterable<ExecutionResult> {
  const client = createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    connectionParams: headers,
    shouldRetry: (problem) => !isRefusal(problem),
  })
  const answers = client.iterate({
    query,
    operationName,
    variables: variables as Record<string, unknown> | undefined,
  })
  // Errors arrive as JSON and are shown as such; the types of the two packages differ in nothing else.
  return answers as unknown as AsyncIterable<ExecutionResult>
}

/** Close codes from 4400 to 4499 say that trying again is of no use (no session, no rights, a faulty message). */
const isRefusal = (problem: unknown): boolean =>
  problem instanceof CloseEvent && problem.code >= 4400 && problem.code < 4500
