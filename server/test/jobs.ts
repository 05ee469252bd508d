import { z } from 'zod'
import type { Platform } from '../src/platform/context'
import { JobWorker } from '../src/platform/job.worker'
import { defineTask, type AnyTask, type JobRun, type PeriodicTask } from '../src/platform/jobs'

type Definition = Parameters<typeof defineTask<typeof anyPayload>>[0]
const anyPayload = z.record(z.string(), z.unknown())
let made = 0

/** A task of its own for each test, with any payload: workers of other tests never take its jobs. */
export const aTask = (handler: Definition['handler'], limits: Partial<Definition> = {}) =>
  defineTask({ name: `test.task${letters(process.pid)}x${letters(++made)}`, payload: anyPayload, handler, ...limits })

const letters = (number: number): string => String(number).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '')

export function aWorker(platform: Platform, tasks: AnyTask[], periodic: PeriodicTask[] = []): JobWorker {
  const worker = new JobWorker(platform, { ofTenants: tasks, periodic })
  worker.start()
  return worker
}

export interface JobRow {
  id: string
  state: string
  attempts: number
  last_error: string | null
  result: unknown
  payload: unknown
  progress_done: string | null
  progress_total: string | null
  run_at: Date
  started_at: Date | null
  finished_at: Date | null
}

export const jobRow = async (platform: Platform, tenantId: string, id: string): Promise<JobRow | undefined> =>
  (
    await platform.database.transaction({ tenantId }, (db) => db.query<JobRow>('SELECT * FROM job WHERE id = $1', [id]))
  )[0]

/** The row as soon as it is as wanted. @throws with the row as it stayed */
export async function untilJob(
  platform: Platform,
  tenantId: string,
  id: string,
  isWanted: (row: JobRow) => boolean,
): Promise<JobRow> {
  let row: JobRow | undefined
  for (let look = 0; look < 400; look++) {
    row = await jobRow(platform, tenantId, id)
    if (row && isWanted(row)) return row
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`The job stayed ${JSON.stringify(row)}`)
}

/** What the queue itself holds, as the login sees it. */
export interface QueueRow {
  id: string
  attempts: number
  locked_by: string | null
  run_at: Date
}

export const queueRow = async (platform: Platform, id: string): Promise<QueueRow | undefined> =>
  (
    await platform.database.asLogin((db) =>
      db.query<QueueRow>('SELECT * FROM graphile_worker.jobs WHERE key LIKE $1', [`%:${id}`]),
    )
  )[0]

/** Waits until the queue has let go of a job: it notes ends in batches, a moment after the job's own row tells of them. */
export async function untilLeft(platform: Platform, id: string): Promise<void> {
  for (let look = 0; look < 400; look++) {
    if (!(await queueRow(platform, id))) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('The queue still holds the job')
}

/** Lets the time until the next attempt pass at once. */
export const skipWaiting = (platform: Platform, id: string) =>
  platform.database.asLogin((db) =>
    db.query('UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key LIKE $1', [`%:${id}`]),
  )

/** A promise and how to settle it. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open!: () => void
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { opened, open }
}

export type { JobRun }
