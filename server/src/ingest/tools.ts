import type { Platform } from '../platform/context'
import { AppError } from '../platform/errors'
import { SourceDirectory, type KnownSource } from '../sources/source.directory'
import type { BodyLimits } from './body'
import { HeldBytes } from './held-bytes'
import { Pipeline } from './pipeline'
import { RefusalLog } from './refusals'
import { TokenBuckets } from './token-bucket'

/** What all requests of one server share. */
export class Tools {
  readonly directory: SourceDirectory
  readonly pipeline: Pipeline
  readonly refusals: RefusalLog
  readonly held: HeldBytes
  private readonly buckets = new TokenBuckets()
  isDraining = false

  constructor(
    readonly platform: Platform,
    readonly limits: BodyLimits,
  ) {
    this.directory = new SourceDirectory(platform)
    this.pipeline = new Pipeline(platform)
    this.refusals = new RefusalLog(platform)
    this.held = new HeldBytes(limits.heldBytes)
  }

  /** @throws UNAVAILABLE once the server is stopping. */
  mustBeOpen(): void {
    if (this.isDraining) throw new AppError('UNAVAILABLE', 'The server is stopping', { retryAfter: 2 })
  }

  /** @throws RATE_LIMITED when a source sends more than it may. */
  pace(source: KnownSource): void {
    const retryAfter = this.buckets.take(source.id, source, Date.now())
    if (retryAfter > 0) throw new AppError('RATE_LIMITED', 'This source sends more than it may', { retryAfter })
  }

  /** @throws RATE_LIMITED when the platform was asked for more of its own deliveries than is of use. */
  paceOwn(sourceId: string): void {
    const retryAfter = this.buckets.take(`own/${sourceId}`, { ratePerSecond: 0.2, burst: 5 }, Date.now())
    if (retryAfter > 0) throw new AppError('RATE_LIMITED', 'Wait a little before the next test', { retryAfter })
  }
}
