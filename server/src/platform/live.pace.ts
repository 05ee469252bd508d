/** Messages a second that one connection (and one shared execution) may have; above, one RESYNC stands for all that was left out. */
const perSecond = 10
/** At most one RESYNC in this time: each makes the client read its list again. */
const resyncPauseMs = 1_000

/** How many messages may still be sent now: a token bucket, refilled evenly. The subscriptions of one connection share one. */
export class MessageBudget {
  private tokens = perSecond
  private refilledAt = performance.now()

  take(): boolean {
    const now = performance.now()
    this.tokens = Math.min(perSecond, this.tokens + ((now - this.refilledAt) / 1_000) * perSecond)
    this.refilledAt = now
    if (this.tokens < 1) return false
    this.tokens -= 1
    return true
  }
}

/** Decides what may be sent now. While behind, everything is left out and `onResync` is called once there is room again. */
export class Pace {
  private timer: NodeJS.Timeout | null = null

  constructor(
    private readonly onResync: () => void,
    private readonly budget = new MessageBudget(),
  ) {}

  get isBehind(): boolean {
    return this.timer !== null
  }

  /** True: send it. False: it is left out, and a resync will follow by itself. */
  admits(): boolean {
    if (this.isBehind) return false
    if (this.budget.take()) return true
    this.fallBehind()
    return false
  }

  /** Something was lost on another way (a full buffer, a break): a resync follows, as soon as the budget has room for it. */
  fallBehind(): void {
    this.timer ??= setTimeout(() => {
      this.timer = null
      if (this.budget.take()) this.onResync()
      else this.fallBehind()
    }, resyncPauseMs)
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
  }
}
