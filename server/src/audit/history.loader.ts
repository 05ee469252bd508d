import { inTenant, type Context } from '../platform/context'
import { load } from '../platform/loaders'
import { HistoryEntry } from './history.entity'

export interface HistoryWanted {
  objectType: string
  objectId: string
  first: number
  isNewestFirst?: boolean
}

/** The first entries of an object's history, oldest first unless said. Batched: a list of objects costs one statement per direction. */
export async function historyOf(ctx: Context, wanted: HistoryWanted): Promise<HistoryEntry[]> {
  const { objectType, objectId, first, isNewestFirst = false } = wanted
  return (await load(ctx, isNewestFirst ? newest : oldest, [objectType, objectId, first].join(' '))) ?? []
}

const oldest = (ctx: Context, keys: string[]) => histories(ctx, keys, 'ASC')
const newest = (ctx: Context, keys: string[]) => histories(ctx, keys, 'DESC')

async function histories(ctx: Context, keys: string[], order: 'ASC' | 'DESC'): Promise<Map<string, HistoryEntry[]>> {
  const wanted = keys.map((key) => key.split(' '))
  const column = (index: number) => wanted.map((parts) => parts[index])
  const entries = await inTenant(ctx, (db) =>
    db.rows(
      HistoryEntry,
      `SELECT entry.* FROM unnest($1::text[], $2::uuid[], $3::int[]) AS wanted(object_type, object_id, first)
       CROSS JOIN LATERAL (
         SELECT * FROM history_entry h WHERE h.object_type = wanted.object_type AND h.object_id = wanted.object_id
         ORDER BY h.id ${order} LIMIT wanted.first
       ) AS entry ORDER BY entry.id ${order}`,
      [column(0), column(1), column(2)],
    ),
  )
  return new Map(keys.map((key, index) => [key, entriesOf(entries, wanted[index])]))
}

/** Two keys may ask for different lengths of the same history; each gets its own. */
function entriesOf(entries: HistoryEntry[], [objectType, objectId, first]: string[] = []): HistoryEntry[] {
  const own = entries.filter((entry) => entry.objectType === objectType && entry.objectId === objectId)
  const different = new Map(own.map((entry) => [entry.id, entry]))
  return [...different.values()].slice(0, Number(first))
}
