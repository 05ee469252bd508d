interface Bucket {
  tokens: number
  at: number
}

export interface Rate {
  ratePerSecond: number
  burst: number
}

/** One token bucket per source, on this node alone. A bucket that nobody touched for long is full again, so forgetting it changes nothing. */
export class TokenBuckets {
  private readonly buckets = new Map<string, Bucket>()

  constructor(private readonly maxBuckets = 10_000) {}

  /** Takes one token. @returns 0, or the seconds until there is one. */
  take(key: string, rate: Rate, now: number): number {
    const bucket = this.buckets.get(key) ?? { tokens: rate.burst, at: now }
    const refilled = bucket.tokens + (Math.max(0, now - bucket.at) / 1_000) * rate.ratePerSecond
    const tokens = Math.min(rate.burst, refilled)
    const isGranted = tokens >= 1
    this.buckets.delete(key)
    if (this.buckets.size >= this.maxBuckets) this.buckets.delete(this.buckets.keys().next().value ?? '')
    this.buckets.set(key, { tokens: isGranted ? tokens - 1 : tokens, at: now })
    return isGranted ? 0 : (1 - tokens) / rate.ratePerSecond
  }
}
