import type { Context } from '../platform/context'
import type { Db } from '../platform/database'
import type { Asker } from '../platform/filter/rule'
import { alertFilters } from './alert.filter'
import type { AlertFilter } from './alert.filter.input'

/** Who asks for alerts, when, and the tenant's sources where the filter names one. */
export interface AlertAsker extends Asker {
  sources: readonly { id: string; slug: string }[]
}

/** The viewer, at this moment. */
export async function alertAsker(ctx: Context, db: Db, filter: AlertFilter | null | undefined): Promise<AlertAsker> {
  const userId = ctx.viewer?.kind === 'USER' ? ctx.viewer.id : null
  const sources = alertFilters.fieldsOf(filter).has('source')
    ? await db.query<{ id: string; slug: string }>('SELECT id, slug FROM source')
    : []
  return { userId, now: new Date(), sources }
}
