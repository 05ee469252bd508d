import type { Platform } from '../platform/context'
import { dayOf, makePartitions } from './event.partition'
import { clearExpired } from './event.retention'

const everyMs = 60_000
const roundsToHour = 60

/**
 * Makes the days to come and clears what is past its time: every hour, and within a minute when the clock shows another day than before,
 * so that few events of a day without a partition pile up in the default one. Returns how to stop.
 */
export function startEventUpkeep(platform: Platform): () => void {
  let day = dayOf(Date.now()).name // made before the server was ready
  let round = 0
  let isRunning = false
  const keepUp = async () => {
    const today = dayOf(Date.now()).name
    const isHour = ++round % roundsToHour === 0
    if (isRunning || (today === day && !isHour)) return
    isRunning = true
    try {
      await makePartitions(platform)
      day = today
      if (isHour) await clearExpired(platform)
    } catch (error) {
      platform.log.warn({ err: error }, 'the upkeep of events failed; it is tried again')
    } finally {
      isRunning = false
    }
  }
  const timer = setInterval(() => void keepUp(), everyMs).unref()
  return () => clearInterval(timer)
}
