import type { Platform } from '../platform/context'
import { sha256, sha256Hex } from '../platform/crypto'
import { AppError } from '../platform/errors'
import { isUuid } from '../platform/ids'
import type { SourceAuthentication } from './source.authentication'
import type { DedupRule, ResolutionPolicy, SourceKind } from './source.dedup'
import { onSourceChanged, type SourceNews } from './source.events'
import { openSecret } from './source.secret'

/** What the webhook needs to know of a source, secrets opened. */
export interface KnownSource {
  tenantId: string
  id: string
  slug: string
  name: string
  product: string
  enabled: boolean
  authentication: SourceAuthentication
  secret: Buffer
  previousSecret: { secret: Buffer; until: number } | null
  idempotencySeconds: number
  ratePerSecond: number
  burst: number
  kind: SourceKind
  dedup: DedupRule
  onResolution: ResolutionPolicy
  splits: KnownSplit[]
  /** Items that the whole tenant may send in a day; null: as many as come. */
  dailyQuota: number | null
}

/** A person's word: items of `key` whose `field` says `value` belong to `newKey`. */
export interface KnownSplit {
  key: Buffer
  field: string
  value: string
  newKey: Buffer
}

/** What a tenant's and a source's name stand for; a refusal of a known tenant is kept for its admin. */
export interface Found {
  tenantId: string | null
  source: KnownSource | null
}

interface Entry {
  found: Promise<Found>
  until: number
  /** A source was found: it is looked up again without waiting behind made-up names. */
  isReal: boolean
}

const rememberedMs = 5_000
const maxEntries = 10_000
/** Look-ups under way at once. Made-up names come from anybody: they must not take all connections. */
const maxLookups = 2
const maxWaiting = 1_000

/** One name for a token, which itself is kept nowhere. */
const tokenKey = (token: string): string => `${tokenMark}${sha256Hex(token)}`
/** No tenant's name begins so. */
const tokenMark = '\0token/'

/** Sources by the names in a request (or by the token in its address), remembered for at most 5 seconds (absent ones too), dropped at once when one changes. */
export class SourceDirectory {
  private readonly entries = new Map<string, Entry>()
  private readonly waiting: (() => void)[] = []
  private running = 0
  private readonly stop: () => void

  constructor(private readonly platform: Platform) {
    this.stop = onSourceChanged(platform, (news) => this.drop(news))
  }

  /** @throws UNAVAILABLE when the database is away, RATE_LIMITED when too many unknown names are asked at once. */
  find(tenant: string, slug: string): Promise<Found> {
    return this.remembered(`${tenant}/${slug}`, () => readSource(this.platform, tenant, slug))
  }

  /** The source whose secret is its address. @throws as {@link find} */
  findByToken(token: string): Promise<Found> {
    return this.remembered(tokenKey(token), () => readByToken(this.platform, token))
  }

  private remembered(key: string, read: () => Promise<Found>): Promise<Found> {
    const known = this.entries.get(key)
    if (known && known.until > Date.now()) return known.found
    this.entries.delete(key) // a map keeps the order of insertion: the oldest leave first
    if (this.entries.size >= maxEntries) this.entries.delete(this.entries.keys().next().value ?? '')
    const isReal = known?.isReal ?? false
    const entry: Entry = { found: isReal ? read() : this.inTurn(read), until: Date.now() + rememberedMs, isReal }
    this.entries.set(key, entry)
    entry.found.then(
      ({ source }) => (entry.isReal = source !== null),
      () => this.entries.get(key) === entry && this.entries.delete(key), // a failure is not remembered
    )
    return entry.found
  }

  /** What was not there has been made meanwhile, by this node. */
  forget(tenant: string, slug: string): void {
    this.entries.delete(`${tenant}/${slug}`)
  }

  close(): void {
    this.stop()
  }

