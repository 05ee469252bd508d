import type { Platform } from './context'

/** The first look is worth its price from here on; below, any plan is quick. */
const firstAt = 1_000
const factor = 4

/**
 * Lets the database look at tables again whenever they have grown fourfold. Without figures it plans blindly: under row security it then
 * prefers any index of the tenant's to the primary key, and a look-up by key reads a whole tenant. Postgres notices growth after a minute,
 * the embedded database never does by itself.
 */
export class GrowthWatch {
  private rows = 0
  private next = firstAt
  private isLooking = false

  constructor(
    private readonly platform: Platform,
    private readonly tables: readonly string[],
  ) {}

  /** Never throws and never waits: planning badly for a while longer is no reason to hold anybody up. */
  grew(rows: number): void {
    this.rows += rows
    if (this.rows < this.next || this.isLooking) return
    this.isLooking = true
    this.next = this.rows * factor
    const { database, log } = this.platform
    database
      .analyze(this.tables)
      .catch((error: unknown) => log.warn({ err: error }, 'the tables could not be looked at'))
      .finally(() => (this.isLooking = false))
  }
}
