import { AppError } from './errors'

interface Limits {
  /** How long after its start an answer is handed out again, milliseconds: so old at most is what a caller gets of a quick run. */
  keptMs: number
  mostKept: number
  /** Runs under way at the same time; others wait their turn. */
  atOnce: number
  mostWaiting: number
}

/** What took long is kept this many times as long, so that no question keeps a connection busy for more than a quarter of the time. */
const restFactor = 3

/**
 * Costly questions that many screens ask alike: equal ones that come together, or shortly after one another, share one run, and only a
 * few different ones run at once, so that they never hold all connections.
 */
export class SharedRuns {
  private readonly kept = new Map<string, Promise<unknown>>()
  private readonly waiting: (() => void)[] = []
  private running = 0

  constructor(private readonly limits: Limits) {}

  /**
   * @param key must tell apart whatever may be answered differently: tenant, rights, the viewer where he matters.
   * @throws RATE_LIMITED when too many wait; what `work` throws, to all who share it, again for as long as it took.
   */
  run<Answer>(key: string, work: () => Promise<Answer>): Promise<Answer> {
    const known = this.kept.get(key)
    if (known) return known as Promise<Answer>
    let startedAt = Date.now()
    const answer = this.inTurn(() => {
      startedAt = Date.now() // not when it was asked for: what waits its turn reads what there is then
      return work()
    })
    this.keep(key, answer)
    const forgetIn = (ms: number) =>
      setTimeout(() => this.kept.get(key) === answer && this.kept.delete(key), Math.max(0, ms)).unref()
    const took = () => Date.now() - startedAt
    answer.then(
      () => forgetIn(Math.max(this.limits.keptMs - took(), restFactor * took())),
      () => forgetIn(took()),
    )
    return answer
  }

  private async inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    if (this.running >= this.limits.atOnce) await this.turn()
    else this.running++
    try {
      return await work()
    } finally {
      const next = this.waiting.shift()
      if (next) next()
      else this.running--
    }
  }

  private turn(): Promise<void> {
    if (this.waiting.length >= this.limits.mostWaiting) {
      throw new AppError('RATE_LIMITED', 'Too many such questions wait for their turn', { retryAfter: 2 })
    }
    return new Promise((resolve) => this.waiting.push(resolve))
  }

  private keep(key: string, answer: Promise<unknown>): void {
    this.kept.set(key, answer)
    if (this.kept.size <= this.limits.mostKept) return
    const [oldest] = this.kept.keys()
    if (oldest !== undefined) this.kept.delete(oldest)
  }
}
