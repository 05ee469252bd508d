import { AppError, sqlState } from '../platform/errors'
import { isDataFault, withRetries } from '../platform/retries'
import { deadItem, type PayloadItem } from './payload'
import { NumberLease } from './numbers'
import type { Incoming, Store } from './store'
import { mostAlertsOf, storeItems } from './store.items'

/** Tries in one delivery: what is not sorted out by then is set aside with its neighbours. */
const mostTries = 100

/**
 * Finds the items for which the database refuses a delivery, by halving and trying, and turns them into dead letters. Everything that is
 * tried is rolled back.
 */
export async function isolateBadItems(store: Store, incoming: Incoming, fault: unknown): Promise<Incoming> {
  let tries = mostTries
  const sort = async (items: PayloadItem[], reason: string): Promise<PayloadItem[]> => {
    if (items.length === 1 || tries <= 0) return items.map((item) => setAside(item, reason))
    const middle = Math.ceil(items.length / 2)
    const sorted: PayloadItem[] = []
    for (const half of [items.slice(0, middle), items.slice(middle)]) {
      tries--
      const found = await faultOf(store, { ...incoming, payload: half })
      sorted.push(...(found === null ? half : await sort(half, found)))
    }
    return sorted
  }
  return { ...incoming, payload: await sort(incoming.payload, reasonOf(fault)) }
}

function setAside(item: PayloadItem, reason: string): PayloadItem {
  return item.kind === 'FINDING' || item.kind === 'TELEMETRY' ? deadItem(item.text, reason) : item
}

/** The code alone: the database's own words repeat the payload. */
export const reasonOf = (fault: unknown): string => `could not be stored: SQLSTATE ${sqlState(fault) ?? 'unknown'}`

class RolledBack extends Error {}

/** Null when these items can be stored. */
async function faultOf({ platform, numbers, stored }: Store, incoming: Incoming): Promise<string | null> {
  const lease = await NumberLease.take(numbers, mostAlertsOf([incoming]))
  try {
    await withRetries(() => {
      lease.restart()
      return platform.database.acrossTenants('tocsin_ingest', [incoming.source.tenantId], async (db) => {
        await storeItems(db, [incoming], { numbers: lease, stored })
        throw new RolledBack()
      })
    })
  } catch (error) {
    if (!(error instanceof RolledBack) && !isDataFault(error)) throw error
    lease.restart()
    lease.giveBack()
    return error instanceof RolledBack ? null : reasonOf(error)
  }
  throw new AppError('INTERNAL', 'A try was not rolled back')
}
