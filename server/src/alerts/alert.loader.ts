import { budgetLeft, overBudget, spendBudget } from '../platform/answer-budget'
import { inTenant, type Context } from '../platform/context'
import { AppError, notFound } from '../platform/errors'
import { isUuid } from '../platform/ids'
import { load } from '../platform/loaders'
import { Alert } from './alert.entity'

/** An alert of the request's tenant. @throws NOT_FOUND for another tenant's and for what is no id at all. */
export async function alertById(ctx: Context, id: string): Promise<Alert> {
  const alert = isUuid(id) ? await load(ctx, alertsById, id.toLowerCase()) : null
  if (!alert) throw notFound('Alert')
  return alert
}

/** The same for `node(id)`: null instead of an error, also for those who may not read alerts. */
export async function alertNode(ctx: Context, id: string): Promise<Alert | null> {
  if (!ctx.tenant || !ctx.viewer?.permissions.has('alert:read')) return null
  return alertById(ctx, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return null
    throw error
  })
}

async function alertsById(ctx: Context, ids: string[]): Promise<Map<string, Alert>> {
  const alerts = await inTenant(ctx, (db) => db.rows(Alert, 'SELECT * FROM alert WHERE id = ANY ($1::uuid[])', [ids]))
  return new Map(alerts.map((alert) => [alert.id, alert]))
}

/**
 * The text that opened the alert; null once retention dropped it, or when it was opened by hand without one.
 * @throws PAYLOAD_TOO_LARGE when the operation's payload texts together are too long
 */
export async function rawTextOf(ctx: Context, alertId: string): Promise<string | null> {
  const text = await load(ctx, rawTexts, alertId)
  if (text !== null) spendBudget(ctx, text.length)
  return text
}

/** Texts beyond what the answer may still carry stay in the database. */
async function rawTexts(ctx: Context, ids: string[]): Promise<Map<string, string>> {
  const rows = await inTenant(ctx, (db) =>
    db.query<{ alert_id: string; raw: string | null }>(
      `SELECT alert_id, CASE WHEN sum(octet_length(raw)) OVER (ORDER BY alert_id) <= $2 THEN raw END AS raw
       FROM alert_raw WHERE alert_id = ANY ($1::uuid[])`,
      [ids, budgetLeft(ctx)],
    ),
  )
  return new Map(
    rows.map(({ alert_id: id, raw }) => {
      if (raw === null) throw overBudget()
      return [id, raw]
    }),
  )
}

export const tagsOf = async (ctx: Context, alertId: string): Promise<string[]> => (await load(ctx, tags, alertId)) ?? []

export const techniquesOf = async (ctx: Context, alertId: string): Promise<string[]> =>
  (await load(ctx, techniques, alertId)) ?? []

const tags = (ctx: Context, ids: string[]) => wordsByAlert(ctx, 'tag', ids)
const techniques = (ctx: Context, ids: string[]) => wordsByAlert(ctx, 'technique', ids)

async function wordsByAlert(ctx: Context, word: 'tag' | 'technique', ids: string[]): Promise<Map<string, string[]>> {
  const rows = await inTenant(ctx, (db) =>
    db.query<{ alert_id: string; words: string[] }>(
      `SELECT alert_id, array_agg(${word} ORDER BY folded) AS words FROM alert_${word} WHERE alert_id = ANY ($1::uuid[]) GROUP BY alert_id`,
      [ids],
    ),
  )
  return new Map(rows.map((row) => [row.alert_id, row.words]))
}
