import { inTenant, type Context } from '../platform/context'
import { load } from '../platform/loaders'
import { idsAround, techniqueFor, type Bundle, type TechniqueRow } from './attack.technique'
import type { AttackTechnique } from './attack.type'

/** What ATT&CK says of these ids, one for each, in their order. Batched per request: a list of alerts costs two statements at most. */
export async function attackOf(ctx: Context, ids: string[]): Promise<AttackTechnique[]> {
  const found = await Promise.all(ids.map((id) => load(ctx, techniques, id)))
  return ids.map((id, index) => found[index] ?? techniqueFor(id, new Map()))
}

async function techniques(ctx: Context, ids: string[]): Promise<Map<string, AttackTechnique>> {
  const bundle = await bundleAround(ctx, ids)
  return new Map(ids.map((id) => [id, techniqueFor(id, bundle)]))
}

/** What has been revoked leads on to others, which the first look at the table cannot know: a second brings those. */
async function bundleAround(ctx: Context, ids: string[]): Promise<Bundle> {
  const rows = await read(ctx, idsAround(ids))
  const further = idsAround(rows.flatMap(({ revokedBy }) => revokedBy ?? []))
  const known = new Map(rows.map((row) => [row.id, row]))
  const missing = further.filter((id) => !known.has(id))
  for (const row of missing.length > 0 ? await read(ctx, missing) : []) known.set(row.id, row)
  return known
}

const read = (ctx: Context, ids: string[]): Promise<TechniqueRow[]> =>
  inTenant(ctx, (db) =>
    db.query<TechniqueRow>(
      `SELECT id, name, tactics, revoked_by AS "revokedBy", is_deprecated AS "isDeprecated", url
       FROM attack_technique WHERE id = ANY ($1::text[])`,
      [ids],
    ),
  )
