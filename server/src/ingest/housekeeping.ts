import { pastOfAgents } from '../agents/agent.retention'
import { clearPieces, type Cleared, type Past } from '../platform/clearing'
import type { Platform } from '../platform/context'
import { firstIdAt } from '../platform/ids'

const everyMs = 10 * 60_000
/** After a round that left something. */
const soonMs = 1_000
/** Of one round: a million rows. */
const mostPieces = 500
const dayMs = 24 * 3_600_000
/** A week, and an hour more: no delivery goes while a key (at most a week old) still points to it. */
const keptMs = 7 * dayMs + 3_600_000

const clearUsage = `DELETE FROM tenant_usage WHERE day < current_date - 400`
/** What was settled is kept for a month; what nobody cared for in a quarter of a year is given up. */
const [settledMs, unsettledMs] = [30 * dayMs, 90 * dayMs]
/** Later deliveries may have been recognised as its repetitions: their keys point to it for longer than its own. */
const isUnneeded = '(needed_until IS NULL OR needed_until < now())'

/**
 * Clears what is past its time of deliveries, keys, dead letters, counts and heartbeats, every ten minutes and, while something is left, at once again,
 * in short transactions. Returns how to stop.
 */
export function startHousekeeping(platform: Platform): () => void {
  let isStopped = false
  let timer: NodeJS.Timeout
  const waitFor = (ms: number) => {
    if (!isStopped) timer = setTimeout(() => void round(), ms).unref()
  }
  const round = async () => {
    try {
      const { isDone } = await clearPast(platform)
      waitFor(isDone ? everyMs : soonMs)
    } catch (error) {
      platform.log.warn({ err: error }, 'old deliveries were not cleared')
      waitFor(everyMs)
    }
  }
  waitFor(everyMs)
  return () => {
    isStopped = true
    clearTimeout(timer)
  }
}

/** One round. Bounded: what is left goes in the next. */
export async function clearPast(platform: Platform, most = mostPieces): Promise<Cleared> {
  const { database } = platform
  const tenants = await database.lookUp<{ id: string }>('lookup_all_tenants', [])
  const ids = tenants.map(({ id }) => id)
  const now = await database.acrossTenants('tocsin_ingest', ids, async (db) => {
    await db.execute(clearUsage)
    const [clock] = await db.query<{ now: Date }>('SELECT now()')
    return clock?.now.getTime() ?? 0
  })
  const past = [...ids.flatMap((id) => pastOf(id, now)), ...(await pastOfAgents(platform, ids, now))]
  return clearPieces(database, past, most)
}

/** Each by an index, by the key itself where the id holds the time: it finds them, however many younger ones there are. */
function pastOf(tenantId: string, now: number): Past[] {
  const byTime = { after: new Date(0), until: new Date(now - 1) }
  const untilSettled = { after: new Date(0), until: new Date(now - settledMs) }
  const byId = (age: number) => ({ column: 'id', after: firstIdAt(0), until: firstIdAt(now - age) })
  return [
    { table: 'delivery_key', column: 'expires_at', ...byTime },
    { table: 'dedup_key', column: 'forget_at', ...byTime },
    { table: 'dead_letter', column: 'settled_at', ...untilSettled },
    { table: 'dead_letter', ...byId(unsettledMs) },
    { table: 'delivery', ...byId(keptMs), only: isUnneeded },
  ].map((past) => ({ tenantId, isShared: true, ...past }))
}
