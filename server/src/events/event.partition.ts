import type { Platform } from '../platform/context'
import type { Db } from '../platform/database'
import { AppError } from '../platform/errors'
import { firstIdAt } from '../platform/ids'
import { forceRowSecurity } from '../platform/row-security'

export const dayMs = 86_400_000
/** Today's and the next: a server that misses a few rounds still finds a partition. */
const daysAhead = 3
/** Events that went to the default partition move to their day's while nobody can write there; more than this would take too long. */
const mostMoved = 50_000

/** One partition: a UTC day of arrival. */
export interface Day {
  name: string
  /** Milliseconds since 1970. */
  begins: number
}

export const dayOf = (time: number): Day => {
  const begins = Math.floor(time / dayMs) * dayMs
  return { name: `event_${new Date(begins).toISOString().slice(0, 10).replaceAll('-', '')}`, begins }
}

/** Null for the default partition. */
function dayNamed(name: string): Day | null {
  const [, year, month, day] = /^event_(\d{4})(\d\d)(\d\d)$/.exec(name) ?? []
  return day ? { name, begins: Date.UTC(Number(year), Number(month) - 1, Number(day)) } : null
}

/** The days that have a partition, oldest first. */
export async function partitionDays(db: Db): Promise<Day[]> {
  const rows = await db.query<{ name: string }>(
    "SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'event'::regclass ORDER BY 1",
  )
  return rows.flatMap(({ name }) => dayNamed(name) ?? [])
}

/**
 * Sees to it that a day and the few after it have their partitions. What could not be had now (another server is at it, or a reader holds
 * a lock) is for the next round; until then events lie in the default partition.
 */
export async function makePartitions({ database, log }: Platform, now = Date.now()): Promise<void> {
  const there = new Set((await database.asLogin(partitionDays)).map((day) => day.name))
  const days = Array.from({ length: daysAhead + 1 }, (_, ahead) => dayOf(now + ahead * dayMs))
  for (const day of days.filter(({ name }) => !there.has(name))) {
    try {
      const made = await database.alterTables((db) => makePartition(db, day))
      if (made === 'LEFT')
        log.warn({ day: day.name }, 'too many events lie in the default partition: this day stays there')
    } catch (error) {
      if (error instanceof AppError) throw error // the database is away
      log.warn({ err: error, day: day.name }, 'a partition of events was not made; it is tried again')
    }
  }
}

/**
 * Made apart and attached: that lets others read and write all other days meanwhile, where `PARTITION OF` would stop everybody. The default
 * partition is locked first, for attaching looks through it and nothing may come in between.
 */
async function makePartition(db: Db, day: Day): Promise<'MADE' | 'LEFT'> {
  const range = [firstIdAt(day.begins), firstIdAt(day.begins + dayMs)]
  await db.query('LOCK TABLE event_default IN ACCESS EXCLUSIVE MODE')
  if ((await partitionDays(db)).some(({ name }) => name === day.name)) return 'MADE' // by another server, just now
  await db.query(`CREATE TABLE ${day.name} (LIKE event INCLUDING ALL)`)
  if (!(await moveIn(db, day, range))) {
    await db.query(`DROP TABLE ${day.name}`)
    return 'LEFT'
  }
  for (const statement of forceRowSecurity(day.name)) await db.query(statement)
  await db.query(`ALTER TABLE event ATTACH PARTITION ${day.name} FOR VALUES FROM ('${range[0]}') TO ('${range[1]}')`)
  return 'MADE'
}

/** Moves what lies in the default partition; false when it is too much. The owner is subject to row security too, and would see nothing. */
async function moveIn(db: Db, { name }: Day, range: string[]): Promise<boolean> {
  const [size] = await db.query<{ empty: boolean }>("SELECT pg_relation_size('event_default') = 0 AS empty")
  if (size?.empty) return true
  await db.query('ALTER TABLE event_default NO FORCE ROW LEVEL SECURITY')
  const [found] = await db.query<{ few: boolean }>(
    `SELECT count(*) <= ${mostMoved} AS few FROM (SELECT FROM event_default WHERE id >= $1 AND id < $2 LIMIT ${mostMoved + 1}) AS own`,
    range,
  )
  if (found?.few) {
    const taken = 'DELETE FROM event_default WHERE id >= $1 AND id < $2 RETURNING *'
    await db.query(`WITH taken AS (${taken}) INSERT INTO ${name} SELECT * FROM taken`, range)
  }
  await db.query('ALTER TABLE event_default FORCE ROW LEVEL SECURITY')
  return found?.few ?? false
}
