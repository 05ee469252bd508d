import { readdirSync, readFileSync } from 'node:fs'
import { Client } from 'pg'
import type { Store } from './store'

/** Linux counts process time in hundredths of a second on every platform that Node runs on. */
const ticksPerSecond = 100

/**
 * Seconds of processor time that Postgres has taken on this machine, its background processes and ended backends included; another
 * database's too, so nobody else should be at work. Null for the embedded database, which is part of the server, and where none runs here.
 */
export function databaseSeconds({ engine }: Store): number | null {
  if (engine === 'embedded') return null
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? ticksOfPostgres(name) : []))
  return all.length === 0 ? null : all.reduce((sum, ticks) => sum + ticks, 0) / ticksPerSecond
}

/** The process itself and, for the postmaster, its children that have ended. */
function ticksOfPostgres(pid: string): number[] {
  try {
    const [, name, rest] = /\((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    if (name !== 'postgres') return []
    return [
      (rest ?? '')
        .split(' ')
        .slice(11, 15)
        .reduce((sum, ticks) => sum + Number(ticks), 0),
    ]
  } catch {
    return [] // has just ended
  }
}

/** Transactions committed in the store's database. Backends tell a second late, or when they end. Null for the embedded database, which does not count them. */
export async function databaseCommits({ engine, place }: Store): Promise<number | null> {
  if (engine === 'embedded') return null
  const client = new Client({ connectionString: place.url })
  await client.connect()
  try {
    const { rows } = await client.query<{ commits: number }>(
      'SELECT xact_commit::float8 AS commits FROM pg_stat_database WHERE datname = current_database()',
    )
    return rows[0]?.commits ?? null
  } finally {
    await client.end()
  }
}
