import type { AlertDetail_AlertFragment, AlertHistory_EntryFragment } from '../gql/graphql'

/** An alert as the server gives it, empty but for what every alert has; for tests. */
export function anAlert(fields: Partial<AlertDetail_AlertFragment> = {}): AlertDetail_AlertFragment {
  return {
    __typename: 'Alert',
    id: 'a',
    key: 'ACME-1',
    number: 1,
    version: 1,
    title: 'Title',
    severity: 'HIGH',
    severitySetBy: 'SOURCE',
    status: 'NEW',
    allowedStatuses: ['IN_PROGRESS', 'TRIAGED', 'CLOSED', 'SUPPRESSED'],
    can: { __typename: 'AlertCan', triage: true, assign: true, close: true },
    tags: [],
    techniques: [],
    attack: [],
    tactics: [],
    mailRecipients: [],
    hashes: { __typename: 'Hashes' },
    riskScore: 50,
    riskExplanation: [],
    occurrences: 1,
    swallowed: 0,
    dedup: { __typename: 'Dedup', fields: [], values: [] },
    firstSeenAt: '2026-01-01T00:00:00.000Z',
    lastSeenAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    latest: [],
    ...fields,
  }
}

/** One changed field, by Ada; for tests. */
export function anEntry(fields: Partial<AlertHistory_EntryFragment>): AlertHistory_EntryFragment {
  return {
    __typename: 'HistoryEntry',
    id: 'h',
    changeId: 'c',
    at: '2026-01-01T00:00:00.000Z',
    field: 'status',
    actor: { __typename: 'Actor', kind: 'USER', id: 'ada', name: 'Ada' },
    ...fields,
  }
}
