import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from './errors'

/** Milliseconds that a handler gets to end by itself after its signal. Then it is left alone, and its attempt counts as ended. */
const abandonAfterMs = 2_000

interface Limits {
  timeLimitMs: number
  /** The worker's own end. */
  stopping: AbortSignal
}

/**
 * Runs `work` until it ends, its time is up or the worker stops. Nobody can be forced to heed a signal: who does not is no longer waited for.
 * @param work gets a controller of its own: it may end itself, too.
 * @throws what the work throws; the signal's reason when that was aborted first, however the work then took it.
 */
export async function withinLimits<T>(limits: Limits, work: (own: AbortController) => Promise<T>): Promise<T> {
  const { timeLimitMs, stopping } = limits
  const own = new AbortController()
  const over = new AbortController()
  const timer = setTimeout(() => own.abort(tooLong(timeLimitMs)), timeLimitMs)
  const stop = () => own.abort(stopping.reason)
  if (stopping.aborted) stop()
  stopping.addEventListener('abort', stop, { once: true })
  const abandoned = abandonment(own.signal, over.signal)
  abandoned.catch(() => undefined) // when the work was first, nobody hears of it
  try {
    return await Promise.race([work(own), abandoned])
  } catch (error) {
    throw own.signal.aborted ? (own.signal.reason as Error) : error
  } finally {
    clearTimeout(timer)
    stopping.removeEventListener('abort', stop) // it outlives the job
    over.abort()
  }
}

const tooLong = (milliseconds: number) => new AppError('UNAVAILABLE', `It took longer than ${milliseconds / 1_000} s`)

/** Rejects with the signal's reason a while after it was aborted; ends with `over`. */
async function abandonment(signal: AbortSignal, over: AbortSignal): Promise<never> {
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    for (const end of [signal, over]) end.addEventListener('abort', () => resolve(), { once: true })
  })
  await sleep(abandonAfterMs, undefined, { signal: over, ref: false })
  throw signal.reason as Error
}
