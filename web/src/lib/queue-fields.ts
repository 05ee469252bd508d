import type { AlertFilter, AlertStatus, Severity, Verdict } from '../gql/graphql'

export const STATUSES = [
  'NEW',
  'IN_PROGRESS',
  'TRIAGED',
  'ESCALATED',
  'CLOSED',
  'SUPPRESSED',
] as const satisfies readonly AlertStatus[]

/** The statuses in which an alert still wants somebody: what `isOpen` means on the server. */
export const OPEN_STATUSES = ['NEW', 'IN_PROGRESS', 'TRIAGED', 'ESCALATED'] as const satisfies readonly AlertStatus[]

/** Worst first, as people read them. */
export const SEVERITIES = [
  'FATAL',
  'CRITICAL',
  'HIGH',
  'MEDIUM',
  'LOW',
  'INFORMATIONAL',
  'UNKNOWN',
] as const satisfies readonly Severity[]

const VERDICTS = [
  'TRUE_POSITIVE',
  'FALSE_POSITIVE',
  'BENIGN',
  'SUSPICIOUS',
  'SECURITY_RISK',
  'TEST',
  'DUPLICATE',
  'DISREGARD',
  'INSUFFICIENT_DATA',
  'MANAGED_EXTERNALLY',
  'OTHER',
  'UNKNOWN',
] as const satisfies readonly Verdict[]

/** How a field's values are asked for: a word of the schema, any text, a member of a set, an address, or a person. */
type Kind = 'choice' | 'text' | 'set' | 'ip' | 'person'

interface FieldSpec {
  /** Its name in the URL and in the search box. */
  param: string
  label: string
  kind: Kind
  /** All values there are, when they are few. */
  choices?: readonly string[]
}

/** What the queue can be narrowed by, under the names of AlertFilter: one table for the URL, the search box, the chips and the facets. */
export const QUEUE_FIELDS = {
  status: { param: 'status', label: 'Status', kind: 'choice', choices: STATUSES },
  severity: { param: 'severity', label: 'Severity', kind: 'choice', choices: SEVERITIES },
  assignee: { param: 'assignee', label: 'Assignee', kind: 'person' },
  source: { param: 'source', label: 'Source', kind: 'text' },
  product: { param: 'product', label: 'Product', kind: 'text' },
  ruleId: { param: 'rule', label: 'Rule', kind: 'text' },
  tags: { param: 'tag', label: 'Tag', kind: 'set' },
  techniques: { param: 'technique', label: 'Technique', kind: 'set' },
  verdict: { param: 'verdict', label: 'Verdict', kind: 'choice', choices: VERDICTS },
  host: { param: 'host', label: 'Host', kind: 'text' },
  user: { param: 'user', label: 'User', kind: 'text' },
  entity: { param: 'entity', label: 'Entity', kind: 'text' },
  resource: { param: 'resource', label: 'Resource', kind: 'text' },
  anyIp: { param: 'ip', label: 'Address', kind: 'ip' },
  srcIp: { param: 'src', label: 'Source address', kind: 'ip' },
  dstIp: { param: 'dst', label: 'Destination address', kind: 'ip' },
  domain: { param: 'domain', label: 'Domain', kind: 'text' },
  url: { param: 'url', label: 'URL', kind: 'text' },
  fileName: { param: 'file', label: 'File', kind: 'text' },
  hash: { param: 'hash', label: 'Hash', kind: 'text' },
} as const satisfies Partial<Record<keyof AlertFilter, FieldSpec>>

export type QueueField = keyof typeof QUEUE_FIELDS

export const queueFields = Object.keys(QUEUE_FIELDS) as QueueField[]

export const fieldSpec = (field: QueueField): FieldSpec => QUEUE_FIELDS[field]

const byParam = new Map<string, QueueField>(queueFields.map((field) => [fieldSpec(field).param, field]))

/** The field of a name in the URL or the search box. */
export const fieldOfParam = (param: string): QueueField | undefined => byParam.get(param)

/** Values of `assignee` that are no id. */
export const ME = 'me'
export const NOBODY = 'none'

/** Can this value be asked for? Only words of the schema are known beforehand. */
export function isPossible(field: QueueField, value: string): boolean {
  return fieldSpec(field).choices?.includes(value) ?? value.trim() !== ''
}
