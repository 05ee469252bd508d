import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from './database'

/** Rows of one short transaction. */
const piece = 2_000

/** Rows of a tenant that are past their time. Names are ours, never from outside. */
export interface Past {
  tenantId: string
  table: string
  /** What holds their time: the end of an index that begins with the tenant. */
  column: string
  /** They lie behind the first and not behind the last. */
  after: string | Date
  until: string | Date
  /** Of these only such rows. */
  only?: string
  /** Rows that somebody works with are left for another time, so that nobody waits for us in a circle. */
  isShared?: boolean
}

export interface Cleared {
  rows: number
  /** Nothing was left when the bound was reached. */
  isDone: boolean
}

/**
 * Deletes in pieces, each a range of an index, and rests after each as long as that took, so that others have the database for half of the
 * time. All take turns: however much is to go of one tenant or table, it does not keep the others waiting.
 *
 * @param mostPieces ends it after the turn in which it is reached; each gets a turn.
 */
export async function clearPieces(database: Database, all: Past[], mostPieces: number): Promise<Cleared> {
  let [waiting, pieces, rows] = [all, 0, 0]
  while (waiting.length > 0 && pieces < mostPieces) {
    const unfinished: Past[] = []
    for (const past of waiting) {
      const startedAt = performance.now()
      const { count, end } = await clearPiece(database, past)
      rows += count
      if (end !== null) unfinished.push({ ...past, after: end })
      if (count > 0) pieces++
      if (count > 0) await sleep(performance.now() - startedAt)
    }
    waiting = unfinished
  }
  return { rows, isDone: waiting.length === 0 }
}

/** `end` is where the next piece begins; null when this was the last. */
async function clearPiece(database: Database, past: Past): Promise<{ count: number; end: string | Date | null }> {
  const { tenantId, table, column, after, until, only = 'true', isShared = false } = past
  const range = `tenant_id = $1 AND ${column} > $2 AND ${column} <= $3`
  const free = `AND ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE ${range} AND ${only} FOR UPDATE SKIP LOCKED))`
  return database.acrossTenants('tocsin_ingest', [tenantId], async (db) => {
    const [last] = await db.query<{ end: string | Date }>(
      `SELECT ${column} AS "end" FROM ${table} WHERE ${range} ORDER BY ${column} LIMIT 1 OFFSET ${piece - 1}`,
      [tenantId, after, until],
    )
    const sql = `DELETE FROM ${table} WHERE ${range} AND ${only} ${isShared ? free : ''}`
    const count = await db.execute(sql, [tenantId, after, last?.end ?? until])
    return { count, end: last?.end ?? null }
  })
}
