import type { Platform } from './context'
import type { Db } from './database'
import { announceJobs } from './job.events'
import type { PeriodicTask } from './jobs'

/** A node that has left no sign of life for as long is gone, or hangs; its jobs go to others. */
const silentMs = 20_000
/** A lock whose owner is on no record: a worker that has just started and not told its name yet, or one of the past. */
const unknownMs = 60_000

export interface TenantJob {
  tenantId: string
  id: string
}

/** Names of this process's workers, by which the queue's locks are theirs. */
export interface LockOwners {
  own: string
  /** Those that have ended here. */
  former: string[]
  /** On the embedded database, at start: every other lock is one of the past. */
  isAlone: boolean
}

interface QueueRow {
  id: string
  task: string
  key: string | null
  locked_by: string
}

/** Tells the other nodes by which name this one's worker locks jobs. */
export const signPool = (db: Db, nodeId: string, pool: string) =>
  db.execute('UPDATE node SET job_pool = $2 WHERE id = $1', [nodeId, pool])

/**
 * Frees the jobs whose worker is gone, for others to do. Such an attempt counts, or a job that kills its worker would kill one after the
 * other for ever; the last one leaves the job dead.
 */
export async function freeLostJobs(platform: Platform, owners: LockOwners): Promise<TenantJob[]> {
  const { lost, dead } = await platform.database.asLogin(async (db) => {
    const lost = await lockedByNobody(db, owners)
    if (lost.length > 0) {
      const pools = [...new Set(lost.map((row) => row.locked_by))]
      await db.query('SELECT graphile_worker.force_unlock_workers($1::text[])', [pools])
    }
    const dead = await db.query<QueueRow>(
      'SELECT id, task_identifier AS task, key, locked_by FROM graphile_worker.jobs WHERE locked_at IS NULL AND attempts >= max_attempts',
    )
    if (dead.length > 0) {
      await db.query('SELECT graphile_worker.complete_jobs($1::bigint[])', [dead.map((row) => row.id)])
    }
    await noteAsApplication(db, tenantJobs(dead), "state = 'FAILED', finished_at = now()", 'finished_at IS NULL')
    await noteAsApplication(db, tenantJobs(lost), "state = 'QUEUED'", "state = 'RUNNING'")
    return { lost, dead }
  })
  for (const { task } of lost) platform.telemetry.jobs.inc({ task, outcome: 'lost' })
  announceJobs(platform, tenantJobs([...lost, ...dead]))
  return tenantJobs(lost)
}

const lockedByNobody = (db: Db, { own, former, isAlone }: LockOwners) =>
  db.query<QueueRow>(
    `SELECT j.id, j.task_identifier AS task, j.key, j.locked_by FROM graphile_worker.jobs j LEFT JOIN node n ON n.job_pool = j.locked_by
     WHERE j.locked_by <> $1 AND ($2 OR j.locked_by = ANY ($3) OR
       CASE WHEN n.id IS NULL THEN j.locked_at < now() - $4 * interval '1 millisecond' ELSE n.seen_at < now() - $5 * interval '1 millisecond' END)`,
    [own, isAlone, former, unknownMs, silentMs],
  )

const lostMessage = 'Its worker ended, or lost the database, before it could note the outcome'

/** The login is under row security itself: the tenants' rows are written by the application's role, tenant by tenant. */
async function noteAsApplication(db: Db, jobs: TenantJob[], changes: string, which: string): Promise<void> {
  for (const { tenantId, id } of jobs) {
    await db.query("SELECT set_config('role', 'tocsin_app', true), set_config('app.tenant_id', $1, true)", [tenantId])
    await db.query(
      `UPDATE job SET ${changes}, run_id = NULL, last_error = $2, change_seq = change_seq + 1
       WHERE id = $1 AND ${which}`,
      [id, lostMessage],
    )
  }
  if (jobs.length > 0) await db.query("SELECT set_config('role', 'none', true)")
}

/** The queue's key of a tenant's job is `tenant:job`, as enqueue_job writes it; periodic tasks have another. */
const tenantJobs = (rows: QueueRow[]): TenantJob[] =>
  rows.flatMap(({ key }) => {
    const [, tenantId, id] = /^([0-9a-f-]{36}):([0-9a-f-]{36})$/.exec(key ?? '') ?? []
    return tenantId && id ? [{ tenantId, id }] : []
  })

/**
 * Gives back the job that a stopping worker could not end: at once for others, and the attempt does not count. The queue's own way for jobs
 * that were taken and not begun (its returnJobs), which it offers to nobody.
 */
export const giveBack = ({ database }: Platform, queueId: string, own: string) =>
  database.asLogin((db) =>
    db.execute(
      `UPDATE graphile_worker._private_jobs SET attempts = greatest(attempts - 1, 0), locked_by = NULL, locked_at = NULL, run_at = now()
       WHERE id = $1 AND locked_by = $2`,
      [queueId, own],
    ),
  )

/**
 * Puts the next round of every periodic task into the queue unless it is there. All workers do, so it needs no chief; the key lets one
 * through. Rounds fall on whole multiples of the period, whenever a server was started.
 */
export async function queuePeriodic(db: Db, tasks: readonly PeriodicTask[]): Promise<void> {
  for (const { name, everyMs } of tasks) {
    await db.query(
      `SELECT id FROM graphile_worker.add_job($1::text, '{}', max_attempts => 1, job_key => 'periodic:' || $1, job_key_mode => 'unsafe_dedupe',
         run_at => to_timestamp((floor(extract(epoch FROM now()) * 1000 / $2::bigint) + 1) * $2::bigint / 1000.0))
       WHERE NOT EXISTS (SELECT FROM graphile_worker.jobs WHERE key = 'periodic:' || $1)`,
      [name, everyMs],
    )
  }
}

/** Jobs that wait, by task, those of later included. */
export const waitingByTask = (db: Db) =>
  db.query<{ task: string; count: number }>(
    `SELECT task_identifier AS task, count(*)::int AS count FROM graphile_worker.jobs
     WHERE locked_at IS NULL AND attempts < max_attempts GROUP BY 1`,
  )
