/** The 202 of the webhook, as every sender reads it; the stored text answers a repeated delivery. */
export interface Answer {
  status: 'accepted'
  deliveryId: string
  /** Items stored by this very request. */
  accepted: number
  duplicates: number
  rejected: { index: number; reason: string }[]
  items: AnswerItem[]
}

export interface AnswerItem {
  index: number
  eventId: string | null
  alertId: string | null
  outcome: 'CREATED' | 'FOLDED' | 'DUPLICATE' | 'SUPPRESSED' | 'REJECTED'
  riskScore: number | null
  anomalyScore: number | null
}

/** One item of a request: an alert to store, or why it is none. */
export type ItemResult = { alertId: string; riskScore: number; anomalyScore: number | null } | { rejected: string }

export function acceptedAnswer(deliveryId: string, results: ItemResult[]): Answer {
  const rejected: Answer['rejected'] = []
  const items = results.map((result, index): AnswerItem => {
    if ('rejected' in result) {
      rejected.push({ index, reason: result.rejected })
      return { index, eventId: null, alertId: null, outcome: 'REJECTED', riskScore: null, anomalyScore: null }
    }
    const { alertId, riskScore, anomalyScore } = result
    return { index, eventId: null, alertId, outcome: 'CREATED', riskScore, anomalyScore }
  })
  return { status: 'accepted', deliveryId, accepted: results.length - rejected.length, duplicates: 0, rejected, items }
}

/** The first answer told again: same delivery, same alerts, nothing stored. */
export function repeatedAnswer(first: Answer): Answer {
  const items = first.items.map((item) => (item.alertId ? { ...item, outcome: 'DUPLICATE' as const } : item))
  return { ...first, accepted: 0, duplicates: items.filter((item) => item.alertId).length, items }
}
