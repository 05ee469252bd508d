import type { Platform } from '../platform/context'
import { AppError, sqlState } from '../platform/errors'
import { Batcher } from './batcher'
import { NumberPool } from './numbers'
import { storeBatch, type Incoming, type Told } from './store'

const mebibyte = 1_048_576

/** The way into the database that all webhooks share. */
export class Pipeline {
  private readonly batcher: Batcher<Incoming, Told>

  constructor(platform: Platform) {
    const numbers = new NumberPool(platform)
    this.batcher = new Batcher({
      run: (batch) => {
        platform.telemetry.ingestBatchJobs.observe(batch.length)
        return storeBatch(platform, numbers, batch)
      },
      isDataFault,
      maxRunning: platform.database.isEmbedded ? 1 : 3, // the embedded database is one backend; Postgres commits one while the next is made
      maxBatch: { jobs: 500, items: 2_000, bytes: 8 * mebibyte },
      maxQueued: { items: 50_000, bytes: 64 * mebibyte },
    })
  }

  /** Resolves after COMMIT. @throws RATE_LIMITED, UNAVAILABLE, UNPROCESSABLE */
  async store(incoming: Incoming): Promise<Told> {
    try {
      return await this.batcher.submit(incoming)
    } catch (error) {
      if (!isDataFault(error)) throw error
      throw new AppError('UNPROCESSABLE', 'The body holds something that cannot be stored', {}, { cause: error })
    }
  }

  drain(): Promise<void> {
    return this.batcher.drain()
  }
}

/** Classes of SQLSTATE that name the data: cardinality, data exception, integrity constraint, program limit. */
const isDataFault = (error: unknown): boolean => ['21', '22', '23', '54'].includes(sqlState(error)?.slice(0, 2) ?? '')
