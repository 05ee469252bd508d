import type { AlertOrder, AlertSort, Severity } from '../gql/graphql'
import { SEVERITIES } from './queue-fields'

/** What an order may sort by. */
export interface SortableAlert {
  id: string
  number: number
  severity: Severity
  riskScore: number
  firstSeenAt: string
  lastSeenAt: string
  updatedAt: string
  eventAt?: string | null
}

/** Negative when `a` stands before `b`. */
export type Compare<A> = (a: A, b: A) => number

type Key = string | number | null

const keys: Record<AlertSort, (alert: SortableAlert) => Key> = {
  RISK_SCORE: (alert) => alert.riskScore,
  SEVERITY: (alert) => -SEVERITIES.indexOf(alert.severity),
  NUMBER: (alert) => alert.number,
  // Times of the API have one form, so their text sorts as they do.
  FIRST_SEEN_AT: (alert) => alert.firstSeenAt,
  LAST_SEEN_AT: (alert) => alert.lastSeenAt,
  UPDATED_AT: (alert) => alert.updatedAt,
  EVENT_AT: (alert) => alert.eventAt ?? null,
}

const ascending = (a: Key, b: Key): number => (a === b ? 0 : (a ?? 0) < (b ?? 0) ? -1 : 1)

/** The server's own order: nulls last whatever the direction, and the id breaks ties. */
export function comparing({ field, direction }: Required<AlertOrder>): Compare<SortableAlert> {
  const key = keys[field]
  const sign = direction === 'ASC' ? 1 : -1
  return (a, b) => {
    const [left, right] = [key(a), key(b)]
    if ((left === null) !== (right === null)) return left === null ? 1 : -1
    return sign * (ascending(left, right) || ascending(a.id, b.id))
  }
}
