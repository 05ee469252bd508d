import type { Platform } from '../platform/context'
import { Batcher } from './batcher'
import { FoldTeller } from './fold.teller'
import { isDataFault, isolateBadItems } from './isolate'
import { NumberPool } from './numbers'
import { storeBatch, type Incoming, type Store, type Told } from './store'

const mebibyte = 1_048_576

/** The way into the database that all deliveries share. */
export class Pipeline {
  private readonly parts: Store
  private readonly batcher: Batcher<Incoming, Told>

  constructor(platform: Platform) {
    this.parts = { platform, numbers: new NumberPool(platform), folds: new FoldTeller(platform) }
    this.batcher = new Batcher({
      run: (batch) => {
        platform.telemetry.ingestBatchJobs.observe(batch.length)
        return storeBatch(this.parts, batch)
      },
      isDataFault,
      maxRunning: platform.database.isEmbedded ? 1 : 3, // the embedded database is one backend; Postgres commits one while the next is made
      maxBatch: { jobs: 500, items: 2_000, bytes: 8 * mebibyte },
      maxQueued: { items: 50_000, bytes: 64 * mebibyte },
    })
  }

  /** Resolves after COMMIT. Items that the database refuses become dead letters. @throws RATE_LIMITED, UNAVAILABLE, UNPROCESSABLE */
  async store(incoming: Incoming): Promise<Told> {
    try {
      return await this.batcher.submit(incoming)
    } catch (error) {
      if (!isDataFault(error)) throw error
      return this.batcher.submit(await isolateBadItems(this.parts, incoming, error))
    }
  }

  async drain(): Promise<void> {
    await this.batcher.drain()
    this.parts.folds.flush()
  }
}
