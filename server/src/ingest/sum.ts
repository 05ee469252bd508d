import { itemOf, mostItemsTold, type Answer, type AnswerItem, type PartAnswer } from './answer'

/** The answers of a body's parts, put together as they come. Holds no more than is sent. */
export class PartsSum {
  readonly parts: PartAnswer[] = []
  private first: Answer | null = null
  private itemsTotal = 0
  private readonly items: AnswerItem[] = []
  private readonly rejected: Answer['rejected'] = []
  private readonly deadLettered: Answer['deadLettered'] = []

  /** A part that was stored, or had been before. Parts are added in their order. */
  add(answer: Answer): void {
    const { deliveryId, accepted, duplicates, rejected, deadLettered } = answer
    this.first ??= answer
    this.parts.push({ deliveryId, accepted, duplicates, rejected: rejected.length, deadLettered: deadLettered.length })
    this.count(answer)
  }

  /** A part without any acceptable line. Of a million such lines only those are made that are told. */
  addRejected(reasons: string[]): void {
    this.parts.push({ deliveryId: null, accepted: 0, duplicates: 0, rejected: reasons.length, deadLettered: 0 })
    const told = reasons.slice(0, mostItemsTold - this.rejected.length)
    const rejected = told.map((reason, index) => ({ index, reason }))
    const items = told.map((reason, index) => itemOf({ rejected: reason }, index))
    this.count({ items, rejected, deadLettered: [], itemsTotal: reasons.length })
  }

  private count(part: Pick<Answer, 'items' | 'rejected' | 'deadLettered' | 'itemsTotal'>): void {
    const first = this.itemsTotal
    const append = <T extends { index: number }>(to: T[], more: T[]) =>
      to.push(...more.slice(0, mostItemsTold - to.length).map((one) => ({ ...one, index: one.index + first })))
    append(this.items, part.items)
    append(this.rejected, part.rejected)
    append(this.deadLettered, part.deadLettered)
    this.itemsTotal += part.itemsTotal
  }

  /** One answer of the same shape, or null when no part was taken. A body of one part is answered like any other. */
  answer(): Answer | null {
    const { first, parts, items, rejected, deadLettered, itemsTotal } = this
    if (!first || parts.length === 1) return first
    const sum = (field: 'accepted' | 'duplicates') => parts.reduce((total, part) => total + part[field], 0)
    const counts = { accepted: sum('accepted'), duplicates: sum('duplicates') }
    return { ...first, ...counts, rejected, deadLettered, itemsTotal, items, parts }
  }
}
