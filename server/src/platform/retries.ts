import { AppError, sqlState } from './errors'

/**
 * Deadlocks and serialization failures are nobody's fault: the same work goes again.
 *
 * @throws UNAVAILABLE when it goes on, or a row stays locked until the statement's time is over (57014): the caller tries again.
 */
export async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      const state = sqlState(error) ?? ''
      const goesAgain = ['40P01', '40001'].includes(state)
      if (state === '57014' || (goesAgain && attempt === 5))
        throw new AppError('UNAVAILABLE', 'The database is busy', { retryAfter: 2 }, { cause: error })
      if (!goesAgain) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt))
    }
  }
}

/** Classes of SQLSTATE that name the data: cardinality, data exception, integrity constraint, program limit. */
export const isDataFault = (error: unknown): boolean =>
  ['21', '22', '23', '54'].includes(sqlState(error)?.slice(0, 2) ?? '')
