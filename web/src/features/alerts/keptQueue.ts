import type { AlertRow_AlertFragment } from '../../gql/graphql'
import type { Feed } from '../../lib/alert-feed'

/** A queue as it was left for an alert's own page, so that coming back finds the same rows, place and cursor. */
export interface KeptQueue {
  feed: Feed<AlertRow_AlertFragment>
  cursor: string | null
  scrollTop: number
}

/** Older than this the list begins anew. */
const KEEP_MS = 10 * 60_000

let kept: { name: string; at: number; queue: KeptQueue } | null = null

/** Only the latest is kept: one comes back to the list one came from. */
export function keepQueue(name: string, queue: KeptQueue): void {
  kept = { name, at: performance.now(), queue }
}

/** Gives it back once. */
export function takeKeptQueue(name: string): KeptQueue | null {
  const found = kept?.name === name && performance.now() - kept.at < KEEP_MS ? kept.queue : null
  kept = null
  return found
}
