import { z } from 'zod'
import { isUuid } from '../../platform/ids'
import { defineTask } from '../../platform/jobs'
import { replayLetters, waitingLetters, type Replayed } from './dead-letter.replay'

const page = 100

/**
 * Replays everything that waits of one source, oldest first. May be run again: what is settled is left alone.
 */
export const replayAllTask = defineTask({
  name: 'deadLetter.replayAll',
  payload: z.object({ sourceId: z.string().refine(isUuid, 'is not an id') }),
  timeLimitMs: 30 * 60_000,
  maxAttempts: 3,
  async handler({ platform, tenantId, signal, progress, inTenant }, { sourceId }): Promise<Replayed> {
    const [row] = await inTenant((db) =>
      db.query<{ total: number }>(
        `SELECT count(*)::int AS total FROM dead_letter WHERE source_id = $1::uuid AND state = 'WAITING'`,
        [sourceId],
      ),
    )
    const total = row?.total ?? 0
    const sum: Replayed = { replayed: 0, failed: 0 }
    let after: string | null = null
    for (;;) {
      signal.throwIfAborted()
      const ids: string[] = await waitingLetters(platform, tenantId, sourceId, after, page)
      if (ids.length === 0) return sum
      const { replayed, failed } = await replayLetters(platform, tenantId, ids)
      sum.replayed += replayed
      sum.failed += failed
      after = ids.at(-1) ?? null
      await progress(Math.min(total, sum.replayed + sum.failed), total)
    }
  },
})
