import type { AlertFilter } from '../gql/graphql'

/** Every name that a filter may use; the compiler holds it to the schema. */
const NAMES = {
  and: true,
  or: true,
  not: true,
  id: true,
  tenant: true,
  number: true,
  isOpen: true,
  isSnoozed: true,
  status: true,
  severity: true,
  verdict: true,
  riskScore: true,
  anomalyScore: true,
  occurrences: true,
  assignee: true,
  tags: true,
  techniques: true,
  source: true,
  product: true,
  ruleId: true,
  title: true,
  entity: true,
  host: true,
  user: true,
  resource: true,
  srcIp: true,
  dstIp: true,
  anyIp: true,
  domain: true,
  url: true,
  fileName: true,
  hash: true,
  observable: true,
  text: true,
  eventAt: true,
  firstSeenAt: true,
  lastSeenAt: true,
  updatedAt: true,
  closedAt: true,
} as const satisfies Record<keyof AlertFilter, true>

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Does it use the filter's names, and nothing else, at every level? What stands in a condition is the server's to judge. */
function isFilter(value: unknown): value is AlertFilter {
  if (!isObject(value)) return false
  return Object.entries(value).every(([name, inner]) => {
    if (!Object.hasOwn(NAMES, name)) return false
    if (name === 'and' || name === 'or') return inner === null || (Array.isArray(inner) && inner.every(isFilter))
    return name !== 'not' || inner === null || isFilter(inner)
  })
}

/** The filter that JSON text from an address holds; undefined when it holds none. */
export function filterOfJson(text: string): AlertFilter | undefined {
  try {
    const read: unknown = JSON.parse(text)
    return isFilter(read) ? read : undefined
  } catch {
    return undefined
  }
}
