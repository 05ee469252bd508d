import { clearPieces, type Cleared } from '../platform/clearing'
import type { Platform } from '../platform/context'
import { AppError } from '../platform/errors'
import { firstIdAt } from '../platform/ids'
import { dayMs, dayOf, partitionDays, type Day } from './event.partition'

/** Of one round: a million events. */
const mostPieces = 500
/** Days dropped in one round. Usually it is one a day; a clock that has run ahead thus costs little before somebody notices. */
const mostDropped = 4

interface Keeping {
  id: string
  event_retention_days: number
}

export interface Expired extends Cleared {
  days: string[]
}

export interface Round {
  now?: number
  /** Not in a round that goes on with what the one before left: then days would go faster than somebody can notice. */
  dropsDays?: boolean
  mostPieces?: number
}

/**
 * One round: whole days go when no tenant keeps them any longer, other tenants' events in small pieces. Both by whole UTC days: an event
 * stays for the tenant's days after the one on which it arrived. Bounded: what is left goes in the next round. Of the server's and the
 * database's clock the slower counts.
 *
 * @returns what went, and whether any events of the other tenants are left
 */
export async function clearExpired(platform: Platform, round: Round = {}): Promise<Expired> {
  const { now = Date.now(), dropsDays = true, mostPieces: most = mostPieces } = round
  const { database } = platform
  const tenants = await database.lookUp<Keeping>('lookup_all_tenants', [])
  if (tenants.length === 0) return { days: [], rows: 0, isDone: true }
  const { days, time } = await database.asLogin(async (db) => {
    const [clock] = await db.query<{ now: Date }>('SELECT clock_timestamp() AS now')
    return { days: await partitionDays(db), time: Math.min(now, clock?.now.getTime() ?? now) }
  })
  const longest = Math.max(...tenants.map((tenant) => tenant.event_retention_days))
  const expired = days.filter((day) => day.begins < keptFrom(time, longest))
  const dropped = dropsDays ? await dropDays(platform, expired.slice(0, mostDropped)) : []
  // Those who keep longest have none left but strays, unless whole days are still to go: these are not deleted row by row.
  const isDropped = dropped.length === expired.length
  const past = tenants
    .filter(({ event_retention_days: days }) => days < longest || isDropped)
    .map(({ id, event_retention_days: days }) => pastOf(id, keptFrom(time, days)))
  return { days: dropped, ...(await clearPieces(database, past, most)) }
}

/** The key finds them, and a range of it needs no more than the days that it covers. */
const pastOf = (tenantId: string, until: number) => ({
  ...{ tenantId, table: 'event', column: 'id' },
  ...{ after: firstIdAt(0), until: firstIdAt(until) },
})

/** The beginning of the first day that is kept, milliseconds since 1970. */
const keptFrom = (now: number, days: number): number => dayOf(now).begins - days * dayMs

async function dropDays({ database, log }: Platform, days: Day[]): Promise<string[]> {
  const dropped: string[] = []
  for (const { name } of days) {
    try {
      await database.alterTables((db) => db.query(`DROP TABLE IF EXISTS ${name}`))
      log.info({ day: name }, 'the events of a day were dropped: no tenant keeps them any longer')
      dropped.push(name)
    } catch (error) {
      if (error instanceof AppError) throw error // the database is away
      log.warn({ err: error, day: name }, 'the events of a day were not dropped; it is tried again')
    }
  }
  return dropped
}
