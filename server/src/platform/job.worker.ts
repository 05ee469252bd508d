import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  Logger,
  runTaskList,
  type JobHelpers,
  type TaskList,
  type WorkerEvents,
  type WorkerPool,
} from 'graphile-worker'
import type { Platform } from './context'
import { withinLimits } from './job.limit'
import { JobListener } from './job.listener'
import { freeLostJobs, giveBack, queuePeriodic, signPool, waitingByTask } from './job.queue'
import { runJob, WorkerStops } from './job.run'
import { queueSchema } from './job.schema'
import type { AnyTask, PeriodicTask, Tasks } from './jobs'
import type { Log } from './logger'

/** Jobs at once. On the embedded database they would only wait for each other inside it. */
const concurrency = { postgres: 4, embedded: 1 }
/** How often an idle worker looks: for retries and later jobs. New ones are told of (NOTIFY; in this process, Database.onEnqueued). */
const pollMs = 2_000
const sweepEveryMs = 10_000
const restartAfterMs = 1_000
/** What jobs under way get to end when the worker stops; then their signal is aborted and they go to another node. */
const graceMs = 5_000
/** The longest that a stop takes: the grace, what handlers get after their signal, and the queue's own farewell. */
const longestStopMs = graceMs + 5_000

type PgPool = ReturnType<Platform['database']['poolForJobs']>

/** Runs the queue's jobs in this process. Survives the database's absence: what it holds then is taken up again by itself. */
export class JobWorker {
  private readonly stopping = new AbortController()
  private former: string[] = []
  private readonly stopHearing: () => void
  private pgPool: PgPool | null = null
  private listener: JobListener | null = null
  private workers: WorkerPool | null = null
  private running: Promise<void> | null = null
  private timer: NodeJS.Timeout | null = null
  private sweeping: Promise<void> | null = null
  private isFirstSweep = true
  private isStopped = false

  constructor(
    private readonly platform: Platform,
    private readonly tasks: Tasks,
  ) {
    this.stopHearing = platform.database.onEnqueued(() => this.nudge())
  }

  /** Call it once the database is migrated. */
  start(): void {
    if (this.isStopped) return
    const { database } = this.platform
    this.pgPool = database.poolForJobs(database.isOneBackend ? 1 : 3)
    if (!database.isOneBackend) this.listener = new JobListener(this.pgPool, () => this.nudge()) // PGlite tells nobody
    this.running = this.keepRunning(this.pgPool)
    this.timer = setInterval(() => void this.sweepSoon(), sweepEveryMs)
  }

  /** Takes no more jobs, lets those under way end for a moment and gives the rest back. */
  async stop(): Promise<void> {
    this.isStopped = true
    this.stopHearing()
    if (this.timer) clearInterval(this.timer)
    const grace = setTimeout(() => this.stopping.abort(new WorkerStops('The worker stops')), graceMs)
    const patience = new AbortController()
    await Promise.race([
      this.windUp(),
      sleep(longestStopMs, undefined, { signal: patience.signal }).catch(() => undefined),
    ])
    patience.abort()
    clearTimeout(grace)
    this.stopping.abort(new WorkerStops('The worker stops'))
  }

  private async windUp(): Promise<void> {
    if (this.workers) await endQuietly(this.workers, 'The server stops')
    await this.listener?.stop()
    await this.running
    await this.sweeping
    await this.pgPool?.end()
  }

  /** The queue's workers end when they cannot note the end of a job, such as when the database goes away. Then others take their place. */
  private async keepRunning(pgPool: PgPool): Promise<void> {
    while (!this.isStopped) {
      try {
        await answers(pgPool)
        if (this.isStopped) return
        this.workers = runTaskList(this.options(), this.taskList(), withoutListening(pgPool))
        void this.sweepSoon()
        await this.workers.promise
      } catch (error) {
        this.platform.log.warn({ err: error }, "the jobs' workers ended; others begin")
      }
      if (this.workers) this.former.push(this.workers.id)
      this.workers = null
      if (!this.isStopped) await sleep(restartAfterMs)
    }
  }

  private options() {
    const { database, log } = this.platform
    return {
      schema: queueSchema,
      concurrency: database.isOneBackend ? concurrency.embedded : concurrency.postgres,
      pollInterval: pollMs,
      noHandleSignals: true, // main.ts does
      noPreparedStatements: true, // PGlite is one backend to all connections, and poolers change it: names would collide
      // Without a batch it drops the promise that a job's end was noted, and a database that is away would end the process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      logger: queueLogger(log),
      events: this.events(),
    }
  }

  /** Looks up the tasks' numbers once and keeps a failure as well as an answer: workers that never got a job must be replaced. */
  private events(): WorkerEvents {
    const events: WorkerEvents = new EventEmitter()
    let hasLooked = false
    for (const event of ['worker:getJob:empty', 'job:start'] as const) events.once(event, () => (hasLooked = true))
    events.on('worker:getJob:error', ({ worker, error }) => {
      if (hasLooked || this.isStopped) return
      setImmediate(() => void endQuietly(worker.workerPool, `No look at the queue: ${String(error)}`)) // once it has noted the failure
    })
    return events
  }

