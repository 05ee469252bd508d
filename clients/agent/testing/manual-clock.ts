import type { Clock } from '../clock.mjs'

interface Sleeper {
  at: number
  wake: () => void
}

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  private sleepers = new Set<Sleeper>()

  constructor(private time = 1_000_000) {}

  now = () => this.time

  sleep = (ms: number, signal?: AbortSignal): Promise<boolean> =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve(false)
      const stop = () => this.sleepers.delete(sleeper) && resolve(false)
      const wake = () => {
        signal?.removeEventListener('abort', stop)
        resolve(true)
      }
      const sleeper: Sleeper = { at: this.time + ms, wake }
      this.sleepers.add(sleeper)
      signal?.addEventListener('abort', stop, { once: true })
    })

  /** Wakes those whose time has come by then, in the order of their times; what they begin meanwhile counts too. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms
    for (;;) {
      const next = [...this.sleepers].filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0]
      if (!next) break
      this.time = Math.max(this.time, next.at)
      this.sleepers.delete(next)
      next.wake()
      await turn()
    }
    this.time = end
    await turn()
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))
