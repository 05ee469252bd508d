import { recordChange } from '../audit/change'
import { inTenant, signedIn, tenantOf, type Context } from '../platform/context'
import type { Db } from '../platform/database'
import { notFound } from '../platform/errors'
import { isUuid, newId } from '../platform/ids'
import { checked } from '../platform/input'
import { announceRights } from '../platform/rights'
import { ApiKey } from './api-key.entity'
import { newKey, type CreateApiKeyInput, type CreateApiKeyPayload } from './api-key.input'
import { keySecretHash, newKeyToken } from './api-key.token'
import { assertHolds } from './role'

/** All keys of the tenant, revoked ones too, the latest first. */
export function apiKeys(ctx: Context): Promise<ApiKey[]> {
  return inTenant(ctx, (db) => db.rows(ApiKey, 'SELECT * FROM api_key ORDER BY id DESC'))
}

export async function apiKeyById(ctx: Context, id: string): Promise<ApiKey | null> {
  const [found] = await inTenant(ctx, (db) => db.rows(ApiKey, 'SELECT * FROM api_key WHERE id = $1', [id]))
  return found ?? null
}

/** Makes a key that carries at most what its maker holds. @throws BAD_USER_INPUT, FORBIDDEN */
export async function createApiKey(ctx: Context, input: CreateApiKeyInput): Promise<CreateApiKeyPayload> {
  const viewer = signedIn(ctx)
  const { name, scopes, expiresAt = null } = checked(newKey, input)
  assertHolds(viewer, scopes)
  const token = newKeyToken()
  const apiKey = Object.assign(new ApiKey(), {
    tenantId: tenantOf(ctx).id,
    id: newId(),
    name,
    prefix: token.prefix,
    scopes,
    createdBy: viewer.kind === 'USER' ? viewer.id : null,
    createdAt: new Date(),
    expiresAt,
    lastUsedAt: null,
    revokedAt: null,
  })
  await inTenant(ctx, async (db) => {
    await insertKey(db, apiKey, keySecretHash(token.secret))
    const detail = { name, scopes, expiresAt }
    await recordChange(db, ctx, { action: 'apiKey.create', objectType: 'apiKey', objectId: apiKey.id, detail })
  })
  return { apiKey, secret: token.text }
}

async function insertKey(db: Db, key: ApiKey, secretHash: Buffer): Promise<void> {
  await db.query(
    `INSERT INTO api_key (tenant_id, id, name, prefix, secret_hash, scopes, created_by, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [key.tenantId, key.id, key.name, key.prefix, secretHash, key.scopes, key.createdBy, key.createdAt, key.expiresAt],
  )
}

/** Ends a key for good; a second time changes nothing. @throws NOT_FOUND */
export function revokeApiKey(ctx: Context, id: string): Promise<{ apiKey: ApiKey }> {
  return inTenant(ctx, async (db, after) => {
    if (!isUuid(id)) throw notFound('API key')
    const [apiKey] = await db.rows(ApiKey, 'SELECT * FROM api_key WHERE id = $1 FOR UPDATE', [id])
    if (!apiKey) throw notFound('API key')
    if (apiKey.revokedAt) return { apiKey }
    apiKey.revokedAt = new Date()
    await db.execute('UPDATE api_key SET revoked_at = $2 WHERE id = $1', [apiKey.id, apiKey.revokedAt])
    const fields = [{ field: 'revokedAt', from: null, to: apiKey.revokedAt }]
    await recordChange(db, ctx, { action: 'apiKey.revoke', objectType: 'apiKey', objectId: apiKey.id, fields })
    after(() => announceRights(ctx.platform, apiKey.id))
    return { apiKey }
  })
}
