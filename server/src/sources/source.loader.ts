import { inTenant, type Context } from '../platform/context'
import { load } from '../platform/loaders'
import { Delivery } from './delivery.entity'
import { Source } from './source.entity'

/** A source of the request's tenant, or null. Batched per request. */
export const sourceById = (ctx: Context, id: string): Promise<Source | null> => load(ctx, sourcesById, id)

async function sourcesById(ctx: Context, ids: string[]): Promise<Map<string, Source>> {
  const found = await inTenant(ctx, (db) => db.rows(Source, 'SELECT * FROM source WHERE id = ANY ($1::uuid[])', [ids]))
  return new Map(found.map((source) => [source.id, source]))
}

/** When a source last delivered something that was signed well and taken. Batched per request. */
export const lastDeliveryAt = (ctx: Context, sourceId: string): Promise<Date | null> =>
  load(ctx, lastDeliveries, sourceId)

async function lastDeliveries(ctx: Context, ids: string[]): Promise<Map<string, Date>> {
  const rows = await inTenant(ctx, (db) =>
    db.query<{ id: string; at: Date }>(
      `SELECT asked.id, last.at FROM unnest($1::uuid[]) AS asked(id)
       CROSS JOIN LATERAL (SELECT at FROM delivery WHERE source_id = asked.id AND outcome <> 'REFUSED' ORDER BY id DESC LIMIT 1) AS last`,
      [ids],
    ),
  )
  return new Map(rows.map((row) => [row.id, row.at]))
}

/** The last delivery of a source that was refused, of the past week. Batched per request. */
export const lastRefusal = (ctx: Context, sourceId: string): Promise<Delivery | null> =>
  load(ctx, lastRefusals, sourceId)

async function lastRefusals(ctx: Context, ids: string[]): Promise<Map<string, Delivery>> {
  const rows = await inTenant(ctx, (db) =>
    db.rows(
      Delivery,
      `SELECT last.* FROM unnest($1::uuid[]) AS asked(id)
       CROSS JOIN LATERAL (SELECT * FROM delivery WHERE source_id = asked.id AND outcome = 'REFUSED' ORDER BY id DESC LIMIT 1) AS last`,
      [ids],
    ),
  )
  return new Map(rows.flatMap((row) => (row.sourceId ? [[row.sourceId, row]] : [])))
}
