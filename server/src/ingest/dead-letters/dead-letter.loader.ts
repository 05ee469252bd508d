import { budgetLeft, overBudget, spendBudget } from '../../platform/answer-budget'
import { inTenant, type Context } from '../../platform/context'
import { load } from '../../platform/loaders'

/**
 * The item's exact text. Batched per request.
 * @throws PAYLOAD_TOO_LARGE when the operation's payload texts together are too long
 */
export async function rawOfLetter(ctx: Context, id: string): Promise<string | null> {
  const text = await load(ctx, rawTexts, id)
  if (text !== null) spendBudget(ctx, text.length)
  return text
}

/** Texts beyond what the answer may still carry stay in the database. */
async function rawTexts(ctx: Context, ids: string[]): Promise<Map<string, string>> {
  const rows = await inTenant(ctx, (db) =>
    db.query<{ id: string; raw: string | null }>(
      `SELECT id, CASE WHEN sum(octet_length(raw)) OVER (ORDER BY id) <= $2 THEN raw END AS raw
       FROM dead_letter WHERE id = ANY ($1::uuid[])`,
      [ids, budgetLeft(ctx)],
    ),
  )
  return new Map(
    rows.map(({ id, raw }) => {
      if (raw === null) throw overBudget()
      return [id, raw]
    }),
  )
}

/** Characters of the beginning that a list shows: a page of whole items could be a hundred megabytes. */
const excerptLength = 200

/** How the item begins. Batched per request. */
export const excerptOf = (ctx: Context, id: string): Promise<string | null> => load(ctx, excerpts, id)

async function excerpts(ctx: Context, ids: string[]): Promise<Map<string, string>> {
  const rows = await inTenant(ctx, (db) =>
    db.query<{ id: string; excerpt: string }>(
      'SELECT id, left(raw, $2::int) AS excerpt FROM dead_letter WHERE id = ANY ($1::uuid[])',
      [ids, excerptLength],
    ),
  )
  return new Map(rows.map((row) => [row.id, row.excerpt]))
}
