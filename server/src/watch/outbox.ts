import type { Platform } from '../platform/context'
import { AppError } from '../platform/errors'
import { ensureSource } from '../sources/own.source'
import { system } from '../tenants/tenant.service'
import { watchSlug, watchSource } from './watch.source'
import { resolutionPolicyOf, watchSettingsOf } from './watch.settings.service'

/** Hands a body to the ordinary way in, as if the tenant's own source had sent it. Resolves after COMMIT. */
export type Deliver = (tenant: string, source: string, body: Buffer) => Promise<unknown>

/** What is still to be told of one silence. */
interface Untold {
  tenant_id: string
  id: string
  outbox: string
}

/** Of one tenant in one round. */
const mostTold = 100

/**
 * Delivers what waits in the outboxes of some tenants. An outbox is emptied once its body is stored: a server that dies in between delivers
 * the very same body again, which is recognised, or at worst counted once more in the same alert.
 *
 * @returns how many were told
 */
export async function tellUntold(platform: Platform, tenantIds: string[], deliver: Deliver): Promise<number> {
  const untold = await platform.database.acrossTenants('tocsin_ingest', tenantIds, (db) =>
    db.query<Untold>(
      `SELECT s.tenant_id, s.id, s.outbox FROM unnest($1::uuid[]) AS asked(id) CROSS JOIN LATERAL (
         SELECT tenant_id, id, outbox FROM silence WHERE tenant_id = asked.id AND outbox IS NOT NULL ORDER BY id LIMIT ${mostTold}
       ) AS s`,
      [tenantIds],
    ),
  )
  let told = 0
  for (const one of untold) if (await tell(platform, one, deliver)) told++
  return told
}

async function tell(
  platform: Platform,
  { tenant_id: tenantId, id, outbox }: Untold,
  deliver: Deliver,
): Promise<boolean> {
  const { database, log } = platform
  try {
    const settings = await database.transaction({ tenantId }, (db) => watchSettingsOf(db, tenantId))
    await ensureSource(platform, { id: tenantId }, watchSource(resolutionPolicyOf(settings)), system)
    await deliver(tenantId, watchSlug, Buffer.from(outbox))
  } catch (error) {
    if (error instanceof AppError && error.code === 'UNAVAILABLE') throw error // the database is away: so are the others'
    log.warn({ err: error, silence: id }, 'a silence was not told; it is tried again')
    return false
  }
  await database.acrossTenants('tocsin_ingest', [tenantId], (db) =>
    db.execute('UPDATE silence SET outbox = NULL WHERE tenant_id = $1 AND id = $2 AND outbox = $3', [
      tenantId,
      id,
      outbox,
    ]),
  )
  return true
}
