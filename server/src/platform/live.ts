import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from 'graphql'
import type { Context, Platform } from './context'
import { LiveSource, type LiveFeed, type RowNews, type WideNews } from './live.feed'
import { LiveGroup } from './live.group'

/** Rows read at once for one tenant. More changed than that: one RESYNC is cheaper for everybody. */
const loadAtOnce = 500

/**
 * The live engine of one node. A change is loaded once per tenant, matched in memory against every filter, and executed once for all
 * subscribers that asked the same (document, variables, tenant, permissions).
 */
export class LiveEngine {
  private readonly streams = new Map<string, TenantStream>()
  private readonly topics = new Map<string, () => void>()
  private readonly stopGaps: () => void

  constructor(private readonly platform: Platform) {
    this.stopGaps = platform.news.onGap(() => this.resyncAll())
  }

  /** Stands in for graphql's `subscribe`. */
  async subscribe(args: ExecutionArgs): Promise<AsyncGenerator<ExecutionResult> | ExecutionResult> {
    const source = await createSourceEventStream(args)
    if (!(source instanceof LiveSource)) return source as ExecutionResult
    this.listenTo(source.feed)
    const { schema, document, variableValues, operationName } = args
    const operation = { schema, document, variables: variableValues, operationName }
    const outbox = this.streamOf(source).groupOf(source, sharingKey(args, source), operation).join(source.ctx.budget)
    return outbox as unknown as AsyncGenerator<ExecutionResult> // graphql-ws calls next and return, as an Outbox has them
  }

  /** Everybody reads afresh: after a break of Redis, or of the database. */
  resyncAll(): void {
    for (const stream of this.streams.values()) stream.resyncAll()
  }

  stop(): void {
    this.stopGaps()
    for (const stopTopic of this.topics.values()) stopTopic()
  }

  private listenTo(feed: LiveFeed<unknown>): void {
    if (this.topics.has(feed.topic)) return
    const stop = this.platform.news.subscribe(feed.topic, (news) => {
      for (const one of news as (RowNews | WideNews)[]) {
        const stream = this.streams.get(streamKey(feed, one.tenantId))
        if ('isWide' in one) stream?.resyncAll()
        else stream?.take(one)
      }
    })
    this.topics.set(feed.topic, stop)
  }

  private streamOf(source: LiveSource): TenantStream {
    const key = streamKey(source.feed, source.tenantId)
    let stream = this.streams.get(key)
    if (!stream) {
      stream = new TenantStream(this.platform, source.feed, source.tenantId, () => this.streams.delete(key))
      this.streams.set(key, stream)
    }
    return stream
  }
}

const streamKey = (feed: LiveFeed<unknown>, tenantId: string): string => `${feed.topic} ${tenantId}`

/** One feed in one tenant: news waits here while rows are read, and folds by row. */
class TenantStream {
  private readonly groups = new Map<string, LiveGroup>()
  private readonly waiting = new Map<string, RowNews>()
  private isReading = false
  /** Counts resyncs. What was read before one is stale after it, and what it told of is in what everybody reads afresh. */
  private resyncs = 0

  constructor(
    private readonly platform: Platform,
    private readonly feed: LiveFeed<unknown>,
    private readonly tenantId: string,
    private readonly onEmpty: () => void,
  ) {}

  groupOf(source: LiveSource, key: string, operation: ConstructorParameters<typeof LiveGroup>[1]): LiveGroup {
    let group = this.groups.get(key)
    if (!group) {
      group = new LiveGroup(source, operation, () => {
        this.groups.delete(key)
        if (this.groups.size === 0) this.onEmpty()
      })
      this.groups.set(key, group)
    }
    return group
  }

  take(news: RowNews): void {
    const groups = [...this.groups.values()]
    if (groups.every((group) => group.isBehind)) return
    if (this.waiting.size >= loadAtOnce) {
      this.waiting.clear()
      for (const group of groups) group.fallBehind()
      return
    }
    const earlier = this.waiting.get(news.id)
    this.waiting.set(news.id, earlier ? this.feed.merge(earlier, news) : news)
    void this.read()
  }

  resyncAll(): void {
    this.resyncs++
    this.waiting.clear()
    for (const group of this.groups.values()) void group.resyncAll()
  }

  /** Reads and tells what waits, one load at a time, so that a row's changes are told in order. */
  private async read(): Promise<void> {
    if (this.isReading) return
    this.isReading = true
    try {
      while (this.waiting.size > 0) {
        const batch = [...this.waiting.values()]
        this.waiting.clear()
        const { resyncs } = this
        const rows = await this.feed.load(
          this.platform,
          this.tenantId,
          batch.map((news) => news.id),
        )
        for (const news of batch) {
          if (resyncs !== this.resyncs) break
          for (const group of this.groups.values()) await group.tell(news, rows.get(news.id) ?? null)
        }
      }
    } catch (error) {
      this.platform.log.warn({ err: error }, 'changes could not be read for live subscribers')
      for (const group of this.groups.values()) group.fallBehind()
    } finally {
      this.isReading = false
    }
  }
}

/** Equal keys may share one execution. A document or filter that speaks of "me" is its person's alone. */
function sharingKey(args: ExecutionArgs, source: LiveSource): string {
  const ctx = args.contextValue as Context
  const text = args.document.loc?.source.body ?? ''
  const variables = JSON.stringify(args.variableValues ?? {})
  const isPersonal = /\bme\b/.test(text) || /"me"/.test(variables)
  const rights = [...(ctx.viewer?.permissions ?? [])].sort().join(',')
  return JSON.stringify([text, args.operationName ?? null, variables, rights, isPersonal ? source.params.userId : null])
}
