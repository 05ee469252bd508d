import type { AlertSort } from '../../gql/graphql'

/** What one sorts by, in words. */
export const SORT_WORDS: Record<AlertSort, string> = {
  RISK_SCORE: 'Risk score',
  SEVERITY: 'Severity',
  FIRST_SEEN_AT: 'First seen',
  LAST_SEEN_AT: 'Last seen',
  EVENT_AT: 'Time of the event',
  UPDATED_AT: 'Last change',
  NUMBER: 'Number',
}
