/** What one may try first. Each is checked against the schema (examples.test.ts). */
export interface Example {
  title: string
  hint: string
  query: string
  variables?: Record<string, unknown>
}

const anyId = '00000000-0000-7000-8000-000000000000'

export const examples: readonly Example[] = [
  {
    title: 'The queue’s first page',
    hint: 'Filter, order, page, count',
    query: `# The open alerts that matter most. For the next page pass
# endCursor as "after", with the same filter and order.
query FirstPage($filter: AlertFilter, $after: String) {
  alerts(first: 20, after: $after, filter: $filter, orderBy: { field: RISK_SCORE, direction: DESC }) {
    totalCount
    totalCountIsExact
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      key
      title
      severity
      status
      riskScore
      entity
      assignee {
        name
      }
      source {
        name
      }
      firstSeenAt
    }
  }
}
`,
    variables: { filter: { isOpen: true, severity: { gte: 'MEDIUM' } }, after: null },
  },
  {
    title: 'Counts and facets',
    hint: 'How many of what, without the rows',
    query: `query Overview($filter: AlertFilter) {
  alertCounts(filter: $filter) {
    status
    severity
    count
  }
  alerts(first: 1, filter: $filter) {
    facets(fields: ["source", "ruleId", "entity", "tags"], top: 5) {
      field
      values {
        value
        label
        count
      }
    }
  }
}
`,
    variables: { filter: { firstSeenAt: { within: 86400 } } },
  },
  {
    title: 'One alert with its history',
    hint: 'Who changed what, from what, to what',
    query: `# Put the id of an alert of yours into the variables.
query OneAlert($id: ID!) {
  alert(id: $id) {
    key
    title
    version
    status
    allowedStatuses
    can {
      triage
      assign
      close
    }
    riskExplanation {
      factor
      points
      why
    }
    history(first: 50) {
      at
      actor {
        kind
        name
      }
      field
      from
      to
      reason
    }
    rawText
  }
}
`,
    variables: { id: anyId },
  },
  {
    title: 'Close an alert',
    hint: 'A verdict with its reason; two at once get CONFLICT',
    query: `# expectedVersion is the version you have seen. When somebody was faster,
# the answer is CONFLICT and carries the alert as it is now.
mutation Close($input: SetAlertStatusInput!) {
  setAlertStatus(input: $input) {
    alert {
      id
      version
      status
      verdict
      reasonCode
      reason
      closedAt
    }
  }
}
`,
    variables: {
      input: {
        alertId: anyId,
        expectedVersion: 1,
        status: 'CLOSED',
        verdict: 'FALSE_POSITIVE',
        reasonCode: 'EXPECTED_ACTIVITY',
        reason: 'Our own scanner, seen every Monday',
      },
    },
  },
  {
    title: 'Create a webhook source',
    hint: 'Its secret is in the answer, this once',
    query: `mutation NewSource($input: CreateWebhookSourceInput!) {
  createWebhookSource(input: $input) {
    secret
    source {
      id
      slug
      name
      product
      ratePerSecond
    }
  }
}
`,
    variables: { input: { slug: 'edr', name: 'Endpoint detection', product: 'generic' } },
  },
  {
    title: 'Live: what changes now',
    hint: 'A subscription; stop it with the same button',
    query: `# Runs until you stop it. RESYNC says: more has changed than is
# worth sending, so load again what you show.
subscription Live($filter: AlertFilter) {
  alertChanged(filter: $filter) {
    kind
    matches
    changedFields
    alertId
    alert {
      key
      title
      severity
      status
      occurrences
    }
  }
}
`,
    variables: { filter: { severity: { gte: 'LOW' } } },
  },
  {
    title: 'Any object by its id',
    hint: 'An id is enough, whatever it belongs to',
    query: `query AnyObject($id: ID!) {
  node(id: $id) {
    __typename
    id
    ... on Alert {
      key
      title
    }
    ... on Source {
      slug
      name
    }
    ... on User {
      name
    }
  }
}
`,
    variables: { id: anyId },
  },
]
