import { isDeepStrictEqual } from 'node:util'
import { recordChange, type FieldChange } from '../audit/change'
import { inTenant, tenantOf, type Context } from '../platform/context'
import type { Db } from '../platform/database'
import { AppError, isUniqueViolation, notFound } from '../platform/errors'
import { isUuid, newId } from '../platform/ids'
import { checked } from '../platform/input'
import { assertKeepable, assertMayImport, assertSendable } from './source.authentication'
import type { DedupRuleInput } from './source.dedup'
import { Source } from './source.entity'
import { announceSource } from './source.events'
import {
  newSource,
  secretRotation,
  sourceChange,
  type CreateWebhookSourceInput,
  type CreateWebhookSourcePayload,
  type RotateSourceSecretInput,
  type RotateSourceSecretPayload,
  type UpdateSourceInput,
  type UpdateSourcePayload,
} from './source.input'
import { newWebhookSecret, openSecret, sealSecret, tokenHashOf } from './source.secret'

/** Opens a webhook address. @throws CONFLICT when the slug is taken in this tenant. */
export async function createWebhookSource(
  ctx: Context,
  input: CreateWebhookSourceInput,
): Promise<CreateWebhookSourcePayload> {
  const { slug, name, product, authentication, kind: becomes, secret: imported } = checked(newSource, input)
  const id = newId()
  assertMayImport(authentication, imported)
  const secret = imported ?? newWebhookSecret(authentication)
  assertSendable(authentication, secret)
  const sealed = sealSecret(ctx.platform, id, secret)
  const tokenHash = tokenHashOf(authentication, secret)
  try {
    return await inTenant(ctx, async (db, after) => {
      const [source] = await db.rows(
        Source,
        `INSERT INTO source (tenant_id, id, slug, name, product, authentication, kind, secret, token_hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING *`,
        [tenantOf(ctx).id, id, slug, name, product ?? 'generic', authentication, becomes, sealed, tokenHash],
      )
      if (!source) throw new Error('INSERT returned no row')
      const kind = imported ? 'imported' : 'generated'
      const detail = { slug, name, product: source.product, authentication, kind: becomes, secret: kind }
      await recordChange(db, ctx, { action: 'source.create', objectType: 'source', objectId: id, detail })
      after(() => announceSource(ctx.platform, source))
      return { source, secret }
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('CONFLICT', `The slug ${slug} is taken`)
    throw error
  }
}

const settings = [
  'name',
  'product',
  'enabled',
  'authentication',
  'kind',
  'idempotencySeconds',
  'ratePerSecond',
  'burst',
  'dedupByVendorId',
  'dedupFields',
  'dedupWindowSeconds',
  'memoryDays',
  'onResolution',
] as const

/** Changes what is given; equal values are no change. @throws NOT_FOUND, CONFLICT when the secret does not fit a new way of proof */
export async function updateSource(ctx: Context, input: UpdateSourceInput): Promise<UpdateSourcePayload> {
  const { id, dedup, ...rest } = checked(sourceChange, input)
  const wanted = { ...rest, ...columnsOfRule(dedup ?? {}) }
  return inTenant(ctx, async (db, after) => {
    const source = await lockSource(db, id)
    const fields: FieldChange[] = []
    for (const field of settings) {
      const to = wanted[field]
      if (to == null || isDeepStrictEqual(to, source[field])) continue
      fields.push({ field, from: source[field], to })
      Object.assign(source, { [field]: to })
    }
    if (fields.length === 0) return { source }
    const secret = openSecret(ctx.platform, source.id, source.secret).toString()
    assertKeepable(source.authentication, secret)
    await db.query(
      `UPDATE source SET name = $2, product = $3, enabled = $4, authentication = $5,
         kind = $6, idempotency_seconds = $7, rate_per_second = $8, burst = $9,
         dedup_by_vendor_id = $10, dedup_fields = $11, dedup_window_seconds = $12, memory_days = $13, on_resolution = $14, token_hash = $15,
         previous_token_hash = CASE WHEN $15::bytea IS NOT NULL THEN previous_token_hash END WHERE id = $1`,
      [source.id, ...settings.map((field) => source[field]), tokenHashOf(source.authentication, secret)],
    )
    await recordChange(db, ctx, { action: 'source.update', objectType: 'source', objectId: source.id, fields })
    after(() => announceSource(ctx.platform, source))
    return { source }
  })
}

const columnsOfRule = ({ byVendorId, fields, windowSeconds, memoryDays }: DedupRuleInput) => ({
  dedupByVendorId: byVendorId,
  dedupFields: fields,
  dedupWindowSeconds: windowSeconds,
  memoryDays,
})

/** Gives a source a new secret; the old one works on for the overlap, an older one ends now. @throws NOT_FOUND */
export async function rotateSourceSecret(
  ctx: Context,
  input: RotateSourceSecretInput,
): Promise<RotateSourceSecretPayload> {
  const { id, secret: imported, overlapSeconds: asked, authentication: wanted } = checked(secretRotation, input)
  return inTenant(ctx, async (db, after) => {
    const before = await lockSource(db, id)
    const authentication = wanted ?? before.authentication
    assertMayImport(authentication, imported)
    const secret = imported ?? newWebhookSecret(authentication)
    assertSendable(authentication, secret)
    const isOtherWay = authentication !== before.authentication
    const overlapSeconds = isOtherWay ? 0 : asked // an old secret proves nothing in a new way
    const [source] = await db.rows(Source, rotateSql, [
      id,
      sealSecret(ctx.platform, id, secret),
      overlapSeconds,
      authentication,
      tokenHashOf(authentication, secret),
    ])
    if (!source) throw notFound('Source')
    const detail = { overlapSeconds, secret: imported ? 'imported' : 'generated' }
    const fields = isOtherWay ? [{ field: 'authentication', from: before.authentication, to: authentication }] : []
    await recordChange(db, ctx, { action: 'source.rotateSecret', objectType: 'source', objectId: id, detail, fields })
    after(() => announceSource(ctx.platform, source))
    return { source, secret }
  })
}

const rotateSql = `
  UPDATE source SET secret = $2, secret_rotated_at = now(), authentication = $4, token_hash = $5,
    previous_secret = CASE WHEN $3::int > 0 THEN secret END,
    previous_token_hash = CASE WHEN $3::int > 0 THEN token_hash END,
    previous_secret_until = CASE WHEN $3::int > 0 THEN now() + make_interval(secs => $3::int) END
  WHERE id = $1 RETURNING *`

async function lockSource(db: Db, id: string): Promise<Source> {
  const [source] = await db.rows(Source, 'SELECT * FROM source WHERE id = $1 FOR UPDATE', [id])
  if (!source) throw notFound('Source')
  return source
}

export const sources = (ctx: Context): Promise<Source[]> =>
  inTenant(ctx, (db) => db.rows(Source, 'SELECT * FROM source ORDER BY slug LIMIT 1000'))

export async function sourceOf(ctx: Context, id: string): Promise<Source | null> {
  if (!isUuid(id)) return null
  const [source] = await inTenant(ctx, (db) => db.rows(Source, 'SELECT * FROM source WHERE id = $1', [id]))
  return source ?? null
}
