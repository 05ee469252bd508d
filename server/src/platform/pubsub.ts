import { PubSub, type PubSubEngine } from 'graphql-subscriptions'
import { RedisPubSub } from 'graphql-redis-subscriptions'
import { Redis } from 'ioredis'
import { sha256Hex } from './crypto'
import type { Log } from './logger'
import type { Telemetry } from './telemetry'

/** What `/readyz` tells about a part of the service. */
export interface PartState {
  state: 'up' | 'degraded' | 'down'
  detail?: string
}

/**
 * News between the parts of one server and between servers. News may be lost (Redis away): then every listener is told of a gap and
 * reads afresh. Work that must not be lost is a row, never news.
 */
export interface NewsChannel {
  /** Reaches this node's listeners at once, other nodes through Redis. Never throws. */
  publish(topic: string, news: unknown): void
  subscribe(topic: string, listener: (news: unknown) => void): () => void
  /** Called when news may have been missed. */
  onGap(listener: () => void): () => void
  readonly isShared: boolean
  state(): PartState
  close(): Promise<void>
}

interface ChannelOptions {
  redisUrl: string | undefined
  /** Names the deployment: nodes of one deployment share it, others on the same Redis do not. */
  deploymentKey: string
  nodeId: string
  log: Log
  telemetry: Telemetry
}

export const openNewsChannel = (options: ChannelOptions): NewsChannel =>
  options.redisUrl ? new RedisChannel(options.redisUrl, options) : new LocalChannel()

/** One process alone. Also the near half of the Redis channel. */
class LocalChannel implements NewsChannel {
  readonly isShared: boolean = false
  private readonly engine: PubSubEngine = new PubSub()
  private readonly gapListeners = new Set<() => void>()

  publish(topic: string, news: unknown): void {
    void this.engine.publish(topic, news)
  }

  subscribe(topic: string, listener: (news: unknown) => void): () => void {
    const subscription = this.engine.subscribe(topic, listener, {})
    return () => void subscription.then((id) => this.engine.unsubscribe(id) as unknown)
  }

  onGap(listener: () => void): () => void {
    this.gapListeners.add(listener)
    return () => this.gapListeners.delete(listener)
  }

  state(): PartState {
    return { state: 'up', detail: 'in this process' }
  }

  protected tellGap(): void {
    for (const listener of this.gapListeners) listener()
  }

  async close(): Promise<void> {}
}

interface Envelope {
  from: string
  topic: string
  news: unknown
}

/** Milliseconds between two PINGs, and the longest that an answer may take: a Redis that hangs is away as much as one that is gone. */
const beatMs = 5_000
const silentMs = 5_000

/** Local delivery plus Redis for the other nodes; Redis away, the service goes on alone and says so. */
class RedisChannel extends LocalChannel {
  override readonly isShared = true
  private readonly publisher: Redis
  private readonly subscriber: Redis
  private readonly redis: RedisPubSub
  private readonly channels: { news: string; gap: string }
  private readonly beat: NodeJS.Timeout
  private hasUnsent = false

  constructor(
    url: string,
    private readonly options: ChannelOptions,
  ) {
    super()
    const prefix = `tocsin:${sha256Hex(options.deploymentKey).slice(0, 16)}:`
    this.channels = { news: `${prefix}news`, gap: `${prefix}gap` }
    const patience = { retryStrategy: (attempt: number) => Math.min(100 * attempt, 2_000), socketTimeout: silentMs }
    this.publisher = new Redis(url, { ...patience, enableOfflineQueue: false, maxRetriesPerRequest: 0 })
    this.subscriber = new Redis(url, { ...patience, maxRetriesPerRequest: null })
    this.redis = new RedisPubSub({ publisher: this.publisher, subscriber: this.subscriber })
    this.watch()
    this.beat = setInterval(() => this.ping(), beatMs)
  }

  /** Whatever waits for its answer too long closes the connection (socketTimeout); without news to send, this does. */
  private ping(): void {
    for (const client of [this.publisher, this.subscriber]) {
      if (client.status === 'ready') void client.ping().catch(() => undefined) // told by the client's own error
    }
  }

  private watch(): void {
    const { log } = this.options
    for (const [name, client] of [
      ['publisher', this.publisher],
      ['subscriber', this.subscriber],
    ] as const) {
      client.on('error', (error: Error) => log.warn({ err: error, client: name }, 'Redis is away'))
    }
    this.publisher.on('ready', () => {
      if (this.hasUnsent) void this.send(this.channels.gap, {})
    })
    this.subscriber.on('ready', () => {
      // PING is answered after the (renewed) subscriptions on the same connection: from then on nothing is missed. The first time as well:
      // this server may have had live subscribers for as long as Redis kept it waiting.
      void this.subscriber.ping().then(
        () => this.tellGap(),
        () => undefined,
      ) // gone again: the next return tells
    })
    void this.redis.subscribe<Envelope>(this.channels.news, (envelope) => {
      if (envelope.from !== this.options.nodeId) super.publish(envelope.topic, envelope.news)
    })
    void this.redis.subscribe<{ from: string }>(this.channels.gap, ({ from }) => {
      if (from !== this.options.nodeId) this.tellGap()
    })
  }

  override publish(topic: string, news: unknown): void {
    super.publish(topic, news)
    void this.send(this.channels.news, { topic, news })
  }

  /** What could not be sent is not queued: the others are told of a gap once Redis is back. */
  private async send(channel: string, message: object): Promise<void> {
    try {
      await this.redis.publish(channel, { from: this.options.nodeId, ...message })
      if (channel === this.channels.gap) this.hasUnsent = false
      this.options.telemetry.newsPublished.inc({ outcome: 'sent' })
    } catch {
      this.hasUnsent = true
      this.options.telemetry.newsPublished.inc({ outcome: 'unsent' })
    }
  }

  override state(): PartState {
    const isUp = this.publisher.status === 'ready' && this.subscriber.status === 'ready'
    return isUp
      ? { state: 'up', detail: 'Redis' }
      : { state: 'degraded', detail: 'Redis is away: changes show on this node alone' }
  }

  override async close(): Promise<void> {
    clearInterval(this.beat)
    this.publisher.disconnect()
    this.subscriber.disconnect()
  }
}
