import { AppError } from '../platform/errors'

/** Longest that one part of a body waits for room, in milliseconds. */
const mostPatience = 10_000
const between = 100

/**
 * Tries again while there is no room: a body that is being read is held back instead of refused.
 *
 * @throws RATE_LIMITED after ten seconds without room; at once whatever else `work` throws.
 */
export async function patiently<T>(work: () => T | Promise<T>, patience = mostPatience): Promise<T> {
  const until = performance.now() + patience
  for (;;) {
    try {
      return await work()
    } catch (error) {
      const isFull = error instanceof AppError && error.code === 'RATE_LIMITED'
      if (!isFull || performance.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, between))
    }
  }
}
