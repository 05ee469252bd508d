import { tenantOf, type Context } from '../platform/context'
import type { Db } from '../platform/database'
import { sourceAsker, type SourceAsker } from '../sources/source.filter'
import { alertFilters } from './alert.filter'
import type { AlertFilter } from './alert.filter.input'
import type { ObservableAsker } from './alert.observable.rule'

/** Who asks for alerts of which tenant, when, and the tenant's sources where the filter names one. */
export type AlertAsker = SourceAsker & ObservableAsker

/** The viewer, at this moment. */
export async function alertAsker(ctx: Context, db: Db, filter: AlertFilter | null | undefined): Promise<AlertAsker> {
  return { ...(await sourceAsker(ctx, db, alertFilters.fieldsOf(filter))), tenantId: tenantOf(ctx).id }
}
