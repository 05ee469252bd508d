import { AppError } from './errors'

interface Limits {
  /** How long after its start an answer is handed out again, milliseconds: so old at most is what a caller gets of a quick run. */
  keptMs: number
  mostKept: number
  /** Runs under way at the same time; others wait their turn. */
  atOnce: number
  /** Of one owner. */
  mostWaiting: number
}

/** A run and its answer, until it is forgotten. */
interface Kept {
  answer: Promise<unknown>
  hasStarted: boolean
  isForgotten: Promise<void>
  forget(): void
}

/** What took long is kept this many times as long, so that no question keeps a connection busy for more than a quarter of the time. */
const restFactor = 3

/**
 * Costly questions that many screens ask alike: equal ones that come together, or shortly after one another, share one run, and only a
 * few different ones run at once, so that they never hold all connections. Those who wait take turns by owner: however much one asks, it
 * neither fills the line of another nor stands before it.
 */
export class SharedRuns {
  private readonly kept = new Map<string, Kept>()
  /** By owner; whose turn is next stands first. */
  private readonly waiting = new Map<string, (() => void)[]>()
  private running = 0

  constructor(private readonly limits: Limits) {}

  /**
   * @param owner whose question it is, such as a tenant; different owners share nothing.
   * @param question must tell apart whatever may be answered differently: rights, the viewer where he matters.
   * @param isFresh takes no answer of a run that had begun already, and waits until the question may be worked on again.
   * @throws RATE_LIMITED when too many of the owner's wait; what `work` throws, to all who share it, again for as long as it took.
   */
  async run<Answer>(owner: string, question: string, work: () => Promise<Answer>, isFresh = false): Promise<Answer> {
    const key = JSON.stringify([owner, question])
    const known = this.kept.get(key)
    if (known?.hasStarted && isFresh) {
      await known.isForgotten
      return this.run(owner, question, work) // one of those who waited begins, the others share
    }
    if (known) return known.answer as Promise<Answer>
    const waiting = this.waiting.get(owner)?.length ?? 0
    if (waiting >= this.limits.mostWaiting) {
      throw new AppError('RATE_LIMITED', 'Too many such questions wait for their turn', { retryAfter: 2 })
    }
    return this.begin(owner, key, work)
  }

  private begin<Answer>(owner: string, key: string, work: () => Promise<Answer>): Promise<Answer> {
    let startedAt = Date.now()
    const kept = this.keep(key)
    const answer = this.inTurn(owner, () => {
      startedAt = Date.now() // not when it was asked for: what waits its turn reads what there is then
      kept.hasStarted = true
      return work()
    })
    kept.answer = answer
    const forgetIn = (ms: number) => setTimeout(() => kept.forget(), Math.max(0, ms)).unref()
    const took = () => Date.now() - startedAt
    answer.then(
      () => forgetIn(Math.max(this.limits.keptMs - took(), restFactor * took())),
      () => forgetIn(took()),
    )
    return answer
  }

  private async inTurn<Answer>(owner: string, work: () => Promise<Answer>): Promise<Answer> {
    if (this.running >= this.limits.atOnce) await this.turn(owner)
    else this.running++
    try {
      return await work()
    } finally {
      const next = this.nextInLine()
      if (next) next()
      else this.running--
    }
  }

  private turn(owner: string): Promise<void> {
    const line = this.waiting.get(owner) ?? []
    this.waiting.set(owner, line)
    return new Promise((resolve) => line.push(resolve))
  }

  /** The first of the owner whose turn it is; he then stands behind the others. */
  private nextInLine(): (() => void) | undefined {
    const [first] = this.waiting
    if (!first) return undefined
    const [owner, line] = first
    const next = line.shift()
    this.waiting.delete(owner)
    if (line.length > 0) this.waiting.set(owner, line)
    return next
  }

  private keep(key: string): Kept {
    let tell: () => void = () => undefined
    const isForgotten = new Promise<void>((resolve) => (tell = resolve))
    const kept: Kept = { answer: Promise.resolve(), hasStarted: false, isForgotten, forget: () => undefined }
    kept.forget = () => {
      if (this.kept.get(key) === kept) this.kept.delete(key)
      tell()
    }
    this.kept.set(key, kept)
    if (this.kept.size > this.limits.mostKept) this.kept.values().next().value?.forget()
    return kept
  }
}
