/** The 202 of the webhook, as every sender reads it; the stored text answers a repeated delivery. */
export interface Answer {
  status: 'accepted'
  deliveryId: string
  /** Items stored by this very request. */
  accepted: number
  duplicates: number
  rejected: { index: number; reason: string }[]
  /** Acknowledged and kept, but not understood or not stored: an administrator replays them after a fix. */
  deadLettered: { index: number; id: string; reason: string }[]
  itemsTotal: number
  /** The first 100; all stand under GET /api/v1/deliveries/{id}. */
  items: AnswerItem[]
  /** One per part, when an NDJSON body was taken in several; `rejected` and `deadLettered` then hold the first 100 of each, and these the counts. */
  parts?: PartAnswer[]
}

/** What became of one part of a body. */
export interface PartAnswer {
  /** Null when no line of it was acceptable: nothing of it is stored. */
  deliveryId: string | null
  accepted: number
  duplicates: number
  rejected: number
  deadLettered: number
}

export interface AnswerItem {
  index: number
  eventId: string | null
  alertId: string | null
  outcome: 'CREATED' | 'FOLDED' | 'SUPPRESSED' | 'STORED' | 'ENDED' | 'DUPLICATE' | 'DEAD_LETTERED' | 'REJECTED'
  riskScore: number | null
  anomalyScore: number | null
}

export const mostItemsTold = 100

/** What became of one item of a request. */
export type ItemResult =
  | {
      eventId: string
      outcome: 'CREATED' | 'FOLDED' | 'SUPPRESSED' | 'STORED' | 'ENDED'
      alertId: string | null
      riskScore: number | null
    }
  | { deadLetterId: string; reason: string }
  | { rejected: string }

export function acceptedAnswer(deliveryId: string, results: ItemResult[]): Answer {
  const rejected: Answer['rejected'] = []
  const deadLettered: Answer['deadLettered'] = []
  results.forEach((result, index) => {
    if ('rejected' in result) rejected.push({ index, reason: result.rejected })
    else if ('deadLetterId' in result) deadLettered.push({ index, id: result.deadLetterId, reason: result.reason })
  })
  return {
    status: 'accepted',
    deliveryId,
    accepted: results.length - rejected.length - deadLettered.length,
    duplicates: 0,
    rejected,
    deadLettered,
    itemsTotal: results.length,
    items: results.slice(0, mostItemsTold).map(itemOf),
  }
}

const nothing = { eventId: null, alertId: null, riskScore: null, anomalyScore: null }

export function itemOf(result: ItemResult, index: number): AnswerItem {
  if ('rejected' in result) return { ...nothing, index, outcome: 'REJECTED' }
  if ('deadLetterId' in result) return { ...nothing, index, outcome: 'DEAD_LETTERED' }
  const { eventId, alertId, outcome, riskScore } = result
  return { index, eventId, alertId, outcome, riskScore, anomalyScore: null }
}

/** The first answer told again: same delivery, same alerts, nothing stored. */
export const repeatedAnswer = (first: Answer): Answer => ({
  ...first,
  accepted: 0,
  duplicates: first.accepted,
  items: first.items.map(repeatedItem),
})

/** Repeats a delivery that is no longer kept: that it was taken is all that is known. */
export const forgottenAnswer = (deliveryId: string, itemsTotal: number): Answer => ({
  ...{
    status: 'accepted',
    deliveryId,
    accepted: 0,
    duplicates: itemsTotal,
    rejected: [],
    deadLettered: [],
    itemsTotal,
  },
  items: [],
})

/** What the first delivery stored is a duplicate now; what it did not store stays what it was. */
export const repeatedItem = (item: AnswerItem): AnswerItem =>
  (item.alertId ?? item.eventId) ? { ...item, outcome: 'DUPLICATE' } : item

/** An answer as it was stored; one of a release without events lacks what came since. */
export const storedAnswer = (text: string): Answer => {
  const answer = JSON.parse(text) as Omit<Answer, 'deadLettered' | 'itemsTotal'> & Partial<Answer>
  return { ...answer, deadLettered: answer.deadLettered ?? [], itemsTotal: answer.itemsTotal ?? answer.items.length }
}
