import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, setLogVerbosity, split } from '@apollo/client/core'
import { setContext } from '@apollo/client/link/context'
import { onError } from '@apollo/client/link/error'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { getMainDefinition } from '@apollo/client/utilities'
import { Kind, OperationTypeNode } from 'graphql'
import { readFailure } from './lib/failure'
import { openLiveSocket, type LiveSocket } from './live-socket'

/** One tenant's way to the server: its own cache, its own header, its own socket, so that two tenants never share a row. */
export interface TenantClient {
  apollo: ApolloClient<unknown>
  live: LiveSocket
}

// The composables call what the client has deprecated for its next major version; nobody can act on those warnings here.
setLogVerbosity('error')

/** Of a question asked because something changed: no answer from before the change will do, neither the server's nor that of one under way. */
export const afterChange = { queryDeduplication: false, headers: { 'cache-control': 'no-cache' } }

type OnSignedOut = () => void

const clients = new Map<string, TenantClient>()
let onSignedOut: OnSignedOut = () => undefined

/** Called whenever an answer says that there is no session any more. */
export function whenSignedOut(listener: OnSignedOut): void {
  onSignedOut = listener
}

/** The client of a tenant's slug; the empty slug serves pages outside any tenant (sign-in, invitation, tenants). */
export function clientFor(tenant: string): TenantClient {
  const known = clients.get(tenant)
  if (known) return known
  const live = openLiveSocket(tenant)
  const client = { apollo: createApollo(tenant, live), live }
  clients.set(tenant, client)
  return client
}

function createApollo(tenant: string, live: LiveSocket): ApolloClient<unknown> {
  const ofTenant = tenant ? { 'x-tenant': tenant } : {}
  const http = ApolloLink.from([
    onError((response) => {
      if (readFailure(response).code === 'UNAUTHENTICATED') onSignedOut()
    }),
    setContext((_request, { headers }) => ({ headers: { ...(headers as object | undefined), ...ofTenant } })),
    new HttpLink({ uri: '/graphql', credentials: 'same-origin' }),
  ])
  return new ApolloClient({
    link: split(({ query }) => isSubscription(query), new GraphQLWsLink(live.client), http),
    cache: new InMemoryCache({ possibleTypes: { Node: NODE_TYPES } }),
    defaultOptions: { watchQuery: { fetchPolicy: 'cache-and-network' } },
  })
}

const NODE_TYPES = [
  'Tenant',
  'User',
  'Source',
  'Alert',
  'Event',
  'Invitation',
  'Session',
  'ApiKey',
  'Delivery',
  'DeadLetter',
]

function isSubscription(query: Parameters<typeof getMainDefinition>[0]): boolean {
  const definition = getMainDefinition(query)
  return definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.SUBSCRIPTION
}
