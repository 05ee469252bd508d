import type { Platform } from '../platform/context'
import { sha256Hex } from '../platform/crypto'
import type { NewsChannel } from '../platform/pubsub'
import type { KeyIdentity, SessionIdentity } from './identity'

type Identity = SessionIdentity | KeyIdentity
type Load = () => Promise<Identity | null>

/**
 * News of a changed right may be lost with Redis: so long at most does another node go on with the old one. Open connections ask every
 * five seconds, so that ten is the most for them.
 */
const keptFor = 5_000
const mostKept = 10_000

/** Who stands behind a token, remembered for seconds. Every change of rights (`rightsChanged`) drops all of it. */
class IdentityCache {
  private readonly entries = new Map<string, { identity: Promise<Identity | null>; until: number }>()

  constructor(news: NewsChannel) {
    const drop = () => this.entries.clear()
    news.subscribe('rightsChanged', drop)
    news.onGap(drop)
  }

  /** The promise itself is kept: equal requests at once read once, and a drop forgets also what is being read. */
  get(token: string, load: Load): Promise<Identity | null> {
    const key = sha256Hex(token)
    const kept = this.entries.get(key)
    if (kept && kept.until > Date.now()) return kept.identity
    this.entries.delete(key)
    const entry = { identity: load(), until: Date.now() + keptFor }
    this.entries.set(key, entry)
    this.forgetOldest()
    entry.identity.catch(() => {
      if (this.entries.get(key) === entry) this.entries.delete(key)
    })
    return entry.identity
  }

  private forgetOldest(): void {
    if (this.entries.size <= mostKept) return
    const [oldest] = this.entries.keys()
    if (oldest !== undefined) this.entries.delete(oldest)
  }
}

const caches = new WeakMap<Platform, IdentityCache>()

export function cachedIdentity(platform: Platform, token: string, load: Load): Promise<Identity | null> {
  let cache = caches.get(platform)
  if (!cache) caches.set(platform, (cache = new IdentityCache(platform.news)))
  return cache.get(token, load)
}
