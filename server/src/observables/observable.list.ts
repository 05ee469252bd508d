import { tenantOf, type Context } from '../platform/context'
import { badInput } from '../platform/errors'
import { isAmong } from '../platform/filter/choice-filter'
import { isGiven, Params } from '../platform/filter/rule'
import { cursorOf, orderMark, pageOf, pageRequest, type Keyset } from '../platform/page'
import { parseDateTime } from '../platform/scalars'
import { inBoundedTime, type Where } from '../platform/tally'
import type { ObservableConnection } from './observable.connection'
import { Observable } from './observable.entity'
import type { ObservableListFilter } from './observable.input'
import { checkObservableFilter, equalIds, partConditions } from './observable.match'

export interface ObservableListArgs {
  filter?: ObservableListFilter | null
  first?: number | null
  after?: string | null
}

const tooLong = 'Looking for these observables would take too long: name a type, or the beginning of the value'

/** A page of the tenant's observables, newest first. @throws BAD_USER_INPUT; UNPROCESSABLE when too many had to be looked at */
export async function listObservables(ctx: Context, args: ObservableListArgs): Promise<ObservableConnection> {
  const filter = args.filter ?? {}
  const mark = orderMark('observables', filter)
  const request = pageRequest({ first: args.first, after: args.after }, mark)
  if (request.from && !isPlace(request.from)) throw badInput('after', 'is not a cursor of this list')
  checkFilter(filter)
  const rows = await inBoundedTime(ctx, { tooLong }, async (db, inTime) => {
    const asked = whereObservables(tenantOf(ctx).id, filter, request.from)
    const { params, conditions } = isGiven(filter.value) ? await inTime(asked) : asked
    const sql = `SELECT o.* FROM observable o WHERE ${conditions.join(' AND ')}
      ORDER BY o.first_seen_at DESC, o.id DESC LIMIT ${request.limit + 1}`
    return db.rows(Observable, sql, params.values)
  })
  return pageOf(rows, request, (row) => cursorOf(mark, [row.firstSeenAt.toISOString(), row.id]))
}

const isPlace = ([at]: Keyset): boolean => typeof at === 'string' && /^\d{4}-/.test(at) && parseDateTime(at) !== null

function checkFilter({ type, value }: ObservableListFilter): void {
  if (value?.isNull != null) throw badInput('filter.value.isNull', 'asks nothing here: every observable has a value')
  checkObservableFilter({ type, value: value ?? {} }, 'filter')
}

function whereObservables(tenantId: string, filter: ObservableListFilter, from: Keyset | null): Where {
  const params = new Params()
  const conditions = [`o.tenant_id = ${params.add(tenantId, 'uuid')}`]
  if (isGiven(filter.type)) conditions.push(`o.type = ${params.add(filter.type, 'text')}`)
  if (isGiven(filter.isIoc)) conditions.push(filter.isIoc ? 'o.is_ioc' : 'NOT o.is_ioc')
  if (isGiven(filter.value)) {
    const { type, value } = filter
    const ids = equalIds(tenantId, { type, value })
    if (ids) conditions.push(isAmong('o.id', ids, 'uuid', params))
    conditions.push(...partConditions(value, params))
  }
  if (from) {
    const place = `${params.add(from[0], 'timestamptz')}, ${params.add(from[1], 'uuid')}`
    conditions.push(`(o.first_seen_at, o.id) < (${place})`)
  }
  return { params, conditions }
}
