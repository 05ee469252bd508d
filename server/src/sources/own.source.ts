import type { Actor } from '../audit/actor'
import { recordChangeBy } from '../audit/change'
import type { Platform, TenantRef } from '../platform/context'
import { newId } from '../platform/ids'
import { announceSource } from './source.events'
import { newWebhookSecret, sealSecret } from './source.secret'

/** A source that the platform makes itself when it is first needed. */
export interface OwnSource {
  slug: string
  name: string
  product: string
}

/** Of those who deliver with an API key and name none. */
export const ingestSource: OwnSource = { slug: 'ingest', name: 'Ingest API', product: 'generic' }
/** Of the agents that watch hosts. */
export const agentSource: OwnSource = { slug: 'santamon', name: 'Santamon agents', product: 'santamon' }

/** Those that the first delivery of a key makes. */
export const sourcesOfKeys: readonly OwnSource[] = [ingestSource, agentSource]

/**
 * Makes such a source in a tenant. Idempotent: the unique slug decides between two that come at once. Its own secret is told to nobody;
 * whoever wants one rotates it.
 */
export async function ensureSource(
  platform: Platform,
  { id: tenantId }: Pick<TenantRef, 'id'>,
  { slug, name, product }: OwnSource,
  actor: Actor,
): Promise<void> {
  const id = newId()
  await platform.database.transaction({ tenantId }, async (db, after) => {
    const made = await db.query(
      `INSERT INTO source (tenant_id, id, slug, name, product, secret) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (tenant_id, slug) DO NOTHING RETURNING id`,
      [tenantId, id, slug, name, product, sealSecret(platform, id, newWebhookSecret())],
    )
    if (made.length === 0) return
    const change = { action: 'source.create', objectType: 'source', objectId: id, detail: { slug, name, product } }
    await recordChangeBy(db, { tenantId, actor, requestId: null }, change)
    after(() => announceSource(platform, { tenantId, slug }))
  })
}
