import type { Context } from '../platform/context'
import type { Db } from '../platform/database'
import { sourceAsker, type SourceAsker } from '../sources/source.filter'
import { alertFilters } from './alert.filter'
import type { AlertFilter } from './alert.filter.input'

/** Who asks for alerts, when, and the tenant's sources where the filter names one. */
export type AlertAsker = SourceAsker

/** The viewer, at this moment. */
export const alertAsker = (ctx: Context, db: Db, filter: AlertFilter | null | undefined): Promise<AlertAsker> =>
  sourceAsker(ctx, db, alertFilters.fieldsOf(filter))
