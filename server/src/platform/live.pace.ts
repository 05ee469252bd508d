/** Messages a second that one connection (and one shared execution) may have; above, one RESYNC stands for all that was left out. */
const perSecond = 10
/** At most one RESYNC in this time: each makes the client read its list again. */
const resyncPauseMs = 1_000

/**
 * Decides what may be sent now. While behind, everything is left out and `onResync` is called once there is room again.
 * A token bucket: `perSecond` tokens, refilled evenly.
 */
export class Pace {
  private tokens = perSecond
  private refilledAt = performance.now()
  private timer: NodeJS.Timeout | null = null

  constructor(private readonly onResync: () => void) {}

  get isBehind(): boolean {
    return this.timer !== null
  }

  /** True: send it. False: it is left out, and a resync will follow by itself. */
  admits(): boolean {
    if (this.isBehind) return false
    this.refill()
    if (this.tokens < 1) {
      this.fallBehind()
      return false
    }
    this.tokens -= 1
    return true
  }

  /** Something was lost on another way (a full buffer, a break): a resync follows. */
  fallBehind(): void {
    this.timer ??= setTimeout(() => {
      this.timer = null
      this.onResync()
    }, resyncPauseMs)
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
  }

  private refill(): void {
    const now = performance.now()
    this.tokens = Math.min(perSecond, this.tokens + ((now - this.refilledAt) / 1_000) * perSecond)
    this.refilledAt = now
  }
}
