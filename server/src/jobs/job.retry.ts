import { recordChange } from '../audit/change'
import { inTenant, type Context } from '../platform/context'
import type { Db } from '../platform/database'
import { AppError, notFound } from '../platform/errors'
import { isUuid } from '../platform/ids'
import type { RetryJobInput, RetryJobPayload } from './job.input'
import { jobsByIds } from './job.list'

/** Queues a dead job once more, under its id, with all its attempts. @throws NOT_FOUND; CONFLICT when it is not dead */
export function retryJob(ctx: Context, { id }: RetryJobInput): Promise<RetryJobPayload> {
  if (!isUuid(id)) throw notFound('Job')
  return inTenant(ctx, async (db) => {
    const before = await jobOf(db, id)
    const [retried] = await db.query<{ done: boolean }>('SELECT retry_job($1) AS done', [id])
    if (!retried?.done) throw new AppError('CONFLICT', 'Only a job that has failed for good can be retried')
    const detail = { task: before.task, lastError: before.lastError }
    await recordChange(db, ctx, { action: 'job.retry', objectType: 'job', objectId: id, detail })
    db.enqueued({ tenantId: before.tenantId, id })
    return { job: await jobOf(db, id) }
  })
}

async function jobOf(db: Db, id: string) {
  const job = (await jobsByIds(db, [id])).get(id)
  if (!job) throw notFound('Job')
  return job
}
