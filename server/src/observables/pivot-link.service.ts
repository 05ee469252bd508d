import { recordChange, type FieldChange } from '../audit/change'
import { inTenant, tenantOf, type Context } from '../platform/context'
import type { Db } from '../platform/database'
import { AppError, isUniqueViolation, notFound } from '../platform/errors'
import { newId } from '../platform/ids'
import { checked } from '../platform/input'
import { PivotLink } from './pivot-link.entity'
import {
  newPivotLink,
  pivotLinkChange,
  pivotLinkNamed,
  type CreatePivotLinkInput,
  type CreatePivotLinkPayload,
  type DeletePivotLinkInput,
  type DeletePivotLinkPayload,
  type UpdatePivotLinkInput,
  type UpdatePivotLinkPayload,
} from './pivot-link.input'
import { allPivotLinks, mostPivotLinks } from './pivot-link.loader'

export const pivotLinks = (ctx: Context): Promise<PivotLink[]> => allPivotLinks(ctx)

/** @throws CONFLICT when the type has a link of that name, or the tenant has as many as it may. */
export async function createPivotLink(ctx: Context, input: CreatePivotLinkInput): Promise<CreatePivotLinkPayload> {
  const { type, name, urlTemplate } = checked(newPivotLink, input)
  return unlessTaken(name, () =>
    inTenant(ctx, async (db) => {
      const tenantId = tenantOf(ctx).id
      await assertRoom(db, tenantId)
      const [pivotLink] = await db.rows(
        PivotLink,
        'INSERT INTO pivot_link (tenant_id, id, type, name, url_template) VALUES ($1, $2, $3, $4, $5) RETURNING *',
        [tenantId, newId(), type, name, urlTemplate],
      )
      if (!pivotLink) throw new Error('INSERT returned no row')
      const detail = { type, name, urlTemplate }
      await recordChange(db, ctx, { action: 'pivotLink.create', ...objectOf(pivotLink), detail })
      return { pivotLink }
    }),
  )
}

/** Two that add the last one at once take turns. */
async function assertRoom(db: Db, tenantId: string): Promise<void> {
  await db.query("SELECT pg_advisory_xact_lock(hashtextextended('pivot_link/' || $1, 0))", [tenantId])
  const [row] = await db.query<{ count: number }>('SELECT count(*)::int AS count FROM pivot_link')
  if ((row?.count ?? 0) >= mostPivotLinks)
    throw new AppError('CONFLICT', `The tenant has ${mostPivotLinks} pivot links already`)
}

/** Changes what is given; equal values are no change. @throws NOT_FOUND, CONFLICT */
export async function updatePivotLink(ctx: Context, input: UpdatePivotLinkInput): Promise<UpdatePivotLinkPayload> {
  const { id, ...wanted } = checked(pivotLinkChange, input)
  return unlessTaken(wanted.name ?? 'this name', () =>
    inTenant(ctx, async (db) => {
      const pivotLink = await lockPivotLink(db, id)
      const fields: FieldChange[] = []
      for (const field of ['type', 'name', 'urlTemplate'] as const) {
        const to = wanted[field]
        if (to == null || to === pivotLink[field]) continue
        fields.push({ field, from: pivotLink[field], to })
        Object.assign(pivotLink, { [field]: to })
      }
      if (fields.length === 0) return { pivotLink }
      const { type, name, urlTemplate } = pivotLink
      await db.execute('UPDATE pivot_link SET type = $2, name = $3, url_template = $4 WHERE id = $1::uuid', [
        ...[pivotLink.id, type, name, urlTemplate],
      ])
      await recordChange(db, ctx, { action: 'pivotLink.update', ...objectOf(pivotLink), fields })
      return { pivotLink }
    }),
  )
}

/** @throws NOT_FOUND */
export async function deletePivotLink(ctx: Context, input: DeletePivotLinkInput): Promise<DeletePivotLinkPayload> {
  const { id } = checked(pivotLinkNamed, input)
  return inTenant(ctx, async (db) => {
    const pivotLink = await lockPivotLink(db, id)
    await db.execute('DELETE FROM pivot_link WHERE id = $1::uuid', [pivotLink.id])
    const { type, name, urlTemplate } = pivotLink
    const detail = { type, name, urlTemplate }
    await recordChange(db, ctx, { action: 'pivotLink.delete', ...objectOf(pivotLink), detail })
    return { pivotLink }
  })
}

async function lockPivotLink(db: Db, id: string): Promise<PivotLink> {
  const [pivotLink] = await db.rows(PivotLink, 'SELECT * FROM pivot_link WHERE id = $1::uuid FOR UPDATE', [id])
  if (!pivotLink) throw notFound('Pivot link')
  return pivotLink
}

const objectOf = ({ id }: PivotLink) => ({ objectType: 'pivotLink', objectId: id })

async function unlessTaken<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('CONFLICT', `The type has a pivot link called ${name} already`)
    throw error
  }
}
