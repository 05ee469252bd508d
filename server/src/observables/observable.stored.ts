/** 36 or 72 characters each: some ten megabytes. */
const mostKeys = 100_000

/** More observables an alert never holds. */
export const mostPerAlert = 500

const idLength = 36
const linkKeyLength = 2 * idLength

/** The link's name among {@link StoredKeys}; an observable's is its id. */
export const linkKey = (alertId: string, observableId: string): string => alertId + observableId

const fullKey = (alertId: string): string => `${alertId} is full`

/**
 * Observables and links that this node has seen committed, the latest used ones: an alert that comes again and again with the same values
 * costs no write. Neither is ever removed, so what was stored once still is.
 */
export class StoredKeys {
  /** A map keeps the order of insertion: what was used longest ago leaves first. */
  private readonly keys = new Map<string, true>()
  /** How many of the keys are links of each alert. */
  private readonly links = new Map<string, number>()

  constructor(private readonly most = mostKeys) {}

  has(key: string): boolean {
    if (!this.keys.delete(key)) return false
    this.keys.set(key, true)
    return true
  }

  /** After COMMIT, never before: what is rolled back would be missing for good. */
  remember(keys: readonly string[]): void {
    for (const key of keys) {
      if (!this.keys.has(key)) this.count(key, 1)
      this.keys.set(key, true)
    }
    for (const key of this.keys.keys()) {
      if (this.keys.size <= this.most) return
      this.keys.delete(key)
      this.count(key, -1)
    }
  }

  /**
   * Whether an alert is known to hold all that it may: so many different links of it were written, and each of them is held, or found no room.
   */
  isFull(alertId: string): boolean {
    return (this.links.get(alertId) ?? 0) >= mostPerAlert || this.has(fullKey(alertId))
  }

  /** An alert stays full when its links are forgotten. */
  private count(key: string, change: 1 | -1): void {
    if (key.length !== linkKeyLength) return
    const alertId = key.slice(0, idLength)
    const count = (this.links.get(alertId) ?? 0) + change
    if (count === 0) this.links.delete(alertId)
    else this.links.set(alertId, count)
    if (count === mostPerAlert) this.keys.set(fullKey(alertId), true)
  }
}
