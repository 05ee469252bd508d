import type { AlertFilter, AlertStatus } from '../gql/graphql'

export const STATUSES = [
  'NEW',
  'IN_PROGRESS',
  'TRIAGED',
  'ESCALATED',
  'CLOSED',
  'SUPPRESSED',
] as const satisfies readonly AlertStatus[]

/** What the list's status selector can say; it stands in the URL as `?status=`. */
export type StatusChoice = 'open' | 'all' | AlertStatus

/** Anything unknown in the URL means the open alerts, the default of the queue. */
export function statusChoice(query: unknown): StatusChoice {
  if (query === 'all') return 'all'
  return STATUSES.find((status) => status === query) ?? 'open'
}

/** The filter of a choice: the same object goes to the list and to its subscription, so that they agree on what belongs. */
export function statusFilter(choice: StatusChoice): AlertFilter {
  if (choice === 'open') return { isOpen: true }
  return choice === 'all' ? {} : { status: { in: [choice] } }
}
