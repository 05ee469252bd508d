import type { Platform } from './context'
import type { RowNews } from './live.feed'

/** The topic on which every change of a job is told. */
export const jobChangedTopic = 'jobChanged'

/** To be called after COMMIT. Jobs carry no filter that a change of theirs could leave: the names of fields are not needed. */
export function announceJobs({ news }: Pick<Platform, 'news'>, jobs: { tenantId: string; id: string }[]): void {
  if (jobs.length === 0) return
  news.publish(
    jobChangedTopic,
    jobs.map(({ tenantId, id }): RowNews => ({ tenantId, id, changeSeq: 0, changedFields: [] })),
  )
}
