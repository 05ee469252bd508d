import { leaseNumbers } from '../alerts/alert.number'
import type { Platform } from '../platform/context'

/** Alert numbers for batches. What a batch did not use (repetitions, folds) goes to the next, so that noisy senders make no gaps. */
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

/** Numbers for one transaction, which may be tried several times. */
export class NumberLease {
  private used = new Map<string, number>()

  private constructor(
    private readonly pool: NumberPool,
    private readonly numbers: ReadonlyMap<string, number[]>,
  ) {}

  static async take(pool: NumberPool, most: ReadonlyMap<string, number>): Promise<NumberLease> {
    const taken = [...most].map(async ([tenantId, count]) => [tenantId, await pool.take(tenantId, count)] as const)
    return new NumberLease(pool, new Map(await Promise.all(taken)))
  }

  restart(): void {
    this.used = new Map()
  }

  next(tenantId: string): number {
    const at = this.used.get(tenantId) ?? 0
    const number = this.numbers.get(tenantId)?.[at]
    if (number === undefined) throw new Error('More alerts than numbers were leased')
    this.used.set(tenantId, at + 1)
    return number
  }

  /** Only once it is certain that what is unused was not stored. */
  giveBack(): void {
    for (const [tenantId, all] of this.numbers) this.pool.giveBack(tenantId, all.slice(this.used.get(tenantId) ?? 0))
  }
}
