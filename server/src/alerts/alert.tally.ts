import { inTenant, tenantOf, type Context, type Platform } from '../platform/context'
import type { Db } from '../platform/database'
import { AppError, sqlState } from '../platform/errors'
import { SharedRuns } from '../platform/shared-run'
import { alertFilters } from './alert.filter'
import type { AlertFilter } from './alert.filter.input'
import { whereAlerts, type Where } from './alert.where'

/** Longest that one count may take. The embedded database does nothing else meanwhile, so less is asked of it. */
const longestOf = ({ database }: Platform): number => (database.isEmbedded ? 3_000 : 8_000)

const runsOf = new WeakMap<Platform, SharedRuns>()

function runsIn(platform: Platform): SharedRuns {
  let runs = runsOf.get(platform)
  if (!runs) {
    const atOnce = platform.database.isEmbedded ? 1 : 2
    runsOf.set(platform, (runs = new SharedRuns({ keptMs: 1_000, mostKept: 200, atOnce, mostWaiting: 40 })))
  }
  return runs
}

interface Tally {
  /** Tells this count from others of the same filter. */
  question: unknown
  filter: AlertFilter | null | undefined
  longestMs?: number
}

/** Which alerts to count. What it gives is called before each statement, which may then take what is left of the time. */
export type WhereOf = (filter: AlertFilter | null | undefined) => Promise<() => Promise<Where>>

/**
 * Counts over many alerts, of which every open screen asks the same after each change: equal questions with equal rights share one run
 * and its answer for a second.
 *
 * @throws UNPROCESSABLE when it would take too long; RATE_LIMITED when too many others wait
 */
export function tally<Answer>(
  ctx: Context,
  { question, filter, longestMs = longestOf(ctx.platform) }: Tally,
  work: (db: Db, where: WhereOf) => Promise<Answer>,
): Promise<Answer> {
  alertFilters.check(filter)
  return runsIn(ctx.platform).run(tenantOf(ctx).id, questionOf(ctx, question, filter), () =>
    inTenant(ctx, (db) => {
      const until = Date.now() + longestMs
      return work(db, async (one) => {
        const where = await whereAlerts(ctx, db, one)
        return async () => {
          await allow(db, until - Date.now())
          return ctx.platform.database.isEmbedded ? inTime(where(), until) : where()
        }
      })
    }).catch((error: unknown) => {
      throw sqlState(error) === '57014' ? tooLong() : error
    }),
  )
}

/** For the next statement of this transaction. */
async function allow(db: Db, leftMs: number): Promise<void> {
  if (leftMs <= 0) throw tooLong()
  await db.query("SELECT set_config('statement_timeout', $1, true), set_config('work_mem', '32MB', true)", [
    String(leftMs),
  ])
}

const tooLong = () =>
  new AppError('UNPROCESSABLE', 'Counting these alerts would take too long: narrow the filter, by time or by status')

/** The embedded database ignores statement_timeout; there, each row asks whether time is up. */
function inTime({ params, conditions }: Where, until: number): Where {
  const isOver = `clock_timestamp() > ${params.add(new Date(until).toISOString(), 'timestamptz')}`
  return { params, conditions: [...conditions, `CASE WHEN ${isOver} THEN out_of_time() ELSE TRUE END`] }
}

/** Never shared across rights; nor between people when the filter asks who `me` is. */
function questionOf(ctx: Context, question: unknown, filter: AlertFilter | null | undefined): string {
  const asked = JSON.stringify([question, filter ?? {}])
  const isPersonal = asked.includes('"me":') // inside a value its quotes would be escaped
  return JSON.stringify([[...(ctx.viewer?.permissions ?? [])].sort(), isPersonal ? ctx.viewer?.id : null, asked])
}
