import type { RequestListener, Server as HttpServer } from 'node:http'
import { createApp, createServiceApp, identify } from './app'
import { recheck } from './auth/authenticate'
import { drainBeats } from './agents/agent.beat'
import { closeIngest, drainIngest } from './ingest/ingest.route'
import { createApollo } from './platform/apollo'
import type { Platform } from './platform/context'
import { originsOf, sessionCookie } from './platform/http'
import { LiveEngine } from './platform/live'
import type { ReadinessCheck } from './platform/readiness'
import { GraphqlSockets } from './platform/socket'
import { createSchema } from './schema'

/** What answers on a server's port, which depends on its role. */
export interface Doors {
  /** Tells live screens to come back elsewhere, and takes no new ones. */
  closeSockets(): Promise<void>
  /** Finishes what has been taken in. */
  drain(): Promise<void>
  /** When the last request is answered. */
  close(): Promise<void>
}

/** Screens, GraphQL, live connections, webhooks. */
export async function openDoors(platform: Platform, readiness: ReadinessCheck, http: HttpServer): Promise<Doors> {
  const schema = createSchema()
  const engine = new LiveEngine(platform)
  const origins = originsOf(platform.config)
  const apollo = createApollo(platform, schema, http)
  await apollo.start()
  const sockets = new GraphqlSockets(platform, {
    schema,
    engine,
    cookieName: sessionCookie,
    ...origins,
    identify: (credentials, requestId) => identify(platform, credentials, requestId),
    recheck: (credentials, requestId) => identify(platform, credentials, requestId, null, recheck),
    isReady: () => readiness.isStarted,
  })
  http.on('request', createApp({ platform, apollo, origins, readiness }) as RequestListener)
  sockets.attach(http)
  return {
    closeSockets: () => sockets.stop(),
    async drain() {
      await Promise.all([drainIngest(platform), drainBeats(platform)])
    },
    async close() {
      await closeIngest(platform)
      await apollo.stop()
      engine.stop()
    },
  }
}

/** A worker's: health, readiness and figures, and nothing else. */
export function openServiceDoors(platform: Platform, readiness: ReadinessCheck, http: HttpServer): Doors {
  http.on('request', createServiceApp({ platform, readiness }) as RequestListener)
  const nothing = () => Promise.resolve()
  return { closeSockets: nothing, drain: nothing, close: nothing }
}
