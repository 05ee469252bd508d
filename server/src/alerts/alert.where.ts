import { tenantOf, type Context } from '../platform/context'
import type { Db } from '../platform/database'
import { Params } from '../platform/filter/rule'
import type { Where } from '../platform/tally'
import { alertAsker } from './alert.asker'
import { alertFilters } from './alert.filter'
import type { AlertFilter } from './alert.filter.input'

/** The alerts of the request's tenant that match now; statements call their table `a`. Each call of what it gives is for one statement. Check the filter first. */
export async function whereAlerts(ctx: Context, db: Db, filter: AlertFilter | null | undefined): Promise<() => Where> {
  const asker = await alertAsker(ctx, db, filter)
  return () => {
    const params = new Params()
    const conditions = [`a.tenant_id = ${params.add(tenantOf(ctx).id, 'uuid')}`]
    if (filter) conditions.push(alertFilters.sql(filter, params, asker))
    return { params, conditions }
  }
}
