import { recordChangeBy } from '../audit/change'
import type { Platform } from '../platform/context'
import { newId } from '../platform/ids'
import type { ResolutionPolicy } from '../sources/source.dedup'
import { announceSource } from '../sources/source.events'
import { newWebhookSecret, sealSecret } from '../sources/source.secret'
import { system } from '../tenants/tenant.service'

/** The source under which the platform tells what it has noticed itself. */
export const watchSlug = 'tocsin-watch'

/** A year: a silence and its end have one alert, however long it lasts. */
const windowSeconds = 31_536_000

/** Makes that source when the watch has something to tell for the first time. Idempotent: the unique slug decides. Its secret is told to nobody. */
export async function ensureWatchSource(
  platform: Platform,
  tenantId: string,
  onResolution: ResolutionPolicy,
): Promise<void> {
  const id = newId()
  const facts = { slug: watchSlug, name: 'Tocsin itself', product: 'tocsin' }
  await platform.database.transaction({ tenantId }, async (db, after) => {
    const made = await db.query(
      `INSERT INTO source (tenant_id, id, slug, name, product, secret, on_resolution, dedup_window_seconds, memory_days)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0) ON CONFLICT (tenant_id, slug) DO NOTHING RETURNING id`,
      [
        ...[tenantId, id, facts.slug, facts.name, facts.product],
        ...[sealSecret(platform, id, newWebhookSecret()), onResolution, windowSeconds],
      ],
    )
    if (made.length === 0) return
    const change = { action: 'source.create', objectType: 'source', objectId: id, detail: facts }
    await recordChangeBy(db, { tenantId, actor: system, requestId: null }, change)
    after(() => announceSource(platform, { tenantId, slug: watchSlug }))
  })
}
