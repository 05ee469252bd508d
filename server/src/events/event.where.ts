import { tenantOf, type Context } from '../platform/context'
import type { Db } from '../platform/database'
import { Params } from '../platform/filter/rule'
import type { Where } from '../platform/tally'
import { sourceAsker } from '../sources/source.filter'
import { eventFilters } from './event.filter'
import type { EventFilter } from './event.filter.input'

/** The events of the request's tenant that match now; statements call their table `e`. Each call of what it gives is for one statement. Check the filter first. */
export async function whereEvents(ctx: Context, db: Db, filter: EventFilter | null | undefined): Promise<() => Where> {
  const asker = await sourceAsker(ctx, db, eventFilters.fieldsOf(filter))
  return () => {
    const params = new Params()
    const conditions = [`e.tenant_id = ${params.add(tenantOf(ctx).id, 'uuid')}`]
    if (filter) conditions.push(eventFilters.sql(filter, params, asker))
    return { params, conditions }
  }
}
