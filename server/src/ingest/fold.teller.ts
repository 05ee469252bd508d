import { announceAlerts, type AlertNews } from '../alerts/alert.events'
import { alertFeed } from '../alerts/alert.feed'
import type { Platform } from '../platform/context'

const everyMs = 1_000

/** Tells of folded alerts at most once a second each: a noisy alert must not drown the others on every screen. */
export class FoldTeller {
  private readonly waiting = new Map<string, AlertNews>()
  private timer: NodeJS.Timeout | null = null

  constructor(private readonly platform: Platform) {}

  tell(news: AlertNews[]): void {
    for (const one of news) {
      const earlier = this.waiting.get(one.id)
      this.waiting.set(one.id, earlier ? alertFeed.merge(earlier, one) : one)
    }
    if (this.waiting.size > 0) this.timer ??= setTimeout(() => this.flush(), everyMs).unref()
  }

  /** Tells at once what waits. */
  flush(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    const news = [...this.waiting.values()]
    this.waiting.clear()
    announceAlerts(this.platform, news)
  }
}
