import type { Context } from '../platform/context'
import type { Db } from '../platform/database'
import { isAmong } from '../platform/filter/choice-filter'
import { anyOf, type Asker, type Rule } from '../platform/filter/rule'
import { stringRule, type StringFilter } from '../platform/filter/string-filter'

/** Who asks, when, and the tenant's sources where the filter names one. */
export interface SourceAsker extends Asker {
  sources: readonly { id: string; slug: string }[]
}

/** The viewer, at this moment. @param fields what the filter reads (`FilterLanguage.fieldsOf`) */
export async function sourceAsker(ctx: Context, db: Db, fields: ReadonlySet<string>): Promise<SourceAsker> {
  const userId = ctx.viewer?.kind === 'USER' ? ctx.viewer.id : null
  const sources = fields.has('source')
    ? await db.query<{ id: string; slug: string }>('SELECT id, slug FROM source')
    : []
  return { userId, now: new Date(), sources }
}

interface Sent {
  sourceSlug: string | null
}

const sourceName = stringRule<Sent>({
  reads: ['source'],
  columns: [],
  read: ({ sourceSlug }) => [sourceSlug],
})

/**
 * Names are turned into ids before the statement is planned. Of an id Postgres knows how many rows it has; from a sub-select it would
 * guess, and look through all rows for the few of a quiet source.
 */
export const sourceRule = <Row extends Sent>(column: string): Rule<StringFilter, Row, SourceAsker> => ({
  ...sourceName,
  sql(input, params, asker) {
    const fits = (sourceSlug: string | null) => sourceName.matches(input, { sourceSlug }, asker)
    const ids = asker.sources.filter(({ slug }) => fits(slug)).map(({ id }) => id)
    const isNone = fits(null) ? [`${column} IS NULL`] : []
    return anyOf([isAmong(column, ids, 'uuid', params), ...isNone])
  },
})
