import { inTenant, type Context } from '../platform/context'
import type { Db } from '../platform/database'
import { Direction } from '../platform/direction'
import { cursorOf, orderMark, pageOf, pageRequest, type PageArgs, type PageRequest } from '../platform/page'
import type { Where } from '../platform/tally'
import { AlertConnection, type AlertCount } from './alert.connection'
import { Alert } from './alert.entity'
import { alertFacets } from './alert.facet'
import { alertFilters } from './alert.filter'
import type { AlertFilter } from './alert.filter.input'
import { sortColumn, stretchesOf, usualOrder, type AlertOrder, type SortColumn, type Stretch } from './alert.order'
import { whereAlerts } from './alert.where'

export interface AlertListArgs extends PageArgs {
  filter?: AlertFilter | null
  orderBy?: AlertOrder | null
}

const mostCounted = 10_000

/** A page of the tenant's alerts: one statement, or two where an order by event time passes into the alerts without one. */
export async function listAlerts(ctx: Context, args: AlertListArgs): Promise<AlertConnection> {
  const { filter } = args
  const order = args.orderBy ?? usualOrder
  const mark = orderMark('alerts', order.field, order.direction, filter ?? {})
  alertFilters.check(filter)
  const request = pageRequest(args, mark)
  const sort = sortColumn(order)
  const rows = await inTenant(ctx, async (db) => {
    const list = new AlertList(db, await whereAlerts(ctx, db, filter))
    return list.read(sort, order.direction, request)
  })
  const page = pageOf(rows, request, (alert) => cursorOf(mark, [sort.read(alert), alert.id]))
  return new AlertConnection(page, {
    count: () => inTenant(ctx, async (db) => new AlertList(db, await whereAlerts(ctx, db, filter)).count()),
    facets: (fields, top) => alertFacets(ctx, { filter, fields, top }),
  })
}

class AlertList {
  constructor(
    private readonly db: Db,
    private readonly where: () => Where,
  ) {}

  async read(sort: SortColumn, direction: Direction, request: PageRequest): Promise<Alert[]> {
    const isDescending = (direction === Direction.DESC) !== request.isBackward
    const rows: Alert[] = []
    for (const stretch of stretchesOf(sort, request.from, request.isBackward)) {
      const missing = request.limit + 1 - rows.length
      if (missing > 0) rows.push(...(await this.readStretch({ sort, isDescending, stretch, limit: missing })))
    }
    return rows
  }

  private readStretch({ sort, isDescending, stretch, limit }: Reading): Promise<Alert[]> {
    const { params, conditions } = this.where()
    const [word, than] = isDescending ? ['DESC', '<'] : ['ASC', '>']
    if (sort.isNullable) conditions.push(`${sort.column} IS ${stretch.isNull ? '' : 'NOT '}NULL`)
    const [value, id] = stretch.from ?? []
    if (id !== undefined) {
      const place = params.add(id, 'uuid')
      conditions.push(
        stretch.isNull
          ? `a.id ${than} ${place}`
          : `(${sort.column}, a.id) ${than} (${params.add(value, sort.type)}, ${place})`,
      )
    }
    // Said as the index has it, or the planner would sort.
    const nulls = sort.isNullable ? ` NULLS ${isDescending ? 'LAST' : 'FIRST'}` : ''
    const sql = `SELECT a.* FROM alert a WHERE ${conditions.join(' AND ')}
      ORDER BY ${sort.column} ${word}${nulls}, a.id ${word} LIMIT ${limit}`
    return this.db.rows(Alert, sql, params.values)
  }

  async count(): Promise<AlertCount> {
    const { params, conditions } = this.where()
    const [row] = await this.db.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM (SELECT FROM alert a WHERE ${conditions.join(' AND ')} LIMIT ${mostCounted + 1}) AS counted`,
      params.values,
    )
    const count = row?.count ?? 0
    return { count: Math.min(count, mostCounted), isExact: count <= mostCounted }
  }
}

interface Reading {
  sort: SortColumn
  isDescending: boolean
  stretch: Stretch
  limit: number
}
