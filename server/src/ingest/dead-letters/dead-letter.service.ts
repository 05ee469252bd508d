import { recordChange } from '../../audit/change'
import { jobsByIds } from '../../jobs/job.list'
import { inTenant, type Context } from '../../platform/context'
import type { Db } from '../../platform/database'
import { badInput, notFound } from '../../platform/errors'
import { isUuid } from '../../platform/ids'
import { checked } from '../../platform/input'
import { enqueue } from '../../platform/jobs'
import { load } from '../../platform/loaders'
import { cursorOf, orderMark, pageOf, pageRequest } from '../../platform/page'
import { DeadLetter, type DeadLetterConnection, type DeadLetterState } from './dead-letter.entity'
import {
  oneSource,
  someLetters,
  type DiscardDeadLettersInput,
  type DiscardDeadLettersPayload,
  type ReplayAllDeadLettersInput,
  type ReplayAllDeadLettersPayload,
  type ReplayDeadLettersInput,
  type ReplayDeadLettersPayload,
} from './dead-letter.input'
import { replayLetters } from './dead-letter.replay'
import { replayAllTask } from './dead-letter.task'

const columns = 'tenant_id, id, source_id, delivery_id, item, at, reason, state, attempts, settled_at, alert_id'

export interface DeadLetterQuery {
  sourceId?: string | null
  state?: DeadLetterState | null
  first: number
  after?: string | null
}

/** Newest first. Ids are time-ordered, so the id alone is the order and the cursor. */
export async function deadLetters(ctx: Context, query: DeadLetterQuery): Promise<DeadLetterConnection> {
  const { sourceId = null, state = null } = query
  if (sourceId !== null && !isUuid(sourceId)) throw badInput('sourceId', 'is not an id')
  const mark = orderMark('deadLetters', sourceId, state)
  const request = pageRequest({ first: query.first, after: query.after }, mark)
  const sql = `SELECT ${columns} FROM dead_letter
    WHERE ($1::uuid IS NULL OR source_id = $1) AND ($2::text IS NULL OR state = $2) AND ($3::uuid IS NULL OR id < $3)
    ORDER BY id DESC LIMIT ${request.limit + 1}`
  const rows = await inTenant(ctx, (db) => db.rows(DeadLetter, sql, [sourceId, state, request.from?.[1] ?? null]))
  return pageOf(rows, request, (row) => cursorOf(mark, [null, row.id]))
}

/** Of the request's tenant; null when there is none. */
export async function deadLetterById(ctx: Context, id: string): Promise<DeadLetter | null> {
  const [letter] = await inTenant(ctx, (db) =>
    db.rows(DeadLetter, `SELECT ${columns} FROM dead_letter WHERE id = $1::uuid`, [id]),
  )
  return letter ?? null
}

/** How many wait, of a source. Batched per request. */
export const waitingOf = async (ctx: Context, sourceId: string): Promise<number> =>
  (await load(ctx, waitingCounts, sourceId)) ?? 0

async function waitingCounts(ctx: Context, ids: string[]): Promise<Map<string, number>> {
  const rows = await inTenant(ctx, (db) =>
    db.query<{ source_id: string; count: number }>(
      `SELECT source_id, count(*)::int AS count FROM dead_letter WHERE source_id = ANY ($1::uuid[]) AND state = 'WAITING' GROUP BY 1`,
      [ids],
    ),
  )
  return new Map(rows.map((row) => [row.source_id, row.count]))
}

/**
 * Takes items in again, under the delivery they came with, so that nothing is doubled. The deed is on record before it is done.
 *
 * @throws NOT_FOUND when one of them is not there
 */
export async function replayDeadLetters(
  ctx: Context,
  input: ReplayDeadLettersInput,
): Promise<ReplayDeadLettersPayload> {
  const ids = idsOf(input)
  const letters = await inTenant(ctx, async (db) => {
    const found = await lettersIn(db, ids)
    await recordChange(db, ctx, { action: 'deadLetter.replay', ...about(found), detail: { ids } })
    return found
  })
  const { replayed, failed } = await replayLetters(ctx.platform, letters[0]?.tenantId ?? '', ids)
  return { replayed, failed, deadLetters: await inTenant(ctx, (db) => lettersIn(db, ids)) }
}

/** Queues a replay of everything that waits of one source; one at a time waits. @throws NOT_FOUND */
export async function replayAllDeadLetters(
  ctx: Context,
  input: ReplayAllDeadLettersInput,
): Promise<ReplayAllDeadLettersPayload> {
  const { sourceId } = checked(oneSource, input)
  return inTenant(ctx, async (db) => {
    const [source] = await db.query('SELECT id FROM source WHERE id = $1::uuid', [sourceId])
    if (!source) throw notFound('Source')
    const id = await enqueue(db, replayAllTask, { sourceId }, { key: sourceId })
    await recordChange(db, ctx, { action: 'deadLetter.replayAll', objectType: 'source', objectId: sourceId })
    const job = (await jobsByIds(db, [id])).get(id)
    if (!job) throw notFound('Job')
    return { job }
  })
}

/** Settles items that are not wanted; their text goes with the retention. @throws NOT_FOUND */
export async function discardDeadLetters(
  ctx: Context,
  input: DiscardDeadLettersInput,
): Promise<DiscardDeadLettersPayload> {
  const ids = idsOf(input)
  return inTenant(ctx, async (db) => {
    const found = await lettersIn(db, ids)
    await db.execute(
      `UPDATE dead_letter SET state = 'DISCARDED', settled_at = now() WHERE id = ANY ($1::uuid[]) AND state = 'WAITING'`,
      [ids],
    )
    await recordChange(db, ctx, { action: 'deadLetter.discard', ...about(found), detail: { ids } })
    return { deadLetters: await lettersIn(db, ids) }
  })
}

const idsOf = (input: { ids: string[] }): string[] => [
  ...new Set(checked(someLetters, input).ids.map((id) => id.toLowerCase())),
]

const about = (letters: DeadLetter[]) => ({ objectType: 'source', objectId: letters[0]?.sourceId ?? '' })

async function lettersIn(db: Db, ids: string[]): Promise<DeadLetter[]> {
  const found = await db.rows(
    DeadLetter,
    `SELECT ${columns} FROM dead_letter WHERE id = ANY ($1::uuid[]) ORDER BY id`,
    [ids],
  )
  if (found.length < ids.length) throw notFound('Dead letter')
  return found
}
