import { tenantOf, type Context } from '../platform/context'
import type { Db } from '../platform/database'
import { Params } from '../platform/filter/rule'
import { alertAsker } from './alert.asker'
import { alertFilters } from './alert.filter'
import type { AlertFilter } from './alert.filter.input'

/** Which alerts a statement is about; it calls their table `a`. */
export interface Where {
  params: Params
  conditions: string[]
}

/** The alerts of the request's tenant that match now. Each call of what it gives is for one statement. Check the filter first. */
export async function whereAlerts(ctx: Context, db: Db, filter: AlertFilter | null | undefined): Promise<() => Where> {
  const asker = await alertAsker(ctx, db, filter)
  return () => {
    const params = new Params()
    const conditions = [`a.tenant_id = ${params.add(tenantOf(ctx).id, 'uuid')}`]
    if (filter) conditions.push(alertFilters.sql(filter, params, asker))
    return { params, conditions }
  }
}
