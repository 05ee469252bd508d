import { recordChangeBy } from '../audit/change'
import type { Platform } from '../platform/context'
import { newId } from '../platform/ids'
import { system, tenantBySlug } from '../tenants/tenant.service'
import { newWebhookSecret, sealSecret } from './source.secret'

export interface FirstSource {
  slug: string
  /** The secret that was generated just now, to be shown once; null when it was given or the source was there before. */
  generatedSecret: string | null
}

/** Of the source that every first tenant has. */
export const firstSlug = 'siem'

/** The source that every first tenant has. Idempotent, and safe when two nodes start together: the unique slug decides. */
export async function ensureFirstSource(platform: Platform): Promise<FirstSource> {
  const tenant = await tenantBySlug(platform, platform.config.TOCSIN_TENANT)
  if (!tenant) throw new Error('The first tenant is made before its first source')
  const given = platform.config.WEBHOOK_SECRET
  const secret = given ?? newWebhookSecret()
  const id = newId()
  const isNew = await platform.database.transaction({ tenantId: tenant.id }, async (db) => {
    const made = await db.query(
      `INSERT INTO source (tenant_id, id, slug, name, product, secret) VALUES ($1, $2, $3, 'SIEM', 'generic', $4)
       ON CONFLICT (tenant_id, slug) DO NOTHING RETURNING id`,
      [tenant.id, id, firstSlug, sealSecret(platform, id, secret)],
    )
    if (made.length === 0) return false
    const detail = { slug: firstSlug, name: 'SIEM', product: 'generic', secret: given ? 'imported' : 'generated' }
    const change = { action: 'source.create', objectType: 'source', objectId: id, detail }
    await recordChangeBy(db, { tenantId: tenant.id, actor: system, requestId: null }, change)
    return true
  })
  return { slug: firstSlug, generatedSecret: isNew && !given ? secret : null }
}
