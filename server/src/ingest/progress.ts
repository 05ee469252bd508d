import type { Found } from '../sources/source.directory'
import { nameIn, type Entrance } from './entrance'
import type { Hold } from './held-bytes'
import type { PartsSum } from './sum'

/** What is known of a request so far: a refusal says as much of it as there is. */
export interface Progress {
  entrance: Entrance
  /** As the sender spelt it; null for an address that is a secret, and for what could name no source. */
  slug: string | null
  /** Bytes that have been read. */
  size: number
  startedAt: number
  found: Found | null
  /** For the tenant's admin alone. */
  reason: string | null
  /** What is in memory of its body; closed when it is answered. */
  hold: Hold | null
  /** What was stored of an NDJSON body. */
  sum: PartsSum | null
}

export const begin = (entrance: Entrance): Progress => ({
  entrance,
  slug: nameIn(entrance),
  size: 0,
  startedAt: performance.now(),
  found: null,
  reason: null,
  hold: null,
  sum: null,
})
