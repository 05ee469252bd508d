import type { Answer, AnswerItem } from './answer'
import { mostSentItems, sentAnswer, type PartAnswer, type SentAnswer } from './sent-answer'

/** The answers of a body's parts, put together as they come. Holds no more than is sent. */
export class PartsSum {
  readonly parts: PartAnswer[] = []
  private first: Answer | null = null
  private itemsTotal = 0
  private rejectedTotal = 0
  private readonly items: AnswerItem[] = []
  private readonly rejected: Answer['rejected'] = []

  /** A part that was stored, or had been before. Parts are added in their order. */
  add(answer: Answer): void {
    const { deliveryId, accepted, duplicates, rejected } = answer
    this.first ??= answer
    this.parts.push({ deliveryId, accepted, duplicates, rejected: rejected.length })
    this.count(answer.items, rejected)
  }

  /** A part without any acceptable line. */
  addRejected(reasons: string[]): void {
    const rejected = reasons.map((reason, index) => ({ index, reason }))
    this.parts.push({ deliveryId: null, accepted: 0, duplicates: 0, rejected: rejected.length })
    this.count(
      rejected.map(({ index }) => rejectedItem(index)),
      rejected,
    )
  }

  private count(items: AnswerItem[], rejected: Answer['rejected']): void {
    const moved = <T extends { index: number }>(one: T): T => ({ ...one, index: one.index + this.itemsTotal })
    this.items.push(...items.slice(0, mostSentItems - this.items.length).map(moved))
    this.rejected.push(...rejected.slice(0, mostSentItems - this.rejected.length).map(moved))
    this.itemsTotal += items.length
    this.rejectedTotal += rejected.length
  }

  /** One answer of the same shape, or null when no part was taken. A body of one part is answered like any other. */
  answer(): SentAnswer | null {
    const { first, parts } = this
    if (!first) return null
    if (parts.length === 1) return sentAnswer(first)
    const sum = (field: 'accepted' | 'duplicates') => parts.reduce((total, part) => total + part[field], 0)
    const { items, rejected, itemsTotal, rejectedTotal } = this
    const counts = { accepted: sum('accepted'), duplicates: sum('duplicates') }
    return { ...first, ...counts, rejected, items, itemsTotal, rejectedTotal, parts }
  }
}

const rejectedItem = (index: number): AnswerItem => ({
  index,
  eventId: null,
  alertId: null,
  outcome: 'REJECTED',
  riskScore: null,
  anomalyScore: null,
})
