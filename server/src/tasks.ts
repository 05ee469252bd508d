import { rescoreTask } from './alerts/rescore.task'
import { riskPreviewTask } from './alerts/risk.preview.task'
import { replayAllTask } from './ingest/dead-letters/dead-letter.task'
import { dryRunTask } from './ingest/dedup/dry-run.task'
import { clearJobs } from './jobs/job.clear'
import { testJob } from './jobs/job.test-run'
import type { Tasks } from './platform/jobs'

/** Everything that workers do, of every module. Lower modules enqueue what they or those below them define, and never hear of the rest. */
export const tasks: Tasks = {
  ofTenants: [testJob, dryRunTask, replayAllTask, rescoreTask, riskPreviewTask],
  periodic: [clearJobs],
}
