import type { Context } from '../platform/context'
import { Params, type Asker } from '../platform/filter/rule'
import { alertFilters } from './alert.filter'
import type { AlertFilter } from './alert.filter.input'

/** The viewer, at this moment. */
export const askerOf = (ctx: Context): Asker => ({
  userId: ctx.viewer?.kind === 'USER' ? ctx.viewer.id : null,
  now: new Date(),
})

/** Which alerts a statement is about; it calls their table `a`. Check the filter first. */
export interface Where {
  params: Params
  conditions: string[]
}

export function whereAlerts(tenantId: string, filter: AlertFilter | null | undefined, asker: Asker): Where {
  const params = new Params()
  const conditions = [`a.tenant_id = ${params.add(tenantId, 'uuid')}`]
  if (filter) conditions.push(alertFilters.sql(filter, params, asker))
  return { params, conditions }
}
