import type { z } from 'zod'
import type { Platform } from './context'
import type { After, Db, EnqueuedJob } from './database'
import { AppError } from './errors'
import { newId } from './ids'
import { checked } from './input'

/** The job as its handler sees it. */
export interface JobFacts {
  id: string
  task: string
  /** 1 at the first attempt. */
  attempt: number
  maxAttempts: number
  createdAt: Date
}

/** What a handler of a tenant's job works with. */
export interface JobRun {
  platform: Platform
  tenantId: string
  job: JobFacts
  /** Aborted when the time is up, the worker stops, or another worker has taken the job over. */
  signal: AbortSignal
  /** Stored at most once a second, shown to the tenant. Costs nothing in between. */
  progress: (done: number, total: number) => Promise<void>
  /** What this job has last kept, in an earlier attempt or before somebody retried it; null when nothing. */
  checkpoint: unknown
  /**
   * Keeps in the work's own transaction how far it is, for the next attempt to go on from there: JSON of at most 64 KiB.
   * @throws CONFLICT when the job is cancelled or another worker's by now, so that the work is rolled back
   */
  keep: (db: Db, checkpoint: unknown) => Promise<void>
  /** A short transaction in the job's tenant, under row security. @throws the signal's reason once it is aborted. */
  inTenant: <T>(work: (db: Db, after: After) => Promise<T>) => Promise<T>
}

interface TaskLimits {
  /** Milliseconds that one attempt may take. */
  timeLimitMs: number
  /** After the last one the job is dead, until somebody retries it. */
  maxAttempts: number
}

/** A kind of work, as the worker sees it. Made by {@link defineTask}. */
export interface AnyTask extends TaskLimits {
  /** `noun.verb`, kept with every job: a renamed task is another one. */
  name: string
  perform(run: JobRun, payload: unknown): Promise<unknown>
}

/** The same, as those see it who enqueue jobs. */
export interface Task<Payload> extends AnyTask {
  readonly payload: z.ZodType<unknown, Payload>
}

interface TaskDefinition<Shape extends z.ZodType> extends Partial<TaskLimits> {
  name: string
  /** Checked when a job is enqueued and again when it runs, for it may have been enqueued by an older version. */
  payload: Shape
  /**
   * Does the work. It may be run twice (its worker was killed after the work and before that was noted, or hung until another took over),
   * so it must be idempotent: write by keys, look first, or count on `job.id`. Whatever long it does ends soon after `signal`.
   * What it returns is kept with the job and shown: JSON of at most 256 KiB.
   * @throws AppError, whose words are shown to the tenant; anything else is logged and shown as an internal error.
   * A {@link JobRefused} is not tried again.
   */
  handler: (run: JobRun, payload: z.output<Shape>) => Promise<unknown>
}

/** A kind of work that is done in a tenant, by a worker, some time after the transaction that caused it. */
export function defineTask<Shape extends z.ZodType>(definition: TaskDefinition<Shape>): Task<z.input<Shape>> {
  const { name, payload, handler, timeLimitMs = 60_000, maxAttempts = 8 } = definition
  return {
    name,
    payload: payload as z.ZodType<unknown, z.input<Shape>>,
    timeLimitMs,
    maxAttempts,
    async perform(run, stored) {
      const parsed = payload.safeParse(stored)
      if (parsed.success) return handler(run, parsed.data)
      throw new JobRefused('The job is none that this version of the server understands')
    },
  }
}

/** A failure that another attempt cannot mend: the job is dead at once. */
export class JobRefused extends AppError {
  constructor(message: string) {
    super('UNPROCESSABLE', message)
  }
}

/** Work for the whole platform, done by one of its workers every so often. It has no tenant and is in no tenant's list. */
export interface PeriodicTask {
  name: string
  everyMs: number
  timeLimitMs: number
  handler: (platform: Platform, signal: AbortSignal) => Promise<unknown>
}

/** Everything that a worker knows how to do. */
export interface Tasks {
  ofTenants: readonly AnyTask[]
  periodic: readonly PeriodicTask[]
}

export interface EnqueueOptions {
  /** Not before; at once when absent. */
  runAt?: Date
  /** At most one job of a task and key waits in a tenant: enqueuing another gives the id of that one. What has begun no longer counts. */
  key?: string
  maxAttempts?: number
  /** For `tocsin_ingest`, which acts for several tenants: which of them. Otherwise the transaction's own tenant is taken. */
  tenantId?: string
}

/**
 * Puts a job into the queue, in the transaction that causes it: committed together, or neither. The database writes the tenant into it, so a
 * job never belongs to another tenant than the transaction. Returns the job's id.
 * @throws BAD_USER_INPUT when the payload is not what the task takes.
 */
export async function enqueue<Payload>(
  db: Db,
  task: Task<Payload>,
  payload: Payload,
  options: EnqueueOptions = {},
): Promise<string> {
  checked(task.payload, payload, 'payload')
  const { runAt = null, key = null, maxAttempts = task.maxAttempts, tenantId = null } = options
  const [job] = await db.query<EnqueuedJob>(
    'SELECT enqueued_id AS id, enqueued_tenant AS "tenantId" FROM enqueue_job($1, $2, $3, $4, $5, $6, $7)',
    [newId(), task.name, JSON.stringify(payload), maxAttempts, runAt, key, tenantId],
  )
  if (!job) throw new Error('The queue took no job')
  db.enqueued(job)
  return job.id
}

/**
 * The same, of a tenant's own transaction, for work of which only the newest wish counts: what waits under the key gets this payload.
 * @throws BAD_USER_INPUT when the payload is not what the task takes.
 */
export async function enqueueNewest<Payload>(
  db: Db,
  task: Task<Payload>,
  payload: Payload,
  options: EnqueueOptions & { key: string },
): Promise<string> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const id = await enqueue(db, task, payload, options)
    const [renewed] = await db.query<{ done: boolean }>('SELECT renew_job($1, $2) AS done', [
      id,
      JSON.stringify(payload),
    ])
    if (renewed?.done) return id // else it has just begun, and no longer counts
  }
  throw new Error('Jobs with this key come and go')
}
