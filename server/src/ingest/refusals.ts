import type { Platform } from '../platform/context'
import { sqlState } from '../platform/errors'
import { newId } from '../platform/ids'
import { isDataFault } from '../platform/retries'
import { storableText } from '../platform/storable'

/** A refused delivery of a known tenant, as its admin will see it. */
export interface Refusal {
  tenantId: string
  sourceId: string | null
  sourceSlug: string | null
  size: number
  status: number
  reason: string
  answer: string
}

interface Kept extends Refusal {
  id: string
  openedAt: number
  /** Repeats that are not yet in the database. */
  unsaved: number
}

const foldMs = 60_000
const flushMs = 500
const maxKept = 5_000
const maxPerSource = 50

/**
 * Refusals kept in bulk and in bounds, because anybody may cause them: equal ones of a minute are one row that counts, a source has at most
 * 50 such rows a minute, all made-up sources of a tenant together as many, and what is beyond is counted as dropped. So a flood of made-up
 * names hides nothing of a real source. They may be lost in a crash; accepted deliveries never pass here.
 */
export class RefusalLog {
  private readonly kept = new Map<string, Kept>()
  private readonly perSource = new Map<string, number>()
  private readonly timer: NodeJS.Timeout
  private saving: Promise<void> = Promise.resolve()

  constructor(private readonly platform: Platform) {
    this.timer = setInterval(() => void this.flush(), flushMs).unref()
  }

  add(refusal: Refusal): void {
    const budget = budgetOf(refusal)
    const used = this.perSource.get(budget) ?? 0
    const key = keyOf(refusal)
    const known = this.kept.get(key)
    if (known) {
      known.unsaved++
    } else if (used >= maxPerSource || this.kept.size >= maxKept) {
      this.platform.telemetry.refusalsDropped.inc()
    } else {
      this.kept.set(key, { ...refusal, id: newId(), openedAt: Date.now(), unsaved: 1 })
      this.perSource.set(budget, used + 1)
    }
  }

  /** Saves what is unsaved; one flush at a time. Never throws. */
  flush(): Promise<void> {
    this.saving = this.saving.then(() => this.save())
    return this.saving
  }

  async close(): Promise<void> {
    clearInterval(this.timer)
    await this.flush()
  }

  private async save(): Promise<void> {
    const rows = [...this.kept.values()].filter((one) => one.unsaved > 0).map((one) => ({ ...one }))
    try {
      await this.saveOrHalve(rows)
    } catch (error) {
      this.platform.log.warn({ err: error, rows: rows.length }, 'refused deliveries are not saved yet')
      return
    }
    this.forgetOld()
  }

  /** A row that the database refuses for what it holds is dropped, so that it holds up no other. @throws when the database is away */
  private async saveOrHalve(rows: Kept[]): Promise<void> {
    if (rows.length === 0) return
    try {
      await saveRefusals(this.platform, rows)
    } catch (error) {
      if (!isDataFault(error)) throw error
      if (rows.length === 1) return this.drop(rows, error)
      const middle = Math.ceil(rows.length / 2)
      await this.saveOrHalve(rows.slice(0, middle))
      return this.saveOrHalve(rows.slice(middle))
    }
    this.settle(rows)
  }

  private drop(rows: Kept[], fault: unknown): void {
    for (const { tenantId, unsaved } of rows) {
      this.platform.telemetry.refusalsDropped.inc(unsaved)
      this.platform.log.error({ tenantId, code: sqlState(fault), unsaved }, 'a refused delivery could not be saved')
    }
    this.settle(rows)
  }

  private settle(rows: Kept[]): void {
    for (const row of rows) {
      const kept = this.kept.get(keyOf(row))
      if (kept) kept.unsaved -= row.unsaved
    }
  }

  private forgetOld(): void {
    for (const [key, one] of this.kept) {
      if (one.unsaved > 0 || Date.now() - one.openedAt < foldMs) continue
      this.kept.delete(key)
      const budget = budgetOf(one)
      const left = (this.perSource.get(budget) ?? 1) - 1
      if (left > 0) this.perSource.set(budget, left)
      else this.perSource.delete(budget)
    }
  }
}

const budgetOf = (one: Refusal): string => `${one.tenantId}/${one.sourceId ?? ''}`

const keyOf = (one: Refusal): string => [one.tenantId, one.sourceId, one.sourceSlug, one.status, one.reason].join('\n')

const storable = (text: string | null): string | null => (text === null ? null : storableText(text))

/** A row that is there already counts on. @throws the driver's error when one of them breaks a rule of the table; then none is saved */
async function saveRefusals(platform: Platform, rows: Kept[]): Promise<void> {
  const tenantIds = [...new Set(rows.map((row) => row.tenantId))]
  const values = rows.map((row) => [
    row.tenantId, row.id, row.sourceId, storable(row.sourceSlug), row.size, row.status, storable(row.reason), storable(row.answer), row.unsaved, new Date(row.openedAt),
  ]) // prettier-ignore
  await platform.database.acrossTenants('tocsin_ingest', tenantIds, (db) =>
    db.execute(
      `INSERT INTO delivery (tenant_id, id, source_id, source_slug, size, status, reason, answer, repeats, at, outcome)
       SELECT *, 'REFUSED' FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::smallint[], $7::text[], $8::text[], $9::int[], $10::timestamptz[])
       ON CONFLICT (tenant_id, id) DO UPDATE SET repeats = delivery.repeats + excluded.repeats`,
      Array.from({ length: 10 }, (_, column) => values.map((row) => row[column])),
    ),
  )
}
