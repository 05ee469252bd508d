import { AppError } from '../platform/errors'

/** What one request holds in memory of its body. Close it when the request is answered. */
export interface Hold {
  /** @throws RATE_LIMITED when it, its owner or all together would hold too much. */
  add(bytes: number): void
  drop(bytes: number): void
  close(): void
}

/**
 * Counts the bytes of all bodies that are in memory at once, compressed and decompressed alike, because anybody may open connections. No owner
 * (a source; all that is unknown together) may hold more than half, so that whoever floods one leaves room for the others.
 */
export class HeldBytes {
  private total = 0
  private readonly byOwner = new Map<string, number>()

  constructor(private readonly most: number) {}

  open(owner: string): Hold {
    let mine = 0
    const count = (bytes: number) => {
      mine += bytes
      this.total += bytes
      const ofOwner = (this.byOwner.get(owner) ?? 0) + bytes
      if (ofOwner > 0) this.byOwner.set(owner, ofOwner)
      else this.byOwner.delete(owner)
      return ofOwner
    }
    return {
      add: (bytes) => {
        const ofOwner = count(bytes)
        if (this.total > this.most || ofOwner > this.most / 2)
          throw new AppError('RATE_LIMITED', 'Too many bodies at once', { retryAfter: 1 })
      },
      drop: (bytes) => void count(-bytes),
      close: () => void count(-mine),
    }
  }
}
