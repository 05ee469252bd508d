import { ActorKind } from '../audit/actor'
import { recordChangeBy } from '../audit/change'
import type { Platform, TenantRef, Viewer } from '../platform/context'
import { newId } from '../platform/ids'
import { announceSource } from './source.events'
import { newWebhookSecret, sealSecret } from './source.secret'

/** The source of those who deliver with an API key and name none. */
export const ingestSlug = 'ingest'

/**
 * Makes that source when a tenant's first key delivers. Idempotent: the unique slug decides between two that come at once. Its own secret is
 * told to nobody; whoever wants one rotates it.
 */
export async function ensureIngestSource(platform: Platform, tenant: TenantRef, key: Viewer): Promise<void> {
  const id = newId()
  const facts = { slug: ingestSlug, name: 'Ingest API', product: 'generic' }
  await platform.database.transaction({ tenantId: tenant.id }, async (db, after) => {
    const made = await db.query(
      `INSERT INTO source (tenant_id, id, slug, name, product, secret) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (tenant_id, slug) DO NOTHING RETURNING id`,
      [tenant.id, id, facts.slug, facts.name, facts.product, sealSecret(platform, id, newWebhookSecret())],
    )
    if (made.length === 0) return
    const actor = { kind: ActorKind.API_KEY, id: key.id, name: key.name }
    const change = { action: 'source.create', objectType: 'source', objectId: id, detail: facts }
    await recordChangeBy(db, { tenantId: tenant.id, actor, requestId: null }, change)
    after(() => announceSource(platform, { tenantId: tenant.id, slug: ingestSlug }))
  })
}
