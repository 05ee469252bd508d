import type { AlertRow_AlertFragment } from '../../gql/graphql'
import type { ColumnId } from '../../lib/queue-columns'
import { sentenceCase } from '../../lib/words'

type Alert = AlertRow_AlertFragment

const texts: Partial<Record<ColumnId, (alert: Alert) => string | null | undefined>> = {
  entity: (alert) => alert.entity,
  host: (alert) => alert.host,
  user: (alert) => alert.user,
  source: (alert) => alert.source?.name ?? 'By hand',
  product: (alert) => alert.product,
  rule: (alert) => alert.ruleName ?? alert.ruleId,
  techniques: (alert) => alert.techniques.join(', '),
  events: (alert) => alert.occurrences.toLocaleString('en'),
  verdict: (alert) => alert.verdict && sentenceCase(alert.verdict),
}

const times: Partial<Record<ColumnId, (alert: Alert) => string | null | undefined>> = {
  eventAt: (alert) => alert.eventAt,
  firstSeenAt: (alert) => alert.firstSeenAt,
  lastSeenAt: (alert) => alert.lastSeenAt,
  updatedAt: (alert) => alert.updatedAt,
}

/** What a plain column shows of an alert; the others draw their own. */
export const cellText = (alert: Alert, id: ColumnId): string => texts[id]?.(alert) ?? ''
export const cellTime = (alert: Alert, id: ColumnId): string => times[id]?.(alert) ?? ''
export const isTimeColumn = (id: ColumnId): boolean => id in times
