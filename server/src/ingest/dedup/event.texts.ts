import { setImmediate as breathe } from 'node:timers/promises'
import type { Db } from '../../platform/database'
import type { EventOutcome } from '../../events/event.outcome'

/** Bytes of texts that are read at once, unless a single one is longer. */
const mostAtOnce = 4 * 1_048_576
/** Bytes after which the server answers others: parsing and comparing as much takes some milliseconds. */
const breathAfter = 262_144

/** An event and how long its text is. The length alone is quick to learn: the text stays where it is. */
export interface WeighedEvent {
  id: string
  bytes: number
}
export const weighed = 'id, octet_length(raw) AS bytes'

export interface StoredEvent {
  id: string
  outcome: EventOutcome
  ingestedAt: Date
  raw: string
}

type InTenant = <T>(work: (db: Db) => Promise<T>) => Promise<T>

/**
 * Events with their texts, in the order of their ids within a page, page by page: never more in memory than a page of them, nor the event
 * loop held up. Those that are gone by now are left out.
 */
export async function* eventsWithText(inTenant: InTenant, events: WeighedEvent[]): AsyncGenerator<StoredEvent> {
  let read = 0
  for (const ids of pagesOf(events)) {
    for (const event of await inTenant((db) => readPage(db, ids))) {
      yield event
      read += event.raw.length
      if (read < breathAfter) continue
      read = 0
      await breathe()
    }
  }
}

function* pagesOf(events: WeighedEvent[]): Generator<string[]> {
  let [page, bytes]: [string[], number] = [[], 0]
  for (const event of events) {
    if (page.length > 0 && bytes + event.bytes > mostAtOnce) {
      yield page
      ;[page, bytes] = [[], 0]
    }
    page.push(event.id)
    bytes += event.bytes
  }
  if (page.length > 0) yield page
}

const readPage = (db: Db, ids: string[]) =>
  db.query<StoredEvent>(
    'SELECT id, outcome, ingested_at AS "ingestedAt", raw FROM event WHERE id = ANY ($1::uuid[]) ORDER BY id',
    [ids],
  )
