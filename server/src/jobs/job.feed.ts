import { jobChangedTopic } from '../platform/job.events'
import { ChangeKind } from '../platform/live.change'
import type { LiveFeed } from '../platform/live.feed'
import type { JobChange } from './job.change'
import type { Job } from './job.entity'
import { loadJobsForLive } from './job.list'

/** How jobs become live: every change of any of the tenant's, for they are few and short. */
export const jobFeed: LiveFeed<Job> = {
  topic: jobChangedTopic,
  load: loadJobsForLive,
  eventFor({ id }, job): JobChange {
    if (!job) return { kind: ChangeKind.REMOVED, jobId: id, job: null }
    return { kind: job.changeSeq === 1 ? ChangeKind.CREATED : ChangeKind.UPDATED, jobId: id, job }
  },
  resync: { kind: ChangeKind.RESYNC, jobId: null, job: null } satisfies JobChange,
  merge: (_earlier, later) => later,
}
