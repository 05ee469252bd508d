import type { Alert } from '../../alerts/alert.entity'
import type { Db } from '../../platform/database'
import { AppError } from '../../platform/errors'
import { firstIdAt, newId } from '../../platform/ids'
import type { Discriminator } from './discriminate'
import { weighed, type WeighedEvent } from './event.texts'
import { keptDays } from './key.lock'

/** Events of the rest that are looked at to tell the chosen from them. */
const mostOthers = 1_000
const mostSplits = 1_000

/** The chosen events, oldest first, and the newest of the others. An alert's events are no older than it: younger days alone are looked at. */
export async function eventsOfAlert(
  db: Db,
  alert: Pick<Alert, 'id' | 'firstSeenAt'>,
  eventIds: string[],
): Promise<{ chosen: WeighedEvent[]; others: WeighedEvent[] }> {
  const since = firstIdAt(alert.firstSeenAt.getTime() - 86_400_000)
  const chosen = await db.query<WeighedEvent>(
    `SELECT ${weighed} FROM event WHERE alert_id = $1::uuid AND id >= $2::uuid AND id = ANY ($3::uuid[]) ORDER BY id`,
    [alert.id, since, eventIds],
  )
  const others = await db.query<WeighedEvent>(
    `SELECT ${weighed} FROM event WHERE alert_id = $1::uuid AND id >= $2::uuid AND id <> ALL ($3::uuid[]) ORDER BY id DESC LIMIT ${mostOthers}`,
    [alert.id, since, eventIds],
  )
  return { chosen, others }
}

/** @returns how many of them belonged to the alert */
export const moveEvents = (db: Db, from: string, to: string, eventIds: string[]): Promise<number> =>
  db.execute('UPDATE event SET alert_id = $2::uuid WHERE alert_id = $1::uuid AND id = ANY ($3::uuid[])', [
    from,
    to,
    eventIds,
  ])

/** Whether an alert has events left, and when the last came. */
export async function countLeft(db: Db, alertId: string): Promise<{ events: number; lastAt: Date | null }> {
  const [last] = await db.query<{ at: Date }>(
    'SELECT ingested_at AS at FROM event WHERE alert_id = $1::uuid ORDER BY id DESC LIMIT 1',
    [alertId],
  )
  return { events: last ? 1 : 0, lastAt: last?.at ?? null }
}

interface Split {
  tenantId: string
  sourceId: string
  /** What the events had in common with the others. */
  key: Buffer | null
  alertId: string
  newKey: Buffer
}

/** Gives the new alert its key, and sends later events there that say the same. @throws UNPROCESSABLE when the source has too many splits */
export async function rememberSplit(db: Db, split: Split, by: Discriminator | null): Promise<void> {
  const { tenantId, sourceId, key, alertId, newKey } = split
  await db.execute(
    `INSERT INTO dedup_key (tenant_id, source_id, key, alert_id, forget_at) VALUES ($1, $2, $3, $4, now() + make_interval(days => ${keptDays}))`,
    [tenantId, sourceId, newKey, alertId],
  )
  if (!by) return
  const [row] = await db.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM dedup_split WHERE source_id = $1::uuid',
    [sourceId],
  )
  if ((row?.count ?? 0) >= mostSplits)
    throw new AppError('UNPROCESSABLE', `The source has ${mostSplits} splits already: change its rule instead`)
  await db.execute(
    `INSERT INTO dedup_split (tenant_id, id, source_id, key, field, value, new_key) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (tenant_id, source_id, key, field, value) DO UPDATE SET new_key = excluded.new_key`,
    [tenantId, newId(), sourceId, key, by.field, by.value, newKey],
  )
}
