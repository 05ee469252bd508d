/** 36 or 72 characters each: some ten megabytes. */
const mostKeys = 100_000

/**
 * Observables and links that this node has seen committed, the latest used ones: an alert that comes again and again with the same values
 * costs no write. Neither is ever removed, so what was stored once still is.
 */
export class StoredKeys {
  /** A map keeps the order of insertion: what was used longest ago leaves first. */
  private readonly keys = new Map<string, true>()

  constructor(private readonly most = mostKeys) {}

  has(key: string): boolean {
    if (!this.keys.delete(key)) return false
    this.keys.set(key, true)
    return true
  }

  /** After COMMIT, never before: what is rolled back would be missing for good. */
  remember(keys: readonly string[]): void {
    for (const key of keys) this.keys.set(key, true)
    for (const key of this.keys.keys()) {
      if (this.keys.size <= this.most) return
      this.keys.delete(key)
    }
  }
}
