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
  /** Where it differs from what sources are made with; by column. */
  settings?: Partial<Record<'on_resolution' | 'dedup_window_seconds' | 'memory_days', string | number>>
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
  { settings, ...facts }: OwnSource,
  actor: Actor,
): Promise<void> {
  const id = newId()
  const row = { tenant_id: tenantId, id, ...facts, secret: sealSecret(platform, id, newWebhookSecret()), ...settings }
  const columns = Object.keys(row)
  const places = columns.map((_, index) => `$${index + 1}`)
  await platform.database.transaction({ tenantId }, async (db, after) => {
    const made = await db.query(
      `INSERT INTO source (${columns.join(', ')}) VALUES (${places.join(', ')})
       ON CONFLICT (tenant_id, slug) DO NOTHING RETURNING id`,
      Object.values(row),
    )
    if (made.length === 0) return
    const change = { action: 'source.create', objectType: 'source', objectId: id, detail: facts }
    await recordChangeBy(db, { tenantId, actor, requestId: null }, change)
    after(() => announceSource(platform, { tenantId, slug: facts.slug }))
  })
}
