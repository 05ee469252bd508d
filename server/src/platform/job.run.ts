import { setTimeout as sleep } from 'node:timers/promises'
import type { Platform } from './context'
import { AppError } from './errors'
import { withinLimits } from './job.limit'
import { beginAttempt, endAttempt, keepCheckpoint, noteProgress, type Attempt, type Outcome } from './job.row'
import { JobRefused, type AnyTask, type JobRun } from './jobs'

/** Why a worker that stops aborts what it is doing. The attempt does not count. */
export class WorkerStops extends Error {}

const maxResultBytes = 262_144
const maxMessageLength = 500
const progressEveryMs = 1_000
/** How long the end of an attempt is tried to be noted while the database is away: the work is done, and would be done once more. */
const patienceMs = [200, 1_000, 3_000, 8_000]

/** What the queue hands over. */
export interface QueuedJob {
  tenantId: string
  jobId: string
  /** 1 at the first. */
  attempt: number
}

/**
 * Does one attempt at a tenant's job and writes how it ended into its row. Null when there was nothing to do.
 * @param stopping aborted with {@link WorkerStops}.
 * @throws UNAVAILABLE when the database was away, so that nothing could be noted: the queue tries again.
 */
export async function runJob(
  platform: Platform,
  task: AnyTask,
  { tenantId, jobId, attempt: number }: QueuedJob,
  stopping: AbortSignal,
): Promise<Outcome | null> {
  const attempt = await beginAttempt(platform, tenantId, jobId, number)
  if (!attempt) return null
  const began = performance.now()
  const outcome = await noted(platform, attempt, await outcomeOf(platform, task, attempt, stopping))
  if (!outcome) return null
  const word = outcome.kind === 'failed' && outcome.isFinal ? 'dead' : outcome.kind
  platform.telemetry.jobs.inc({ task: task.name, outcome: word })
  platform.telemetry.jobSeconds.observe({ task: task.name }, (performance.now() - began) / 1_000)
  return outcome
}

async function outcomeOf(platform: Platform, task: AnyTask, attempt: Attempt, stopping: AbortSignal): Promise<Outcome> {
  const { timeLimitMs } = task
  try {
    const result = await withinLimits({ timeLimitMs, stopping }, (own) =>
      task.perform(runOf(platform, attempt, own), attempt.payload),
    )
    return { kind: 'done', result: resultText(result) }
  } catch (error) {
    return error instanceof WorkerStops ? { kind: 'released' } : failureOf(platform, attempt, error)
  }
}

function runOf(platform: Platform, attempt: Attempt, own: AbortController): JobRun {
  const { tenantId, job, checkpoint } = attempt
  const { signal } = own
  let notedAt = -Infinity
  const progress = async (done: number, total: number) => {
    signal.throwIfAborted()
    if (performance.now() - notedAt < progressEveryMs && done < total) return
    notedAt = performance.now()
    const isOurs = await noteProgress(platform, attempt, Math.trunc(done), Math.trunc(total))
    if (!isOurs) own.abort(isAnothers())
  }
  const keep: JobRun['keep'] = async (db, kept) => {
    if (!(await keepCheckpoint(db, attempt, kept))) throw isAnothers()
  }
  return {
    platform,
    tenantId,
    job,
    signal,
    progress,
    checkpoint,
    keep,
    inTenant: async (work) => {
      signal.throwIfAborted()
      return platform.database.transaction({ tenantId }, work)
    },
  }
}

const isAnothers = () => new AppError('CONFLICT', 'The job was cancelled, or another worker has taken it over')

/** @throws JobRefused when it is too long to be kept */
function resultText(result: unknown): string | null {
  if (result === undefined || result === null) return null
  const text = JSON.stringify(result)
  if (Buffer.byteLength(text) > maxResultBytes) throw new JobRefused('The result is longer than 256 KiB')
  return text
}

/** Expected failures in their own words; of anything else the tenant learns only that it happened, and the log the whole. */
function failureOf({ log }: Platform, { job, tenantId }: Attempt, error: unknown): Outcome {
  const isFinal = error instanceof JobRefused || job.attempt >= job.maxAttempts
  const facts = { jobId: job.id, task: job.task, tenantId, attempt: job.attempt, isFinal }
  if (error instanceof AppError) {
    log.info({ ...facts, code: error.code, err: error.cause }, error.message)
    return { kind: 'failed', message: error.message.replaceAll('\u0000', '').slice(0, maxMessageLength), isFinal }
  }
  log.error({ ...facts, err: error }, 'a job failed unexpectedly')
  return { kind: 'failed', message: "Internal error: the server's log has it under the job's id", isFinal }
}

/**
 * What is on record as the end; null when the job is another attempt's by now. A result that cannot be stored (a NUL in it) is the
 * handler's failure.
 */
async function noted(platform: Platform, attempt: Attempt, outcome: Outcome): Promise<Outcome | null> {
  for (let round = 0; ; round++) {
    try {
      return (await endAttempt(platform, attempt, outcome)) ? outcome : null
    } catch (error) {
      const isAway = error instanceof AppError && error.code === 'UNAVAILABLE'
      if (!isAway && outcome.kind === 'done') return noted(platform, attempt, failureOf(platform, attempt, error))
      const waitMs = patienceMs[round]
      if (!isAway || waitMs === undefined) throw error
      await sleep(waitMs)
    }
  }
}
