import { leaseNumbers } from '../alerts/alert.number'
import type { Platform } from '../platform/context'

/** Alert numbers for batches. What a batch did not use (repetitions) goes to the next, so that retrying senders make no gaps. */
export class NumberPool {
  private readonly spare = new Map<string, number[]>()

  constructor(private readonly platform: Platform) {}

  /** Before the transaction: a lease takes one of its own. */
  async take(tenantId: string, count: number): Promise<number[]> {
    const kept = this.spare.get(tenantId) ?? []
    const numbers = kept.splice(0, count)
    if (kept.length === 0) this.spare.delete(tenantId)
    return [...numbers, ...(await leaseNumbers(this.platform, tenantId, count - numbers.length))]
  }

  giveBack(tenantId: string, numbers: number[]): void {
    if (numbers.length === 0) return
    this.spare.set(
      tenantId,
      [...numbers, ...(this.spare.get(tenantId) ?? [])].sort((a, b) => a - b),
    )
  }
}
