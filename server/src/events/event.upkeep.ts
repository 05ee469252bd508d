import type { Platform } from '../platform/context'
import { dayOf, makePartitions } from './event.partition'
import { clearExpired } from './event.retention'

const everyMs = 60_000
const roundsToHour = 60
/** After a round that left something. */
const soonMs = 1_000

/**
 * Makes the days to come and clears what is past its time: every hour, and within a minute when the clock shows another day than before,
 * so that few events of a day without a partition pile up in the default one. What one round leaves, the next clears at once. Returns how
 * to stop.
 */
export function startEventUpkeep(platform: Platform): () => void {
  let day = dayOf(Date.now()).name // made before the server was ready
  let round = 0
  let [isHour, isRunning, isStopped, hasMore] = [false, false, false, false]
  const keepUp = async () => {
    const today = dayOf(Date.now()).name
    if (isRunning || isStopped || (today === day && !isHour && !hasMore)) return
    const dropsDays = isHour
    ;[isRunning, isHour] = [true, false]
    try {
      if (today !== day || dropsDays) await makePartitions(platform)
      day = today
      if (dropsDays || hasMore) hasMore = !(await clearExpired(platform, { dropsDays })).isDone
    } catch (error) {
      hasMore = false
      platform.log.warn({ err: error }, 'the upkeep of events failed; it is tried again')
    } finally {
      isRunning = false
    }
    if (hasMore) setTimeout(() => void keepUp(), soonMs).unref()
  }
  const timer = setInterval(() => {
    if (++round % roundsToHour === 0) isHour = true
    void keepUp()
  }, everyMs).unref()
  return () => {
    isStopped = true
    clearInterval(timer)
  }
}
