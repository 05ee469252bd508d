import { Params } from '../platform/filter/rule'
import type { Where } from '../platform/tally'

/** Which alerts are signals of agents: as the indexes have it (migrations/202611280050). */
export const signals = (): Where => ({
  params: new Params(),
  conditions: ["product = 'Santamon'", 'vendor_id IS NOT NULL'],
})

/** A signal's own id as an alert keeps it, which cuts what is longer. */
export const keptSignalId = (id: string): string => id.slice(0, 500)
