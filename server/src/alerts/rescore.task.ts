import { z } from 'zod'
import type { Db } from '../platform/database'
import { defineTask, type JobRun } from '../platform/jobs'
import { withRetries } from '../platform/retries'
import { weightsOf } from '../scoring/risk.weights.service'
import { announceManyAlerts } from './alert.events'
import { readKnown, type Known } from './alert.knowledge'
import { rescoreBatch, type BatchResult } from './rescore.batch'

/** Alerts of one transaction. */
const page = 500

const count = z.int().min(0)
const kept = z.object({
  /** The last that was looked at; null: none yet. */
  last: z.string().nullable(),
  /** Of those before it, the ones that somebody else was changing then. */
  busy: z.array(z.string()),
  sum: z.object({ alerts: count, up: count, down: count, completed: count }),
})
type Kept = z.output<typeof kept>
type Sum = Kept['sum']

const nothing: Kept = { last: null, busy: [], sum: { alerts: 0, up: 0, down: 0, completed: 0 } }

/**
 * Scores all alerts of a tenant once more, the newest first, and completes those from before there were rules and observables. Each batch is
 * kept with how far it is, so another attempt goes on behind it, and none is counted twice. Screens read afresh once, at the end.
 */
export const rescoreTask = defineTask({
  name: 'alert.rescore',
  payload: z.object({ matchesAfresh: z.boolean() }),
  timeLimitMs: 60 * 60_000,
  async handler(run, { matchesAfresh }): Promise<Sum> {
    const known = await run.inTenant((db) => readKnown(db, run.tenantId))
    let state = kept.catch(nothing).parse(run.checkpoint ?? nothing)
    const total = state.sum.alerts + (await run.inTenant((db) => countBelow(db, state.last)))
    for (;;) {
      const next = await withRetries(() => step(run, state, { known, matchesAfresh }))
      if (next === null) break
      state = next
      await run.progress(Math.min(state.sum.alerts, total), total)
    }
    const { up, down, completed } = state.sum
    if (up + down + completed > 0 || matchesAfresh) announceManyAlerts(run.platform, run.tenantId)
    return state.sum
  },
})

const countBelow = async (db: Db, last: string | null): Promise<number> => {
  const sql = 'SELECT count(*)::int AS count FROM alert WHERE $1::uuid IS NULL OR id < $1::uuid'
  return (await db.query<{ count: number }>(sql, [last]))[0]?.count ?? 0
}

/** By the weights of this moment: whoever changes them meanwhile has all that follow scored by the new ones. Null when nothing is left. */
function step(run: JobRun, state: Kept, given: { known: Known; matchesAfresh: boolean }): Promise<Kept | null> {
  return run.inTenant(async (db) => {
    const [busy, ...others] = state.busy
    const ids = busy === undefined ? await idsBelow(db, state.last) : [busy]
    if (ids.length === 0) return null
    const scoring = { ...given, weights: await weightsOf(db) }
    const result = await rescoreBatch(db, ids, scoring, busy !== undefined)
    const next =
      busy === undefined
        ? { last: ids.at(-1) ?? null, busy: result.busy, sum: added(state.sum, result) }
        : { ...state, busy: others, sum: added(state.sum, result) }
    await run.keep(db, next)
    return next
  })
}

async function idsBelow(db: Db, last: string | null): Promise<string[]> {
  const where = last === null ? '' : 'WHERE id < $1::uuid'
  const sql = `SELECT id FROM alert ${where} ORDER BY id DESC LIMIT ${page}`
  return (await db.query<{ id: string }>(sql, last === null ? [] : [last])).map(({ id }) => id)
}

const added = (sum: Sum, { alerts, up, down, completed }: BatchResult): Sum => ({
  alerts: sum.alerts + alerts,
  up: sum.up + up,
  down: sum.down + down,
  completed: sum.completed + completed,
})
