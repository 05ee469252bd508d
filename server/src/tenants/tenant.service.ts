import { ActorKind, actorOf, type Actor } from '../audit/actor'
import { recordChangeBy } from '../audit/change'
import { signedIn, type Context, type Platform } from '../platform/context'
import type { Db } from '../platform/database'
import { AppError, isUniqueViolation, notFound } from '../platform/errors'
import { newId } from '../platform/ids'
import { checked } from '../platform/input'
import { announceRights } from '../platform/rights'
import { Tenant } from './tenant.entity'
import {
  newTenant,
  tenantChange,
  type CreateTenantInput,
  type CreateTenantPayload,
  type UpdateTenantInput,
  type UpdateTenantPayload,
} from './tenant.input'

/** Deeds of the server itself. */
export const system: Actor = { kind: ActorKind.SYSTEM, id: null, name: 'Tocsin' }

/** Opens a tenant; the operator who does so becomes its first administrator. @throws CONFLICT when the slug is taken. */
export async function createTenant(ctx: Context, input: CreateTenantInput): Promise<CreateTenantPayload> {
  const viewer = signedIn(ctx)
  const tenant = Object.assign(new Tenant(), { id: newId(), ...checked(newTenant, input) })
  const { database } = ctx.platform
  try {
    await database.transaction({ tenantId: tenant.id, userId: viewer.id }, async (db, after) => {
      await insertTenant(db, tenant, { actor: actorOf(ctx), requestId: ctx.requestId })
      await insertAdmin(db, tenant.id, viewer.id)
      after(() => announceRights(ctx.platform, viewer.id))
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('CONFLICT', `The slug ${tenant.slug} is taken`)
    throw error
  }
  return { tenant }
}

/** Renames a tenant, sets its retention or its quota, on its own record; others see it within seconds. Equal values are no change. @throws NOT_FOUND */
export async function updateTenant(ctx: Context, input: UpdateTenantInput): Promise<UpdateTenantPayload> {
  const viewer = signedIn(ctx)
  const { id, ...wanted } = checked(tenantChange, input)
  return ctx.platform.database.transaction({ tenantId: id, userId: viewer.id }, async (db, after) => {
    const [row] = await db.query<TenantRow>('SELECT * FROM tenant WHERE id = $1 FOR UPDATE', [id])
    if (!row) throw notFound('Tenant')
    const name = wanted.name ?? row.name
    const days = wanted.eventRetentionDays ?? row.event_retention_days
    const quota = quotaOf(wanted.dailyEventQuota, row.daily_event_quota)
    const tenant = asTenant({ ...row, name })
    const fields = [
      { field: 'name', from: row.name, to: name },
      { field: 'eventRetentionDays', from: row.event_retention_days, to: days },
      { field: 'dailyEventQuota', from: row.daily_event_quota, to: quota },
    ].filter(({ from, to }) => from !== to)
    if (fields.length === 0) return { tenant }
    await db.query('UPDATE tenant SET name = $2, event_retention_days = $3, daily_event_quota = $4 WHERE id = $1', [
      id,
      name,
      days,
      quota,
    ])
    const author = { tenantId: id, actor: actorOf(ctx), requestId: ctx.requestId }
    await recordChangeBy(db, author, { action: 'tenant.update', objectType: 'tenant', objectId: id, fields })
    after(() => announceRights(ctx.platform, viewer.id))
    return { tenant }
  })
}

/** Absent leaves it, 0 takes it away. */
const quotaOf = (wanted: number | null | undefined, present: number | null): number | null =>
  wanted == null ? present : wanted || null

interface TenantRow {
  id: string
  slug: string
  name: string
  event_retention_days: number
  daily_event_quota: number | null
}

interface Author {
  actor: Actor
  requestId: string | null
}

/** Writes a tenant and its first audit entry. The transaction must act in that very tenant. */
export async function insertTenant(db: Db, tenant: Tenant, author: Author): Promise<void> {
  await db.query('INSERT INTO tenant (id, slug, name) VALUES ($1, $2, $3)', [tenant.id, tenant.slug, tenant.name])
  const detail = { slug: tenant.slug, name: tenant.name }
  const change = { action: 'tenant.create', objectType: 'tenant', objectId: tenant.id, detail }
  await recordChangeBy(db, { tenantId: tenant.id, ...author }, change)
}

/** The first member of a tenant. What roles may do is told in auth/role.ts, above this module. */
export async function insertAdmin(db: Db, tenantId: string, userId: string): Promise<void> {
  await db.query("INSERT INTO membership (tenant_id, user_id, role) VALUES ($1, $2, 'ADMIN')", [tenantId, userId])
}

/** All tenants for an operator; else those the viewer is a member of; for a key its own. */
export async function visibleTenants(ctx: Context): Promise<Tenant[]> {
  const viewer = signedIn(ctx)
  if (viewer.kind === 'API_KEY') return ctx.tenant ? [asTenant(ctx.tenant)] : []
  const { database } = ctx.platform
  const rows = viewer.isOperator
    ? await database.lookUp<Tenant>('lookup_all_tenants', [])
    : await database.lookUp<Tenant>('lookup_tenants_of', [viewer.id])
  return rows.map(asTenant)
}

/** A tenant by its slug, before anybody has signed in. */
export async function tenantBySlug(platform: Platform, slug: string): Promise<Tenant | null> {
  const [row] = await platform.database.lookUp<Tenant>('lookup_tenant', [slug, null])
  return row ? asTenant(row) : null
}

export const asTenant = ({ id, slug, name }: { id: string; slug: string; name: string }): Tenant =>
  Object.assign(new Tenant(), { id, slug, name })
