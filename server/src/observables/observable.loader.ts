import { inTenant, type Context } from '../platform/context'
import { notFound } from '../platform/errors'
import { isUuid } from '../platform/ids'
import { load } from '../platform/loaders'
import { Observable } from './observable.entity'

/** An observable of the request's tenant. @throws NOT_FOUND for another tenant's and for what is no id at all. */
export async function observableById(ctx: Context, id: string): Promise<Observable> {
  const observable = isUuid(id) ? await load(ctx, observablesById, id.toLowerCase()) : null
  if (!observable) throw notFound('Observable')
  return observable
}

/** For `node(id)`: null instead of an error, also for those who may not read alerts. */
export async function observableNode(ctx: Context, id: string): Promise<Observable | null> {
  if (!ctx.tenant || !ctx.viewer?.permissions.has('alert:read')) return null
  return load(ctx, observablesById, id.toLowerCase())
}

async function observablesById(ctx: Context, ids: string[]): Promise<Map<string, Observable>> {
  const rows = await inTenant(ctx, (db) =>
    db.rows(Observable, 'SELECT * FROM observable WHERE id = ANY ($1::uuid[])', [ids]),
  )
  return new Map(rows.map((observable) => [observable.id, observable]))
}
