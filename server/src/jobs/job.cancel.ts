import { actorOf } from '../audit/actor'
import { recordChange } from '../audit/change'
import { inTenant, type Context } from '../platform/context'
import { AppError, notFound } from '../platform/errors'
import { isUuid } from '../platform/ids'
import { announceJobs } from '../platform/job.events'
import type { CancelJobInput, CancelJobPayload } from './job.input'
import { jobsByIds } from './job.list'

/**
 * Ends a job for good. One that waits is not begun any more; one under way loses its row, which its worker notices when it next tells or keeps
 * how far it is. @throws NOT_FOUND; CONFLICT when it is over
 */
export async function cancelJob(ctx: Context, { id }: CancelJobInput): Promise<CancelJobPayload> {
  if (!isUuid(id)) throw notFound('Job')
  return inTenant(ctx, async (db, after) => {
    const cancelled = await db.execute(
      `UPDATE job SET state = 'FAILED', last_error = $2, finished_at = now(), run_id = NULL, key = NULL, change_seq = change_seq + 1
       WHERE id = $1::uuid AND finished_at IS NULL`,
      [id, `Cancelled by ${actorOf(ctx).name}`],
    )
    const job = (await jobsByIds(db, [id])).get(id)
    if (!job) throw notFound('Job')
    if (cancelled === 0) throw new AppError('CONFLICT', 'The job is over already')
    await recordChange(db, ctx, {
      action: 'job.cancel',
      objectType: 'job',
      objectId: job.id,
      detail: { task: job.task },
    })
    after(() => announceJobs(ctx.platform, [job]))
    return { job }
  })
}
