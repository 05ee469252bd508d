import type { Answer } from './answer'

/** Single items in an answer; all of them are at /api/v1/deliveries/{id}. */
export const mostSentItems = 100

/** An answer as it goes out: short, however much was sent. */
export interface SentAnswer extends Answer {
  /** Items of the delivery, of which `items` holds the first hundred. */
  itemsTotal: number
  /** Items that were rejected, of which `rejected` holds the first hundred. */
  rejectedTotal: number
  /** One per part, when an NDJSON body was taken in several. */
  parts?: PartAnswer[]
}

/** What became of one part of a body. */
export interface PartAnswer {
  /** Null when no line of it was acceptable: nothing of it is stored. */
  deliveryId: string | null
  accepted: number
  duplicates: number
  rejected: number
}

/** The one place where an answer is shortened. */
export const sentAnswer = (answer: Answer): SentAnswer => ({
  ...answer,
  rejected: answer.rejected.slice(0, mostSentItems),
  items: answer.items.slice(0, mostSentItems),
  itemsTotal: answer.items.length,
  rejectedTotal: answer.rejected.length,
})

export const sentText = (stored: string): string => JSON.stringify(sentAnswer(JSON.parse(stored) as Answer))
