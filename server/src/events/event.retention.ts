import type { Platform } from '../platform/context'
import { AppError } from '../platform/errors'
import { firstIdAt } from '../platform/ids'
import { dayMs, dayOf, partitionDays, type Day } from './event.partition'

/** Rows of one short transaction, and transactions of one round: a million events. */
const [piece, mostPieces] = [2_000, 500]
/** Days dropped in one round. Usually it is one a day; a clock that has run ahead thus costs little before somebody notices. */
const mostDropped = 4

interface Keeping {
  id: string
  event_retention_days: number
}

/**
 * One round: whole days go when no tenant keeps them any longer, other tenants' events in small pieces. Both by whole UTC days: an event
 * stays for the tenant's days after the one on which it arrived. Bounded: what is left goes in the next round. Of the server's and the
 * database's clock the slower counts.
 *
 * @returns what went
 */
export async function clearExpired(platform: Platform, now = Date.now()): Promise<{ days: string[]; events: number }> {
  const { database } = platform
  const tenants = await database.lookUp<Keeping>('lookup_all_tenants', [])
  if (tenants.length === 0) return { days: [], events: 0 }
  const { days, time } = await database.asLogin(async (db) => {
    const [clock] = await db.query<{ now: Date }>('SELECT clock_timestamp() AS now')
    return { days: await partitionDays(db), time: Math.min(now, clock?.now.getTime() ?? now) }
  })
  const longest = Math.max(...tenants.map((tenant) => tenant.event_retention_days))
  const expired = days.filter((day) => day.begins < keptFrom(time, longest))
  const dropped = await dropDays(platform, expired.slice(0, mostDropped))
  const isDone = dropped.length === expired.length
  // Those who keep longest have none left but strays, unless whole days are still to go: these are not deleted row by row.
  const events = await deleteExpired(platform, tenants, (days) => (days < longest || isDone ? keptFrom(time, days) : 0))
  return { days: dropped, events }
}

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

/** Up to the first that is not part of the piece: a range, which the key finds and which needs no more than the days it covers. */
const deletePiece = `DELETE FROM event WHERE tenant_id = $1 AND id < $2::uuid AND id < coalesce(
  (SELECT id FROM event WHERE tenant_id = $1 AND id < $2::uuid ORDER BY id LIMIT 1 OFFSET ${piece}), $2::uuid)`

async function deleteExpired(
  { database }: Platform,
  tenants: Keeping[],
  keptFromOf: (days: number) => number,
): Promise<number> {
  let [deleted, pieces] = [0, 0]
  for (const { id, event_retention_days: days } of tenants) {
    const params = [id, firstIdAt(keptFromOf(days))]
    for (let count = piece; count === piece && pieces < mostPieces;) {
      count = await database.acrossTenants('tocsin_ingest', [id], (db) => db.execute(deletePiece, params))
      deleted += count
      if (count > 0) pieces++
    }
  }
  return deleted
}
