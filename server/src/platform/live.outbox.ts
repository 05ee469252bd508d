import type { ExecutionResult } from 'graphql'
import { Pace, type MessageBudget } from './live.pace'

/** Results waiting for one slow subscriber. Above this it gets one RESYNC instead. */
const capacity = 64

type Step = IteratorResult<ExecutionResult, undefined>

/** What one subscriber still has to be sent: a bounded queue that graphql-ws drains as fast as the socket takes it. */
export class Outbox implements AsyncIterableIterator<ExecutionResult, undefined, undefined> {
  private readonly waiting: ExecutionResult[] = []
  private taker: ((step: Step) => void) | null = null
  private isClosed = false
  private readonly pace: Pace

  /**
   * @param resync the message that makes the client read afresh.
   * @param budget what this subscriber's connection may still be sent, over all its subscriptions.
   */
  constructor(
    resync: () => ExecutionResult | Promise<ExecutionResult>,
    private readonly onClose: (outbox: Outbox) => void,
    budget?: MessageBudget,
  ) {
    this.pace = new Pace(() => void (async () => this.resync(await resync()))(), budget)
  }

  /** Sends a change, unless this subscriber is behind. */
  push(result: ExecutionResult): void {
    if (!this.pace.admits()) return
    if (this.waiting.length < capacity) this.put(result)
    else this.pace.fallBehind()
  }

  /** Whatever waits is stale: this one message stands for it all. */
  resync(result: ExecutionResult): void {
    this.waiting.length = 0
    this.put(result)
  }

  private put(result: ExecutionResult): void {
    if (this.isClosed) return
    const taker = this.taker
    this.taker = null
    if (taker) taker({ done: false, value: result })
    else this.waiting.push(result)
  }

  next(): Promise<Step> {
    const value = this.waiting.shift()
    if (value) return Promise.resolve({ done: false, value })
    if (this.isClosed) return Promise.resolve({ done: true, value: undefined })
    return new Promise((resolve) => (this.taker = resolve))
  }

  return(): Promise<Step> {
    if (!this.isClosed) {
      this.isClosed = true
      this.pace.stop()
      this.waiting.length = 0
      this.onClose(this)
      this.taker?.({ done: true, value: undefined })
    }
    return Promise.resolve({ done: true, value: undefined })
  }

  [Symbol.asyncIterator](): this {
    return this
  }
}
