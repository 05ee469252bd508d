import type { Platform } from '../platform/context'
import { sha256Hex } from '../platform/crypto'
import type { NewsChannel } from '../platform/pubsub'
import { onRightsChanged } from '../platform/rights'
import type { KeyIdentity, SessionIdentity } from './identity'

type Identity = SessionIdentity | KeyIdentity
type Load = () => Promise<Identity | null>

interface Entry {
  identity: Promise<Identity | null>
  until: number
  /** Whose it is; null while it is being read. */
  of: string | null
}

const subjectOf = (identity: Identity): string => (identity.kind === 'USER' ? identity.person.id : identity.keyId)

/**
 * News of a changed right may be lost with Redis: so long at most does another node go on with the old one. Open connections ask every
 * five seconds, so that ten is the most for them.
 */
const keptFor = 5_000
const mostKept = 10_000

/** Who stands behind a token, remembered for seconds. A change of somebody's rights drops what is known of them, and whatever is being read. */
class IdentityCache {
  private readonly entries = new Map<string, Entry>()

  constructor(news: NewsChannel) {
    onRightsChanged(news, (id) => this.drop(id))
    news.onGap(() => this.entries.clear())
  }

  /** The promise itself is kept: equal requests at once read once, and a drop forgets also what is being read. */
  get(token: string, load: Load): Promise<Identity | null> {
    const key = sha256Hex(token)
    const kept = this.entries.get(key)
    if (kept && kept.until > Date.now()) return kept.identity
    this.entries.delete(key)
    const entry: Entry = { identity: load(), until: Date.now() + keptFor, of: null }
    this.entries.set(key, entry)
    this.forgetOldest()
    entry.identity.then(
      (identity) => (entry.of = identity ? subjectOf(identity) : 'nobody'),
      () => this.entries.get(key) === entry && this.entries.delete(key),
    )
    return entry.identity
  }

  private drop(id: string): void {
    for (const [key, { of }] of this.entries) if (of === null || of === id) this.entries.delete(key)
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
