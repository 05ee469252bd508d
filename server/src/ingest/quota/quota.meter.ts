import type { Platform } from '../../platform/context'
import { AppError } from '../../platform/errors'
import { dayOf, nextDayAt, quotaState } from './quota'

interface Usage {
  day: string
  /** Items of the day on all nodes, as of the last look, and what this node has taken since. */
  known: number
  unsaved: number
  isWarned: boolean
}

const saveMs = 1_000

/**
 * Counts what each tenant has sent today. Saved once a second, so a crash forgets at most a second's count, and nodes know of each other with
 * that delay: a quota is kept to within what comes in a second.
 */
export class QuotaMeter {
  private readonly usages = new Map<string, Usage>()
  /** Looks under way, by tenant and day: many deliveries that come at once share one. */
  private readonly looks = new Map<string, Promise<Usage>>()
  private readonly timer: NodeJS.Timeout
  private saving: Promise<void> = Promise.resolve()

  constructor(
    private readonly platform: Platform,
    private readonly now = Date.now,
  ) {
    this.timer = setInterval(() => void this.save(), saveMs).unref()
  }

  /** @throws RATE_LIMITED until the next day (UTC) when the quota is used up */
  async admit(tenantId: string, limit: number | null): Promise<void> {
    if (limit === null) return
    const usage = this.usageOf(tenantId) ?? (await this.look(tenantId))
    const used = usage.known + usage.unsaved
    const state = quotaState(used, limit)
    if (state === 'WARNING' && !usage.isWarned) {
      usage.isWarned = true
      this.platform.telemetry.quotaWarnings.inc()
      this.platform.log.warn({ tenantId, used, limit }, 'a tenant has nearly used up its daily quota')
    }
    if (state !== 'EXCEEDED') return
    const retryAfter = Math.ceil((nextDayAt(this.now()) - this.now()) / 1_000)
    throw new AppError('RATE_LIMITED', `The daily quota of ${limit} items is used up`, { retryAfter })
  }

  /** After they are committed. */
  count(tenantId: string, items: number): void {
    const usage = this.usageOf(tenantId) ?? this.start(tenantId, 0)
    usage.unsaved += items
  }

  /** One save at a time. Never throws: what could not be saved is saved with the next. */
  save(): Promise<void> {
    this.saving = this.saving.then(() => this.saveAll())
    return this.saving
  }

  async close(): Promise<void> {
    clearInterval(this.timer)
    await this.save()
  }

  /** Null on another day: the count begins anew, and what was not saved of the old day is given up. */
  private usageOf(tenantId: string): Usage | null {
    const usage = this.usages.get(tenantId)
    return usage?.day === dayOf(this.now()) ? usage : null
  }

  private start(tenantId: string, known: number): Usage {
    const usage = { day: dayOf(this.now()), known, unsaved: 0, isWarned: false }
    this.usages.set(tenantId, usage)
    return usage
  }

  private look(tenantId: string): Promise<Usage> {
    const key = `${tenantId}/${dayOf(this.now())}`
    const known = this.looks.get(key)
    if (known) return known
    const looking = this.read(tenantId).finally(() => this.looks.delete(key))
    this.looks.set(key, looking)
    return looking
  }

  private async read(tenantId: string): Promise<Usage> {
    const [row] = await this.platform.database.acrossTenants('tocsin_ingest', [tenantId], (db) =>
      db.query<{ items: string }>('SELECT items FROM tenant_usage WHERE tenant_id = $1 AND day = $2::date', [
        tenantId,
        dayOf(this.now()),
      ]),
    )
    const known = Number(row?.items ?? 0)
    const meanwhile = this.usageOf(tenantId) // somebody else may have counted in the meantime
    if (meanwhile) meanwhile.known = Math.max(meanwhile.known, known)
    return meanwhile ?? this.start(tenantId, known)
  }

  private async saveAll(): Promise<void> {
    const saved = [...this.usages]
      .filter(([, { unsaved }]) => unsaved > 0)
      .map(([id, usage]) => ({ id, usage, items: usage.unsaved }))
    if (saved.length === 0) return
    try {
      const ids = saved.map(({ id }) => id)
      const rows = await this.platform.database.acrossTenants('tocsin_ingest', ids, (db) =>
        db.query<{ tenant_id: string; items: string }>(
          `INSERT INTO tenant_usage (tenant_id, day, items)
           SELECT * FROM unnest($1::uuid[], $2::date[], $3::bigint[]) AS given(tenant_id, day, items) ORDER BY tenant_id
           ON CONFLICT (tenant_id, day) DO UPDATE SET items = tenant_usage.items + excluded.items RETURNING tenant_id, items`,
          [ids, saved.map(({ usage }) => usage.day), saved.map(({ items }) => items)],
        ),
      )
      const totals = new Map(rows.map((row) => [row.tenant_id, Number(row.items)]))
      for (const { id, usage, items } of saved) {
        usage.unsaved -= items
        usage.known = totals.get(id) ?? usage.known
      }
    } catch (error) {
      this.platform.log.warn({ err: error }, 'what tenants have sent is not saved yet')
    }
  }
}
