import type { Platform } from '../platform/context'
import { firstIdAt } from '../platform/ids'

const everyMs = 10 * 60_000
const chunk = 2_000
const maxChunks = 50
/** A week, and an hour more: no delivery goes while a key (at most a week old) still points to it. */
const keptMs = (7 * 24 + 1) * 3_600_000

const clearKeys = `DELETE FROM delivery_key WHERE (tenant_id, source_id, key) IN
  (SELECT tenant_id, source_id, key FROM delivery_key WHERE expires_at < now() LIMIT ${chunk} FOR UPDATE SKIP LOCKED)`
const clearDedupKeys = `DELETE FROM dedup_key WHERE (tenant_id, source_id, key) IN
  (SELECT tenant_id, source_id, key FROM dedup_key WHERE forget_at < now() LIMIT ${chunk} FOR UPDATE SKIP LOCKED)`
/** What was settled is kept for a month; what nobody cared for in a quarter of a year is given up. */
const clearDeadLetters = `DELETE FROM dead_letter WHERE (tenant_id, id) IN
  (SELECT tenant_id, id FROM dead_letter WHERE settled_at < now() - interval '30 days' OR at < now() - interval '90 days'
   LIMIT ${chunk} FOR UPDATE SKIP LOCKED)`
const clearUsage = `DELETE FROM tenant_usage WHERE day < current_date - 400`
/** By the id, which holds the time: the primary key finds them, however many younger ones there are. */
const clearDeliveries = `DELETE FROM delivery WHERE (tenant_id, id) IN
  (SELECT tenant_id, id FROM delivery WHERE id < $1::uuid LIMIT ${chunk} FOR UPDATE SKIP LOCKED)`

/** Clears what is past its time of deliveries, keys, dead letters and counts, every ten minutes, in short transactions. Returns how to stop. */
export function startHousekeeping(platform: Platform): () => void {
  const timer = setInterval(() => {
    clearPast(platform).catch((error: unknown) => platform.log.warn({ err: error }, 'old deliveries were not cleared'))
  }, everyMs).unref()
  return () => clearInterval(timer)
}

/** One round. Bounded: what is left goes in the next. Returns the number of rows that went. */
export async function clearPast(platform: Platform): Promise<number> {
  const tenants = await platform.database.lookUp<{ id: string }>('lookup_all_tenants', [])
  const ids = tenants.map(({ id }) => id)
  const tasks: [sql: string, params: unknown[]][] = [
    [clearKeys, []],
    [clearDedupKeys, []],
    [clearDeadLetters, []],
    [clearUsage, []],
    [clearDeliveries, [firstIdAt(Date.now() - keptMs)]],
  ]
  let cleared = 0
  for (const [sql, params] of tasks) {
    for (let round = 0; round < maxChunks; round++) {
      const count = await platform.database.acrossTenants('tocsin_ingest', ids, (db) => db.execute(sql, params))
      cleared += count
      if (count < chunk) break
    }
  }
  return cleared
}
