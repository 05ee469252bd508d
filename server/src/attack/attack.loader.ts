import { inTenant, type Context } from '../platform/context'
import { load } from '../platform/loaders'
import { idsAround, mostSteps, techniqueFor, type Bundle, type TechniqueRow } from './attack.technique'
import type { AttackTechnique } from './attack.type'

/** What ATT&CK says of these ids, one for each, in their order. Batched per request: a list of alerts costs two statements, and one more for each further step of a chain of revocations. */
export async function attackOf(ctx: Context, ids: string[]): Promise<AttackTechnique[]> {
  const found = await Promise.all(ids.map((id) => load(ctx, techniques, id)))
  return ids.map((id, index) => found[index] ?? techniqueFor(id, new Map()))
}

async function techniques(ctx: Context, ids: string[]): Promise<Map<string, AttackTechnique>> {
  const bundle = await bundleAround(ctx, ids)
  return new Map(ids.map((id) => [id, techniqueFor(id, bundle)]))
}

/**
 * What has been revoked leads on to others, which no look at the table knows before: each further look brings the next ones. As an imported
 * bundle names the last of a chain at once, there is more than one only where it goes on from the built-in list.
 */
async function bundleAround(ctx: Context, ids: string[]): Promise<Bundle> {
  const known = new Map<string, TechniqueRow>()
  const asked = new Set<string>()
  let wanted = idsAround(ids)
  for (let look = 0; look <= mostSteps && wanted.length > 0; look++) {
    const rows = await read(ctx, wanted)
    for (const id of wanted) asked.add(id)
    for (const row of rows) known.set(row.id, row)
    wanted = idsAround(rows.flatMap(({ revokedBy }) => revokedBy ?? [])).filter((id) => !asked.has(id))
  }
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
