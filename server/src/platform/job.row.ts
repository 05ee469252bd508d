import type { Platform } from './context'
import type { Db } from './database'
import { newId } from './ids'
import { announceJobs } from './job.events'
import type { JobFacts } from './jobs'

/** One attempt at a job. `id` tells it from every other attempt, also when two workers believe that they hold the job. */
export interface Attempt {
  id: string
  tenantId: string
  job: JobFacts
  payload: unknown
  /** What an earlier attempt has kept. */
  checkpoint: unknown
}

export type Outcome =
  /** `result` is JSON text. */
  | { kind: 'done'; result: string | null }
  | { kind: 'failed'; message: string; isFinal: boolean }
  /** The worker stops: another one does it, and this attempt does not count. */
  | { kind: 'released' }

interface Row {
  task: string
  payload: unknown
  max_attempts: number
  created_at: Date
  checkpoint: unknown
}

/** Notes that this worker has begun. Null when there is nothing (more) to do: done before its worker was killed, or gone with its tenant. */
export async function beginAttempt(
  platform: Platform,
  tenantId: string,
  jobId: string,
  attempt: number,
): Promise<Attempt | null> {
  const id = newId()
  const [row] = await changed<Row>(
    platform,
    tenantId,
    jobId,
    `UPDATE job SET state = 'RUNNING', attempts = $2, run_id = $3, started_at = now(), key = NULL, progress_done = NULL,
       progress_total = NULL, change_seq = change_seq + 1
     WHERE id = $1 AND finished_at IS NULL RETURNING task, payload, max_attempts, created_at, checkpoint`,
    [attempt, id],
  )
  if (!row) return null
  const job = { id: jobId, task: row.task, attempt, maxAttempts: row.max_attempts, createdAt: row.created_at }
  return { id, tenantId, job, payload: row.payload, checkpoint: row.checkpoint }
}

/** Notes how far the attempt is. False when the job is no longer this attempt's. */
export async function noteProgress(platform: Platform, attempt: Attempt, done: number, total: number) {
  const rows = await ofAttempt(platform, attempt, 'progress_done = $3, progress_total = $4', [done, total])
  return rows.length > 0
}

/** Keeps how far the attempt is, in a transaction of its own work. False when the job is no longer this attempt's. */
export async function keepCheckpoint(db: Db, attempt: Attempt, checkpoint: unknown): Promise<boolean> {
  const sql = 'UPDATE job SET checkpoint = $3 WHERE id = $1 AND run_id = $2'
  return (await db.execute(sql, [attempt.job.id, attempt.id, JSON.stringify(checkpoint)])) > 0
}

/** Notes how the attempt ended. False when the job is no longer this attempt's: then its outcome is nobody's. */
export async function endAttempt(platform: Platform, attempt: Attempt, outcome: Outcome): Promise<boolean> {
  const [changes, params] = changesOf(outcome)
  const rows = await ofAttempt(platform, attempt, `run_id = NULL, ${changes}`, params)
  return rows.length > 0
}

function changesOf(outcome: Outcome): [sql: string, params: unknown[]] {
  switch (outcome.kind) {
    case 'done':
      return ["state = 'DONE', finished_at = now(), result = $3", [outcome.result]]
    case 'released':
      return ["state = 'QUEUED', attempts = attempts - 1, started_at = NULL", []]
    case 'failed':
      return outcome.isFinal
        ? ["state = 'FAILED', last_error = $3, finished_at = now()", [outcome.message]]
        : [`state = 'FAILED', last_error = $3, run_at = ${nextTry}`, [outcome.message]]
  }
}

/** When the queue tries again: its own formula, about 3 s after the first attempt and 6 h after the tenth. */
const nextTry = "now() + exp(least(attempts, 10)) * interval '1 second'"

const ofAttempt = (platform: Platform, attempt: Attempt, changes: string, params: unknown[]) =>
  changed(
    platform,
    attempt.tenantId,
    attempt.job.id,
    `UPDATE job SET ${changes}, change_seq = change_seq + 1 WHERE id = $1 AND run_id = $2 RETURNING id`,
    [attempt.id, ...params],
  )

/** Runs one statement about a job, in its tenant, and tells of it when it touched the row. */
async function changed<Found = { id: string }>(
  platform: Platform,
  tenantId: string,
  id: string,
  sql: string,
  params: unknown[],
): Promise<Found[]> {
  return platform.database.transaction({ tenantId }, async (db, after) => {
    const rows = await db.query<Found>(sql, [id, ...params])
    if (rows.length > 0) after(() => announceJobs(platform, [{ tenantId, id }]))
    return rows
  })
}
