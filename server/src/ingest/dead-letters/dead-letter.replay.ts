import { knowledgeOf } from '../../alerts/alert.knowledge'
import { StoredKeys } from '../../observables/observable.stored'
import type { Platform } from '../../platform/context'
import type { Db } from '../../platform/database'
import { AppError } from '../../platform/errors'
import { isDataFault, withRetries } from '../../platform/retries'
import { readSource, type KnownSource } from '../../sources/source.directory'
import { FoldTeller } from '../fold.teller'
import type { Normalise } from '../finding'
import { reasonOf } from '../isolate'
import { NumberLease, NumberPool } from '../numbers'
import { normalise as normaliseAny } from '../normalise/normalise'
import { readItem, type PayloadItem } from '../payload'
import { readText } from '../read-items'
import { tell } from '../store'
import { mostAlertsOf, storeItems, type FreshDelivery } from '../store.items'

interface LetterRow {
  id: string
  tenant_slug: string
  source_slug: string
  delivery_id: string
  item: number
  raw: string
}

export interface Replayed {
  replayed: number
  failed: number
}

/** Ids of what waits, oldest first. */
export async function waitingLetters(
  platform: Platform,
  tenantId: string,
  sourceId: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await platform.database.acrossTenants('tocsin_ingest', [tenantId], (db) =>
    db.query<{ id: string }>(
      `SELECT id FROM dead_letter WHERE tenant_id = $1 AND source_id = $2 AND state = 'WAITING' AND ($3::uuid IS NULL OR id > $3)
       ORDER BY id LIMIT $4`,
      [tenantId, sourceId, after, limit],
    ),
  )
  return rows.map(({ id }) => id)
}

interface ReplayWay {
  normalise?: Normalise
  /** Texts to take in instead of what was sent, by the letter's id. */
  corrected?: ReadonlyMap<string, string>
}

/** Takes waiting items in again, each for itself: one that fails keeps no other from it. What was settled meanwhile is left alone, so that a second replay makes no double. */
export async function replayLetters(
  platform: Platform,
  tenantId: string,
  ids: string[],
  { normalise = normaliseAny, corrected = new Map() }: ReplayWay = {},
): Promise<Replayed> {
  const done: Replayed = { replayed: 0, failed: 0 }
  const sources = new Map<string, Promise<KnownSource | null>>()
  const pool = new NumberPool(platform)
  for (const id of ids) {
    const letter = await readLetter(platform, tenantId, id)
    if (!letter) continue
    const { tenant_slug, source_slug } = letter
    if (!sources.has(source_slug))
      sources.set(
        source_slug,
        readSource(platform, tenant_slug, source_slug).then(({ source }) => source),
      )
    const source = await sources.get(source_slug)
    if (!source) continue
    const known = await knowledgeOf(platform).of(tenantId)
    const item = readItem(readText(corrected.get(id) ?? letter.raw), source, known, normalise)
    const reason = 'reason' in item ? item.reason : await takeIn(platform, pool, letter, freshOf(letter, source, item))
    if (reason === 'settled') continue
    done[reason === null ? 'replayed' : 'failed']++
    if (reason !== null) await failAgain(platform, tenantId, id, reason)
  }
  return done
}

async function readLetter(platform: Platform, tenantId: string, id: string): Promise<LetterRow | null> {
  const [letter] = await platform.database.acrossTenants('tocsin_ingest', [tenantId], (db) =>
    db.query<LetterRow>(
      `SELECT d.id, d.delivery_id, d.item, d.raw, t.slug AS tenant_slug, s.slug AS source_slug
       FROM dead_letter d JOIN source s ON s.tenant_id = d.tenant_id AND s.id = d.source_id JOIN tenant t ON t.id = d.tenant_id
       WHERE d.tenant_id = $1 AND d.id = $2 AND d.state = 'WAITING'`,
      [tenantId, id],
    ),
  )
  return letter ?? null
}

const freshOf = (letter: LetterRow, source: KnownSource, item: PayloadItem): FreshDelivery => ({
  source,
  deliveryId: letter.delivery_id,
  payload: [item],
  firstItem: letter.item,
  receivedAt: new Date(),
})

/** Null when it is in; why not; or that somebody else has settled it. */
async function takeIn(
  platform: Platform,
  pool: NumberPool,
  letter: LetterRow,
  fresh: FreshDelivery,
): Promise<string | null> {
  const lease = await NumberLease.take(pool, mostAlertsOf([fresh]))
  const folds = new FoldTeller(platform)
  const stored = new StoredKeys()
  try {
    const isTaken = await withRetries(() => {
      lease.restart()
      return platform.database.acrossTenants('tocsin_ingest', [fresh.source.tenantId], async (db, after) => {
        if (!(await lockWaiting(db, fresh.source.tenantId, letter.id))) return false
        const items = await storeItems(db, [fresh], { numbers: lease, stored })
        await settle(db, fresh.source.tenantId, letter.id, items.results[0]?.[0])
        after(() => {
          tell({ platform, numbers: pool, folds, stored }, items)
          folds.flush()
        })
        return true
      })
    })
    lease.giveBack()
    return isTaken ? null : 'settled'
  } catch (error) {
    if (error instanceof AppError) throw error // the database is away: no letter's own fault
    if (!isDataFault(error)) platform.log.error({ err: error, letter: letter.id }, 'a dead letter was not taken in')
    return reasonOf(error)
  }
}

async function lockWaiting(db: Db, tenantId: string, id: string): Promise<boolean> {
  const rows = await db.query(
    `SELECT FROM dead_letter WHERE tenant_id = $1 AND id = $2 AND state = 'WAITING' FOR UPDATE`,
    [tenantId, id],
  )
  return rows.length > 0
}

const settle = (db: Db, tenantId: string, id: string, result: object | undefined): Promise<number> =>
  db.execute(
    `UPDATE dead_letter SET state = 'REPLAYED', settled_at = now(), alert_id = $3 WHERE tenant_id = $1 AND id = $2`,
    [tenantId, id, result && 'alertId' in result ? result.alertId : null],
  )

const failAgain = (platform: Platform, tenantId: string, id: string, reason: string): Promise<number> =>
  platform.database.acrossTenants('tocsin_ingest', [tenantId], (db) =>
    db.execute(
      `UPDATE dead_letter SET attempts = attempts + 1, reason = $3 WHERE tenant_id = $1 AND id = $2 AND state = 'WAITING'`,
      [tenantId, id, reason],
    ),
  )