  private taskList(): TaskList {
    const ofTenants = this.tasks.ofTenants.map((task) => [task.name, this.tenantHandler(task)] as const)
    const periodic = this.tasks.periodic.map((task) => [task.name, this.periodicHandler(task)] as const)
    return Object.fromEntries([...ofTenants, ...periodic])
  }

  private tenantHandler(task: AnyTask) {
    return async (payload: unknown, { job }: JobHelpers): Promise<void> => {
      const { tenantId, jobId } = payload as { tenantId: string; jobId: string } // enqueue_job's, and nobody else's
      const attempt = { tenantId, jobId, attempt: job.attempts }
      const outcome = await runJob(this.platform, task, attempt, this.stopping.signal)
      if (outcome?.kind === 'released') {
        await giveBack(this.platform, job.id, job.locked_by ?? '')
        throw new WorkerStops('The worker stops')
      }
      // One that is dead is on record as such: the queue need not keep it.
      if (outcome?.kind === 'failed' && !outcome.isFinal) throw new Error(outcome.message)
    }
  }

  private periodicHandler(task: PeriodicTask) {
    return async (): Promise<void> => {
      const { log, telemetry } = this.platform
      const { timeLimitMs } = task
      const endTimer = telemetry.jobSeconds.startTimer({ task: task.name })
      try {
        const limits = { timeLimitMs, stopping: this.stopping.signal }
        await withinLimits(limits, ({ signal }) => task.handler(this.platform, signal))
        telemetry.jobs.inc({ task: task.name, outcome: 'done' })
      } catch (error) {
        const isStopped = error instanceof WorkerStops
        telemetry.jobs.inc({ task: task.name, outcome: isStopped ? 'released' : 'failed' })
        if (!isStopped) log.warn({ err: error, task: task.name }, 'a periodic task failed: its next round tries again')
      }
      endTimer()
    }
  }

  /** Somebody in this process has enqueued a job: look at once. */
  private nudge(): void {
    try {
      if (!this.isStopped) this.workers?.nudge(1)
    } catch {
      // They are just ending; those that take their place look by themselves.
    }
  }

  private sweepSoon(): Promise<void> {
    return (this.sweeping ??= this.sweep().finally(() => (this.sweeping = null)))
  }

  /** Upkeep of the queue. Every worker does it; that several do at once is no harm. */
  private async sweep(): Promise<void> {
    const pool = this.workers?.id
    if (!pool || this.isStopped) return
    const { database, telemetry, nodeId, log } = this.platform
    try {
      const former = [...this.former]
      const isAlone = this.isFirstSweep && database.isEmbedded
      const lost = await freeLostJobs(this.platform, { own: pool, former, isAlone })
      this.isFirstSweep = false
      this.former = this.former.filter((name) => !former.includes(name))
      const waiting = await database.asLogin(async (db) => {
        await signPool(db, nodeId, pool)
        await queuePeriodic(db, this.tasks.periodic)
        return waitingByTask(db)
      })
      const dead = await database.lookUp<{ task: string; count: number }>('lookup_dead_jobs', [])
      show(telemetry.jobsWaiting, waiting)
      show(telemetry.jobsDead, dead)
      if (lost.length > 0) {
        log.warn({ jobs: lost }, 'jobs of workers that are gone are done again')
        this.nudge()
      }
    } catch (error) {
      log.warn({ err: error }, 'the queue of jobs was not looked after')
    }
  }
}

/** The same pool to graphile-worker, which asks for a client by promise for all its work, and by callback to listen: {@link JobListener} does. */
function withoutListening(pgPool: PgPool): PgPool {
  const connect = (listen?: unknown) => (listen ? undefined : pgPool.connect())
  return { connect } as unknown as PgPool
}

/** @throws while the database is away */
async function answers(pgPool: PgPool): Promise<void> {
  const client = await pgPool.connect()
  try {
    await client.query('SELECT 1')
  } finally {
    client.release()
  }
}

async function endQuietly(workers: WorkerPool, why: string): Promise<void> {
  try {
    await workers.gracefulShutdown(why)
  } catch {
    // Told by the promise of the workers themselves.
  }
}

function show(gauge: Platform['telemetry']['jobsWaiting'], counts: { task: string; count: number }[]): void {
  gauge.reset()
  for (const { task, count } of counts) gauge.set({ task }, count)
}

/** The queue's own words, one level lower than it speaks: how jobs fail is logged by us, with what an operator needs. */
const queueLogger = (log: Log): Logger =>
  new Logger(() => (level, message, meta) => {
    const word = { error: 'warn', warning: 'warn', info: 'debug', debug: 'trace' } as const
    const isKnown = meta?.failure === true
    log[isKnown ? 'debug' : (word[level as keyof typeof word] ?? 'debug')]({ err: meta?.error }, message)
  })
