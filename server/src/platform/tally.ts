import { inTenant, tenantOf, type Context, type Platform } from './context'
import type { Db } from './database'
import { AppError, sqlState } from './errors'
import type { Params } from './filter/rule'
import { SharedRuns } from './shared-run'

/** Which rows a statement is about, and the values of its parameters so far. */
export interface Where {
  params: Params
  conditions: string[]
}

/** Puts what is left of the time on the next statement. @throws UNPROCESSABLE when nothing is left */
export type InTime = (where: Where) => Promise<Where>

interface Bound {
  /** Of all statements together; by default what one server can afford. */
  longestMs?: number
  /** What the caller reads when it takes longer. */
  tooLong: string
}

/** Longest that one question may take. The embedded database does nothing else meanwhile, so less is asked of it. */
const longestOf = ({ database }: Platform): number => (database.isEmbedded ? 3_000 : 8_000)

/** Reads in the request's tenant what may take long, for a bounded time. @throws UNPROCESSABLE, with the words of `tooLong` */
export function inBoundedTime<Answer>(
  ctx: Context,
  { longestMs = longestOf(ctx.platform), tooLong }: Bound,
  work: (db: Db, inTime: InTime) => Promise<Answer>,
): Promise<Answer> {
  const over = () => new AppError('UNPROCESSABLE', tooLong)
  return inTenant(ctx, (db) => {
    const until = Date.now() + longestMs
    return work(db, async (where) => {
      const leftMs = until - Date.now()
      if (leftMs <= 0) throw over()
      await allow(db, leftMs)
      return ctx.platform.database.isEmbedded ? askingTheTime(where, until) : where
    })
  }).catch((error: unknown) => {
    throw sqlState(error) === '57014' ? over() : error
  })
}

/** For the next statement of this transaction. */
async function allow(db: Db, leftMs: number): Promise<void> {
  await db.query("SELECT set_config('statement_timeout', $1, true), set_config('work_mem', '32MB', true)", [
    String(leftMs),
  ])
}

/** The embedded database ignores statement_timeout; there, each row asks whether time is up. */
function askingTheTime({ params, conditions }: Where, until: number): Where {
  const isOver = `clock_timestamp() > ${params.add(new Date(until).toISOString(), 'timestamptz')}`
  return { params, conditions: [...conditions, `CASE WHEN ${isOver} THEN out_of_time() ELSE TRUE END`] }
}

const runsOf = new WeakMap<Platform, Map<string, SharedRuns>>()

function runsIn(platform: Platform, line: string, keptMs: number): SharedRuns {
  const lines = runsOf.get(platform) ?? new Map<string, SharedRuns>()
  runsOf.set(platform, lines)
  let runs = lines.get(line)
  if (!runs) {
    const atOnce = platform.database.isEmbedded ? 1 : 2
    lines.set(line, (runs = new SharedRuns({ keptMs, mostKept: 200, atOnce, mostWaiting: 40 })))
  }
  return runs
}

interface Tally extends Bound {
  /** What is counted. Each has a line of its own: slow ones do not hold up the others. */
  line: string
  /** All that tells this count from others, besides tenant and rights. */
  question: unknown
  /** How old an answer may be, of all questions of the line; milliseconds. A second unless said. */
  keptMs?: number
}

/**
 * Counts over many rows, of which every open screen asks the same after each change: equal questions with equal rights share one run and
 * its answer for a second (or keptMs). Who knows of a change since (`wantsFresh`) waits for the next run instead.
 *
 * @throws UNPROCESSABLE when it would take too long; RATE_LIMITED when too many others wait
 */
export function tally<Answer>(
  ctx: Context,
  { line, question, keptMs = 1_000, ...bound }: Tally,
  work: (db: Db, inTime: InTime) => Promise<Answer>,
): Promise<Answer> {
  const runs = runsIn(ctx.platform, line, keptMs)
  const isFresh = ctx.http?.wantsFresh ?? false
  return runs.run(tenantOf(ctx).id, questionOf(ctx, question), () => inBoundedTime(ctx, bound, work), isFresh)
}

/** Never shared across rights; nor between people when the filter asks who `me` is. */
function questionOf(ctx: Context, question: unknown): string {
  const asked = JSON.stringify(question)
  const isPersonal = asked.includes('"me":') // inside a value its quotes would be escaped
  return JSON.stringify([[...(ctx.viewer?.permissions ?? [])].sort(), isPersonal ? ctx.viewer?.id : null, asked])
}
