import type { Context } from '../platform/context'
import type { Db } from '../platform/database'
import { tally, type Where } from '../platform/tally'
import { alertFilters } from './alert.filter'
import type { AlertFilter } from './alert.filter.input'
import { whereAlerts } from './alert.where'

interface AlertTally {
  /** Tells this count from others of the same filter. */
  question: unknown
  filter: AlertFilter | null | undefined
  longestMs?: number
}

/** Which alerts to count. What it gives is called before each statement, which may then take what is left of the time. */
export type WhereOf = (filter: AlertFilter | null | undefined) => Promise<() => Promise<Where>>

const tooLong = 'Counting these alerts would take too long: narrow the filter, by time or by status'

/** Counts over many alerts. Errors as {@link tally}. */
export function tallyAlerts<Answer>(
  ctx: Context,
  { question, filter, longestMs }: AlertTally,
  work: (db: Db, where: WhereOf) => Promise<Answer>,
): Promise<Answer> {
  alertFilters.check(filter)
  return tally(ctx, { line: 'alerts', question: [question, filter ?? {}], longestMs, tooLong }, (db, inTime) =>
    work(db, async (one) => {
      const where = await whereAlerts(ctx, db, one)
      return () => inTime(where())
    }),
  )
}
