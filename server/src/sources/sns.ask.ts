import type { Platform } from '../platform/context'
import { AppError } from '../platform/errors'

const mostMilliseconds = 10_000
const mostBytes = 65_536

/**
 * Visits the address by which a subscription is confirmed. No redirect is followed, little time is given, and of the answer only its status
 * counts.
 *
 * @throws UNPROCESSABLE when it is not confirmed.
 */
export async function askAmazon({ fetch, log }: Platform, url: string): Promise<void> {
  const failed = (reason: string) => new AppError('UNPROCESSABLE', `Amazon did not confirm the subscription: ${reason}`)
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(mostMilliseconds) })
    await readAtMost(response, mostBytes)
    if (response.status !== 200) throw failed(`it answered ${response.status}`)
  } catch (error) {
    if (error instanceof AppError) throw error
    log.warn({ err: error }, 'a subscription could not be confirmed')
    throw failed('it could not be reached')
  }
}

async function readAtMost(response: Response, bytes: number): Promise<void> {
  let read = 0
  for await (const piece of response.body ?? []) {
    read += (piece as Uint8Array).length
    if (read > bytes) return // leaving ends the connection
  }
}
