import { readFileSync } from 'node:fs'
import { createServer as createHttp, type RequestListener, type Server as HttpServer } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createApp, identify } from './app'
import { recheck } from './auth/authenticate'
import { ensureFirstTenant, type FirstTenant } from './auth/bootstrap'
import { makePartitions } from './events/event.partition'
import { startEventUpkeep } from './events/event.upkeep'
import { startHousekeeping } from './ingest/housekeeping'
import { closeIngest, drainIngest } from './ingest/webhook.route'
import { createApollo } from './platform/apollo'
import type { Config } from './platform/config'
import type { Platform } from './platform/context'
import { openDatabase, prepareDatabase, StartRefused } from './platform/database-start'
import { originsOf, sessionCookie } from './platform/http'
import { LiveEngine } from './platform/live'
import { createLogger } from './platform/logger'
import { createPlatform } from './platform/create-platform'
import { ReadinessCheck } from './platform/readiness'
import { checkSecretKey } from './platform/secret-check'
import { GraphqlSockets } from './platform/socket'
import { startUpkeep } from './platform/upkeep'
import { createSchema } from './schema'
import { ensureFirstSource } from './sources/bootstrap'

/** What the very first start made, for the operator's eyes alone. */
export interface FirstStart {
  adminEmail: string
  /** Null when the operator chose it. */
  generatedPassword: string | null
  /** Null when it was there before. */
  webhookSecret: string | null
}

export interface RunningServer {
  url: string
  platform: Platform
  /** Settles when the database is migrated and proven; until then every door answers 503. Rejects with StartRefused. */
  ready: Promise<FirstStart>
  stop(): Promise<void>
}

/** Milliseconds that a stop waits for requests in flight before it closes their connections. */
const graceMs = 10_000

/**
 * Opens the doors at once, so that health can be asked, and the database behind them as soon as it is there.
 *
 * @param open opens the database; tests hand in one of their own.
 */
export async function startServer(config: Config, open = openDatabase): Promise<RunningServer> {
  const log = createLogger(config.LOG_LEVEL)
  const opened = await open(config, log)
  const platform = createPlatform(config, log, opened)
  const schema = createSchema()
  const readiness = new ReadinessCheck(platform)
  const engine = new LiveEngine(platform)
  const origins = originsOf(config)
  const http = createListener(config)
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
  await listen(http, config).catch(async (error: unknown) => {
    await sockets.stop()
    await platform.news.close()
    await opened.close() // or the folder's mark and the socket of the embedded database are left behind
    throw error
  })

  const life = { isStopping: false, stopHousekeeping: () => {} }
  const ready = becomeReady(platform, readiness, life)
  const stop = async () => {
    life.isStopping = true
    life.stopHousekeeping()
    const closed = new Promise<void>((resolve) => http.close(() => resolve()))
    await sockets.stop()
    const sweep = setInterval(() => http.closeIdleConnections(), 50) // each as soon as its last answer is out
    const timer = setTimeout(() => http.closeAllConnections(), graceMs)
    await drainIngest(platform)
    await closed
    clearInterval(sweep)
    clearTimeout(timer)
    await closeIngest(platform)
    await apollo.stop()
    await ready.catch(() => undefined)
    await readiness.stop()
    engine.stop()
    await platform.news.close()
    await opened.close()
  }
  return { url: urlOf(http, config), platform, ready, stop: once(stop) }
}

function createListener(config: Config): HttpServer {
  const limits = { requestTimeout: 60_000, headersTimeout: 20_000, keepAliveTimeout: 65_000 }
  if (!config.TLS_CERT || !config.TLS_KEY) return createHttp(limits)
  return createHttps({ ...limits, cert: readFileSync(config.TLS_CERT), key: readFileSync(config.TLS_KEY) })
}

function listen(http: HttpServer, config: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE'
          ? `Port ${config.PORT} on ${config.HOST} is taken: set PORT to another`
          : error.message
      reject(new StartRefused(why))
    })
    http.listen(config.PORT, config.HOST, resolve)
  })
}

function urlOf(http: HttpServer, config: Config): string {
  const { port } = http.address() as AddressInfo
  const host =
    config.HOST === '0.0.0.0' || config.HOST === '::'
      ? 'localhost'
      : config.HOST.includes(':')
        ? `[${config.HOST}]`
        : config.HOST
  return `${config.TLS_CERT ? 'https' : 'http'}://${host}:${port}`
}

/** Tries until the database is there. What waiting cannot mend (StartRefused) ends it. */
async function becomeReady(
  platform: Platform,
  readiness: ReadinessCheck,
  life: { isStopping: boolean; stopHousekeeping: () => void },
): Promise<FirstStart> {
  const { config, database, log } = platform
  let people: FirstTenant | undefined // kept over further tries: its generated password can be shown this once
  for (let attempt = 0; ; attempt++) {
    try {
      await prepareDatabase(database, config, log)
      await checkSecretKey(platform)
      await makePartitions(platform)
      people ??= await ensureFirstTenant(platform)
      const { adminEmail, generatedPassword } = people
      const { generatedSecret: webhookSecret } = await ensureFirstSource(platform)
      readiness.started()
      const stops = [startHousekeeping(platform), startEventUpkeep(platform), startUpkeep(platform)]
      life.stopHousekeeping = () => stops.forEach((stop) => stop())
      return { adminEmail, generatedPassword, webhookSecret }
    } catch (error) {
      if (error instanceof StartRefused || life.isStopping) throw error
      const waitMs = Math.min(500 * 2 ** attempt, 5_000)
      readiness.notYet(`the database is not there: ${(error as Error).message}`)
      log.warn({ err: error, waitMs }, 'the database is not there yet')
      await new Promise((resolve) => setTimeout(resolve, waitMs))
    }
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  return () => (running ??= work())
}
