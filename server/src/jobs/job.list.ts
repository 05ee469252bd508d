import { inTenant, type Context, type Platform } from '../platform/context'
import type { Db } from '../platform/database'
import { badInput } from '../platform/errors'
import { isUuid } from '../platform/ids'
import { load } from '../platform/loaders'
import { cursorOf, orderMark, pageOf, pageRequest } from '../platform/page'
import { Job, jobColumns, type JobConnection, type JobState } from './job.entity'

export interface JobQuery {
  state?: JobState | null
  task?: string | null
  first: number
  after?: string | null
}

/** Newest first. Ids are time-ordered, so the id alone is the order and the cursor. */
export async function jobs(ctx: Context, query: JobQuery): Promise<JobConnection> {
  const { state = null, task = null } = query
  if (task !== null && task.length > 100) throw badInput('task', 'must have at most 100 characters')
  const mark = orderMark('jobs', state, task)
  const request = pageRequest({ first: query.first, after: query.after }, mark)
  const conditions: string[] = []
  const params: unknown[] = []
  const where = (sql: string, value: unknown) => conditions.push(sql.replace('?', `$${params.push(value)}`))
  if (state !== null) where('state = ?', state)
  if (task !== null) where('task = ?', task)
  if (request.from) where('id < ?', request.from[1])
  const filter = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''
  const sql = `SELECT ${jobColumns} FROM job ${filter} ORDER BY id DESC LIMIT ${request.limit + 1}`
  const rows = await inTenant(ctx, (db) => db.rows(Job, sql, params))
  return pageOf(rows, request, (row) => cursorOf(mark, [null, row.id]))
}

/** A job of the request's tenant; null when there is none, or no longer. */
export async function jobById(ctx: Context, id: string): Promise<Job | null> {
  if (!isUuid(id)) return null
  return inTenant(ctx, async (db) => (await jobsByIds(db, [id])).get(id) ?? null)
}

export async function jobsByIds(db: Db, ids: string[]): Promise<Map<string, Job>> {
  const rows = await db.rows(Job, `SELECT ${jobColumns} FROM job WHERE id = ANY ($1::uuid[])`, [ids])
  return new Map(rows.map((job) => [job.id, job]))
}

/** Jobs of one tenant as they are now, for the live engine. */
export const loadJobsForLive = (platform: Platform, tenantId: string, ids: string[]) =>
  platform.database.transaction({ tenantId }, (db) => jobsByIds(db, ids))

/** What a job carries and what came of it. */
export interface JobDetail {
  id: string
  payload: unknown
  result: unknown
}

/** Batched per request: one statement for all listed jobs. */
export const jobDetail = (ctx: Context, id: string): Promise<JobDetail | null> => load(ctx, jobDetails, id)

async function jobDetails(ctx: Context, ids: string[]): Promise<Map<string, JobDetail>> {
  const sql = 'SELECT id, payload, result FROM job WHERE id = ANY ($1::uuid[])'
  const rows = await inTenant(ctx, (db) => db.query<JobDetail>(sql, [ids]))
  return new Map(rows.map((row) => [row.id, row]))
}
