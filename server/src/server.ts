import { readFileSync } from 'node:fs'
import { createServer as createHttp, type Server as HttpServer } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { AddressInfo } from 'node:net'
import { sweepAgents } from './agents/agent.sweep'
import { ensureFirstTenant, type FirstTenant } from './auth/bootstrap'
import { openDoors, openServiceDoors } from './doors'
import { makePartitions } from './events/event.partition'
import { startEventUpkeep } from './events/event.upkeep'
import { bodyLimits, longestWait } from './ingest/body'
import { startHousekeeping } from './ingest/housekeeping'
import { deliverOwn } from './ingest/ingest.route'
import type { Config } from './platform/config'
import type { Platform } from './platform/context'
import { openDatabase, prepareDatabase, StartRefused } from './platform/database-start'
import { createLogger } from './platform/logger'
import { createPlatform } from './platform/create-platform'
import { answerMalformed } from './platform/http.malformed'
import { JobWorker } from './platform/job.worker'
import { ReadinessCheck } from './platform/readiness'
import { checkSecretKey } from './platform/secret-check'
import { startUpkeep } from './platform/upkeep'
import { ensureFirstSource } from './sources/bootstrap'
import { tasks as allTasks } from './tasks'
import { startWatch } from './watch/watch'

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
 * @param tasks what the server's worker knows how to do, unless its role leaves jobs to others.
 */
export async function startServer(config: Config, open = openDatabase, tasks = allTasks): Promise<RunningServer> {
  const log = createLogger(config.LOG_LEVEL)
  const opened = await open(config, log)
  const platform = createPlatform(config, log, opened)
  const readiness = new ReadinessCheck(platform)
  const worker = config.TOCSIN_ROLE === 'api' ? null : new JobWorker(platform, tasks)
  const http = createListener(config)
  const doors =
    config.TOCSIN_ROLE === 'worker'
      ? openServiceDoors(platform, readiness, http)
      : await openDoors(platform, readiness, http)
  await listen(http, config).catch(async (error: unknown) => {
    await doors.closeSockets()
    await platform.news.close()
    await opened.close() // or the folder's mark and the socket of the embedded database are left behind
    throw error
  })

  const life: Life = { isStopping: false, stopUpkeep: () => Promise.resolve() }
  const ready = becomeReady(platform, readiness, life, worker)
  const stop = async () => {
    life.isStopping = true
    await life.stopUpkeep()
    const closed = new Promise<void>((resolve) => http.close(() => resolve()))
    const jobsDone = worker?.stop()
    await doors.closeSockets()
    const sweep = setInterval(() => http.closeIdleConnections(), 50) // each as soon as its last answer is out
    const timer = setTimeout(() => http.closeAllConnections(), graceMs)
    await doors.drain()
    await closed
    clearInterval(sweep)
    clearTimeout(timer)
    await ready.catch(() => undefined)
    await jobsDone
    await doors.close()
    await readiness.stop()
    await platform.news.close()
    await opened.close()
  }
  return { url: urlOf(http, config), platform, ready, stop: once(stop) }
}

interface Life {
  isStopping: boolean
  stopUpkeep: () => Promise<void>
}

function createListener(config: Config): HttpServer {
  // As long as the largest body may take, which its reader watches, and ten minutes more for which it may be held back while there is no room.
  const requestTimeout = longestWait(bodyLimits, bodyLimits.streamedBytes) + 600_000
  const limits = { requestTimeout, headersTimeout: 20_000, keepAliveTimeout: 65_000 }
  const http =
    config.TLS_CERT && config.TLS_KEY
      ? createHttps({ ...limits, cert: readFileSync(config.TLS_CERT), key: readFileSync(config.TLS_KEY) })
      : createHttp(limits)
  return http.on('clientError', answerMalformed)
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
  life: Life,
  worker: JobWorker | null,
): Promise<FirstStart> {
  const { config, database, log } = platform
  const first = firstStart(platform)
  for (let attempt = 0; ; attempt++) {
    try {
      await prepareDatabase(database, config, log)
      await checkSecretKey(platform)
      await makePartitions(platform)
      const made = await first()
      readiness.started()
      worker?.start()
      const stops = [
        startHousekeeping(platform),
        startEventUpkeep(platform),
        startUpkeep(platform),
        startWatching(platform),
      ]
      life.stopUpkeep = async () => void (await Promise.all(stops.map(async (stop) => stop())))
      return made
    } catch (error) {
      if (error instanceof StartRefused || life.isStopping) throw error
      const waitMs = Math.min(500 * 2 ** attempt, 5_000)
      readiness.notYet(`the database is not there: ${(error as Error).message}`)
      log.warn({ err: error, waitMs }, 'the database is not there yet')
      await new Promise((resolve) => setTimeout(resolve, waitMs))
    }
  }
}

/** By every server that takes deliveries, for what the watch notices is delivered. */
function startWatching(platform: Platform): () => Promise<void> {
  if (platform.config.TOCSIN_ROLE === 'worker') return () => Promise.resolve()
  return startWatch(platform, [sweepAgents], (tenant, slug, body) => deliverOwn(platform, { tenant, slug }, body))
}

/** Makes the first tenant and its source where there is none; a server that serves nobody leaves that to those that do. */
function firstStart(platform: Platform): () => Promise<FirstStart> {
  const { config } = platform
  let people: FirstTenant | undefined // kept over further tries: its generated password can be shown this once
  return async () => {
    if (config.TOCSIN_ROLE === 'worker')
      return { adminEmail: config.TOCSIN_ADMIN_EMAIL, generatedPassword: null, webhookSecret: null }
    people ??= await ensureFirstTenant(platform)
    const { adminEmail, generatedPassword } = people
    const { generatedSecret: webhookSecret } = await ensureFirstSource(platform)
    return { adminEmail, generatedPassword, webhookSecret }
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  return () => (running ??= work())
}
