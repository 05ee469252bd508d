import type { Platform } from '../platform/context'
import { firstIdAt } from '../platform/ids'
import type { PeriodicTask } from '../platform/jobs'

const chunk = 2_000
const dayMs = 24 * 3_600_000
const keptMs = { DONE: 7 * dayMs, FAILED: 30 * dayMs }

/** By the id first, which holds the time a job was queued: the index finds the old ones, however many younger there are. */
const clearOld = `DELETE FROM job WHERE (tenant_id, id) IN
  (SELECT tenant_id, id FROM job WHERE state = $1 AND id < $2::uuid AND finished_at < $3 LIMIT ${chunk})`

/** Clears jobs that are long over. One round is bounded by its time: what is left goes in the next. */
export const clearJobs: PeriodicTask = {
  name: 'jobs.clear',
  everyMs: 3_600_000,
  timeLimitMs: 300_000,
  handler: clearOldJobs,
}

export async function clearOldJobs({ database }: Platform, signal: AbortSignal): Promise<number> {
  const tenants = await database.lookUp<{ id: string }>('lookup_all_tenants', [])
  const ids = tenants.map(({ id }) => id)
  let cleared = 0
  for (const [state, kept] of Object.entries(keptMs)) {
    const before = Date.now() - kept
    for (let count = chunk; count === chunk && !signal.aborted; cleared += count) {
      const params = [state, firstIdAt(before), new Date(before)]
      count = await database.acrossTenants('tocsin_ingest', ids, (db) => db.execute(clearOld, params))
    }
  }
  return cleared
}
