import { StoredKeys } from '../observables/observable.stored'
import { Batcher } from '../platform/batcher'
import type { Platform } from '../platform/context'
import { GrowthWatch } from '../platform/growth'
import { isDataFault } from '../platform/retries'
import { RememberedRules } from '../rules/rule.known'
import { FoldTeller } from './fold.teller'
import { isolateBadItems } from './isolate'
import { NumberPool } from './numbers'
import { QuotaMeter } from './quota/quota.meter'
import { storeBatch, type Incoming, type Store, type Told } from './store'

const mebibyte = 1_048_576

/** The way into the database that all deliveries share. */
export class Pipeline {
  private readonly parts: Store
  private readonly batcher: Batcher<Incoming, Told>
  private readonly quotas: QuotaMeter
  private readonly growth: GrowthWatch

  constructor(platform: Platform) {
    this.parts = {
      platform,
      numbers: new NumberPool(platform),
      folds: new FoldTeller(platform),
      stored: new StoredKeys(),
      rules: new RememberedRules(),
    }
    this.quotas = new QuotaMeter(platform)
    this.growth = new GrowthWatch(platform, [
      'alert',
      'observable',
      'alert_observable',
      'dedup_key',
      'event',
      'delivery',
      'delivery_key',
    ])
    this.batcher = new Batcher({
      run: (batch) => {
        platform.telemetry.ingestBatchJobs.observe(batch.length)
        return storeBatch(this.parts, batch)
      },
      isDataFault,
      maxRunning: platform.database.isEmbedded ? 1 : 3, // the embedded database is one backend; Postgres commits one while the next is made
      beside: { items: 10, afterMs: 100 },
      maxBatch: { jobs: 500, items: 2_000, bytes: 8 * mebibyte },
      maxQueued: { items: 8_000, bytes: 64 * mebibyte }, // read, an item weighs ten times its text
    })
  }

  /** Before anything is read that would be refused then. @throws RATE_LIMITED */
  mustHaveRoom(): void {
    this.batcher.mustHaveRoom()
  }

  /** Resolves after COMMIT. Items that the database refuses become dead letters. @throws RATE_LIMITED, UNAVAILABLE, UNPROCESSABLE */
  async store(incoming: Incoming): Promise<Told> {
    const { source, items } = incoming
    await this.quotas.admit(source.tenantId, source.dailyQuota)
    const told = await this.submit(incoming)
    if (told.outcome === 'ACCEPTED') {
      this.quotas.count(source.tenantId, items)
      this.growth.grew(items)
    }
    return told
  }

  private async submit(incoming: Incoming): Promise<Told> {
    try {
      return await this.batcher.submit(incoming)
    } catch (error) {
      if (!isDataFault(error)) throw error
      return this.batcher.submit(await isolateBadItems(this.parts, incoming, error))
    }
  }

  async close(): Promise<void> {
    await this.quotas.close()
  }

  async drain(): Promise<void> {
    await this.batcher.drain()
    this.parts.folds.flush()
  }
}
