import { setTimeout as sleep } from 'node:timers/promises'
import { recordChange } from '../audit/change'
import { inTenant, type Context } from '../platform/context'
import { notFound } from '../platform/errors'
import { checked } from '../platform/input'
import { defineTask, enqueue, JobRefused } from '../platform/jobs'
import { testRun, type RunTestJobInput, type RunTestJobPayload } from './job.input'
import { jobsByIds } from './job.list'

const stepMs = 200

/** Goes the whole way of a job and changes nothing: shows whether there is a worker, how long jobs wait for it, and how failures look. */
export const testJob = defineTask({
  name: 'job.test',
  payload: testRun,
  timeLimitMs: 90_000,
  maxAttempts: 3,
  async handler({ job, platform, signal, progress }, { seconds, fails }) {
    const waitedMs = Date.now() - job.createdAt.getTime()
    const steps = Math.ceil((seconds * 1_000) / stepMs)
    for (let step = 1; step <= steps; step++) {
      await sleep(stepMs, undefined, { signal })
      await progress(step, steps)
    }
    if (fails) throw new JobRefused('It was asked to fail')
    return { worker: platform.nodeId, waitedMs }
  },
})

/** Queues a test job. @throws BAD_USER_INPUT */
export async function runTestJob(ctx: Context, input: RunTestJobInput): Promise<RunTestJobPayload> {
  const payload = checked(testRun, input)
  return inTenant(ctx, async (db) => {
    const id = await enqueue(db, testJob, payload)
    await recordChange(db, ctx, { action: 'job.test', objectType: 'job', objectId: id, detail: payload })
    const job = (await jobsByIds(db, [id])).get(id)
    if (!job) throw notFound('Job')
    return { job }
  })
}
