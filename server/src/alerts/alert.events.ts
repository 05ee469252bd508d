import type { Platform } from '../platform/context'
import type { WideNews } from '../platform/live.feed'
import type { Severity } from '../scoring/severity'
import type { AlertStatus } from './alert.status'

/** The topic on which every change of an alert is told, in batches. */
export const alertChangedTopic = 'alertChanged'

/** What other nodes are told of a changed alert: never the row itself, which each node reads under its own rights. */
export interface AlertNews {
  tenantId: string
  id: string
  changeSeq: number
  /** Names as in the schema; where the filter has the field, its name is the same. */
  changedFields: string[]
  /** What the row held before, of the fields that changed; null when the alert is new. */
  before: { status?: AlertStatus; severity?: Severity; assigneeId?: string | null } | null
}

/** To be called after COMMIT: news must never tell of what may still be rolled back. */
export function announceAlerts(platform: Platform, news: AlertNews[]): void {
  if (news.length > 0) platform.news.publish(alertChangedTopic, news)
}

/** The same of so many alerts of a tenant that each would drown the others: everybody reads afresh, once. */
export function announceManyAlerts(platform: Platform, tenantId: string): void {
  platform.news.publish(alertChangedTopic, [{ tenantId, isWide: true } satisfies WideNews])
}
