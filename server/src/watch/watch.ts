import type { Platform } from '../platform/context'
import { tellUntold, type Deliver } from './outbox'

/** The moment in which the watch looks around. */
export interface Moment {
  now: Date
  /** Since when this server has been there to hear: nobody is missed for a time in which he could not have been heard. */
  listeningSince: Date
  /** When it last looked. */
  lastRound: Date
}

/** Notices in some tenants what has begun and what is over, and puts word of it into the outboxes. */
export type Sweep = (platform: Platform, tenantIds: string[], moment: Moment) => Promise<void>

const everyMs = 5_000
/** After a longer time without a round (the database away, the machine asleep) listening begins anew. */
const lostMs = 30_000

/**
 * Looks around every five seconds, on every server that takes deliveries; what one has noticed, another does not notice again. Returns how to
 * stop, which waits for a round under way.
 */
export function startWatch(platform: Platform, sweeps: Sweep[], deliver: Deliver): () => Promise<void> {
  let listeningSince = new Date()
  let lastRound = new Date()
  let underWay: Promise<void> | null = null
  const round = async () => {
    const now = new Date()
    if (now.getTime() - lastRound.getTime() > lostMs) listeningSince = now
    try {
      await lookAround(platform, sweeps, deliver, { now, listeningSince, lastRound })
      lastRound = now
    } catch (error) {
      platform.log.warn({ err: error }, 'the watch could not look around; it tries again')
    }
  }
  const timer = setInterval(() => {
    underWay ??= round().finally(() => (underWay = null))
  }, everyMs).unref()
  return async () => {
    clearInterval(timer)
    await underWay
  }
}

/** One round: all that is noticed is stored before any of it is told. */
export async function lookAround(platform: Platform, sweeps: Sweep[], deliver: Deliver, moment: Moment): Promise<void> {
  const tenants = await platform.database.lookUp<{ id: string }>('lookup_all_tenants', [])
  const ids = tenants.map(({ id }) => id)
  for (const sweep of sweeps) await sweep(platform, ids, moment)
  await tellUntold(platform, ids, deliver)
}