  /** Reads under way for a dropped entry are not remembered either: their callers have them, the map does not. */
  private drop(news: SourceNews | null): void {
    if (!news) return this.entries.clear()
    const ending = `/${news.slug}`
    for (const key of this.entries.keys())
      if (key.endsWith(ending) || key.startsWith(tokenMark)) this.entries.delete(key)
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= maxLookups) {
      if (this.waiting.length >= maxWaiting) throw new AppError('RATE_LIMITED', 'Too many requests', { retryAfter: 1 })
      await new Promise<void>((resolve) => this.waiting.push(resolve))
    } else this.running++
    try {
      return await work()
    } finally {
      const next = this.waiting.shift()
      if (next) next()
      else this.running--
    }
  }
}

/** A source as it is now, by the names in a request. All is always read, so that an unknown source takes as long as a known one. */
export async function readSource(platform: Platform, tenant: string, slug: string): Promise<Found> {
  const [bySlug, byId] = isUuid(tenant) ? [null, tenant] : [tenant, null]
  const { database } = platform
  const [owners, rows] = await Promise.all([
    database.lookUp<OwnerRow>('lookup_tenant', [bySlug, byId]),
    database.lookUp<SourceRow>('lookup_source', [bySlug, byId, slug]),
  ])
  const splits = await database.lookUp<SplitRow>('lookup_dedup_splits', [bySlug, byId, slug])
  return found(platform, owners[0], rows[0], splits)
}

/** A secret that two sources claim is no secret: it finds neither. */
async function readByToken(platform: Platform, token: string): Promise<Found> {
  const { database } = platform
  const rows = await database.lookUp<SourceRow>('lookup_source_by_token', [sha256(token)])
  const row = rows.length === 1 ? rows[0] : undefined
  const [owner] = await database.lookUp<OwnerRow>('lookup_tenant', [null, row?.tenant_id ?? null])
  const splits = await database.lookUp<SplitRow>('lookup_dedup_splits', [
    null,
    row?.tenant_id ?? null,
    row?.slug ?? null,
  ])
  return row ? found(platform, owner, row, splits) : { tenantId: null, source: null }
}

interface OwnerRow {
  id: string
  daily_event_quota: number | null
}

function found(platform: Platform, owner: OwnerRow | undefined, row: SourceRow | undefined, splits: SplitRow[]): Found {
  const source = row && owner ? knownSource(platform, row, splits, owner.daily_event_quota) : null
  return { tenantId: owner?.id ?? null, source }
}

interface SourceRow {
  tenant_id: string
  id: string
  slug: string
  name: string
  product: string
  enabled: boolean
  authentication: SourceAuthentication
  secret: Buffer
  previous_secret: Buffer | null
  previous_secret_until: Date | null
  idempotency_seconds: number
  rate_per_second: number
  burst: number
  kind: SourceKind
  dedup_by_vendor_id: boolean
  dedup_fields: string[]
  dedup_window_seconds: number
  memory_days: number
  on_resolution: ResolutionPolicy
}

interface SplitRow {
  key: Buffer
  field: string
  value: string
  new_key: Buffer
}

function knownSource(platform: Platform, row: SourceRow, splits: SplitRow[], dailyQuota: number | null): KnownSource {
  const { previous_secret: previous, previous_secret_until: until } = row
  const open = (sealed: Buffer) => openSecret(platform, row.id, sealed)
  return {
    tenantId: row.tenant_id,
    id: row.id,
    slug: row.slug,
    name: row.name,
    product: row.product,
    enabled: row.enabled,
    authentication: row.authentication,
    secret: open(row.secret),
    previousSecret:
      previous && until && until.getTime() > Date.now() ? { secret: open(previous), until: until.getTime() } : null,
    idempotencySeconds: row.idempotency_seconds,
    ratePerSecond: row.rate_per_second,
    burst: row.burst,
    kind: row.kind,
    dedup: {
      byVendorId: row.dedup_by_vendor_id,
      fields: row.dedup_fields,
      windowSeconds: row.dedup_window_seconds,
      memoryDays: row.memory_days,
    },
    onResolution: row.on_resolution,
    splits: splits.map(({ new_key: newKey, ...split }) => ({ ...split, newKey })),
    dailyQuota,
  }
}
