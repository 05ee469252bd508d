import type { Platform } from '../platform/context'

/** Numbers this node may still give out in one tenant, and how the next block is sized. */
interface Lease {
  next: number
  end: number
  size: number
  takenAt: number
  /** The last caller's turn: two that ask at once must not read the same numbers. */
  turn: Promise<unknown>
}

const largestBlock = 1_000
const busyWithinMs = 10_000

const leasesOf = new WeakMap<Platform, Map<string, Lease>>()

/**
 * The next `count` alert numbers of a tenant. Nodes lease blocks, so that writers never queue for the counter; numbers are unique and
 * rise on each node, and may have gaps. A block grows eightfold with demand, up to 1,000, and is 1 again after ten quiet seconds.
 *
 * Takes a transaction of its own: call it before opening yours, or the embedded database waits for itself.
 */
export function leaseNumbers(platform: Platform, tenantId: string, count: number): Promise<number[]> {
  const lease = leaseOf(platform, tenantId)
  const turn = lease.turn.then(() => take(platform, tenantId, lease, count))
  lease.turn = turn.catch(() => undefined) // a failed turn is its caller's to hear of; the next one tries anew
  return turn
}

function leaseOf(platform: Platform, tenantId: string): Lease {
  let leases = leasesOf.get(platform)
  if (!leases) leasesOf.set(platform, (leases = new Map<string, Lease>()))
  let lease = leases.get(tenantId)
  if (!lease) leases.set(tenantId, (lease = { next: 1, end: 1, size: 1, takenAt: 0, turn: Promise.resolve() }))
  return lease
}

async function take(platform: Platform, tenantId: string, lease: Lease, count: number): Promise<number[]> {
  const numbers: number[] = []
  while (numbers.length < count) {
    if (lease.next === lease.end) await renew(platform, tenantId, lease, count - numbers.length)
    numbers.push(lease.next++)
  }
  return numbers
}

async function renew(platform: Platform, tenantId: string, lease: Lease, wanted: number): Promise<void> {
  const isBusy = Date.now() - lease.takenAt < busyWithinMs
  const size = Math.max(wanted, isBusy ? Math.min(lease.size * 8, largestBlock) : 1)
  const end = await platform.database.transaction({ tenantId }, async (db) => {
    const [row] = await db.query<{ next_number: number }>(
      `INSERT INTO alert_counter (tenant_id, next_number) VALUES ($1, 1 + $2::int)
       ON CONFLICT (tenant_id) DO UPDATE SET next_number = alert_counter.next_number + $2::int RETURNING next_number`,
      [tenantId, size],
    )
    if (!row) throw new Error('The counter of alerts gave no number')
    return row.next_number
  })
  Object.assign(lease, { next: end - size, end, size: Math.min(size, largestBlock), takenAt: Date.now() })
}
