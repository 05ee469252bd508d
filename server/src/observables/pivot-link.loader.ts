import { inTenant, tenantOf, type Context } from '../platform/context'
import { load } from '../platform/loaders'
import type { ObservableValue } from './observable.type'
import { PivotLink, type Pivot } from './pivot-link.entity'
import { pivotUrl } from './pivot-link.template'

/** More than these a tenant cannot have. */
export const mostPivotLinks = 50

/** The pivot links of the request's tenant, by type and name. Read once per request. */
export const allPivotLinks = async (ctx: Context): Promise<PivotLink[]> =>
  (await load(ctx, linksOfTenant, tenantOf(ctx).id)) ?? []

/** Row security gives those of the request's tenant alone, which is the only key. */
async function linksOfTenant(ctx: Context, [tenantId = '']: string[]): Promise<Map<string, PivotLink[]>> {
  const sql = `SELECT * FROM pivot_link ORDER BY type, fold_case(name), id LIMIT ${mostPivotLinks}`
  return new Map([[tenantId, await inTenant(ctx, (db) => db.rows(PivotLink, sql))]])
}

/** Where a value can be looked up further. */
export async function pivotsOf(ctx: Context, { type, value }: ObservableValue): Promise<Pivot[]> {
  const links = await allPivotLinks(ctx)
  return links
    .filter((link) => link.type === type)
    .map(({ name, urlTemplate }) => ({ name, url: pivotUrl(urlTemplate, value) }))
}

/** For `node(id)`: null also for those who may not read alerts. */
export async function pivotLinkNode(ctx: Context, id: string): Promise<PivotLink | null> {
  if (!ctx.tenant || !ctx.viewer?.permissions.has('alert:read')) return null
  return (await allPivotLinks(ctx)).find((link) => link.id === id.toLowerCase()) ?? null
}
