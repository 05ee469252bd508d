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
