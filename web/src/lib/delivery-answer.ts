import { counted } from './words'

/** What a delivery's answer says of its items. */
export interface AnsweredItem {
  alertId: string
  /** True when this delivery made the alert, false when it only named one that was there. */
  isNew: boolean
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The alerts an answer names, each once, in the order of the items. */
export function answeredAlerts(answer: unknown): AnsweredItem[] {
  const items = isRecord(answer) && Array.isArray(answer.items) ? answer.items : []
  const found = new Map<string, AnsweredItem>()
  for (const item of items) {
    if (!isRecord(item) || typeof item.alertId !== 'string' || found.has(item.alertId)) continue
    found.set(item.alertId, { alertId: item.alertId, isNew: item.outcome === 'CREATED' })
  }
  return [...found.values()]
}

/** What became of a delivery's items, in a few words: "3 alerts, 1 item rejected". Empty for an answer without items. */
export function answerWords(answer: unknown): string {
  const items = isRecord(answer) && Array.isArray(answer.items) ? answer.items.filter(isRecord) : []
  const rejected = items.filter(({ outcome }) => outcome === 'REJECTED').length
  const alerts = answeredAlerts(answer).length
  const parts = [alerts > 0 && counted(alerts, 'alert'), rejected > 0 && `${counted(rejected, 'item')} rejected`]
  return parts.filter(Boolean).join(', ')
}
