import { z } from 'zod'
import { inTenant, tenantOf, type Context } from '../platform/context'
import type { Db } from '../platform/database'
import { Direction } from '../platform/direction'
import { foldCase } from '../platform/filter/fold-case'
import { Params } from '../platform/filter/rule'
import { isUuid } from '../platform/ids'
import { checked, shortText } from '../platform/input'
import {
  cursorOf,
  orderMark,
  pageOf,
  pageRequest,
  type Keyset,
  type PageArgs,
  type PageRequest,
} from '../platform/page'
import { tally, type InTime, type Where } from '../platform/tally'
import { Rule } from '../rules/rule.entity'
import { mostRulesCounted, RuleConnection, type RuleFilter } from './rule.connection'
import { tooManyAlerts, whereRuled } from './rule.count'
import { ruleKey, usualRuleOrder, type RuleKey, type RuleOrder } from './rule.order'

export interface RuleListArgs extends PageArgs {
  filter?: RuleFilter | null
  orderBy?: RuleOrder | null
}

const shape = z
  .object({
    text: shortText(200, 0).nullish(),
    product: shortText(200).nullish(),
    hasGuide: z.boolean().nullish(),
    ownerId: z.string().refine(isUuid, 'is not an id').nullish(),
  })
  .nullish()

interface Place {
  id: string
  key: Keyset[0] | Date
}

/**
 * A page of the tenant's rules. Sorting by what became of their alerts counts those of all rules, for a bounded time and once for all who
 * ask within a second; by name it does not.
 *
 * @throws UNPROCESSABLE when there are too many alerts to be counted in time
 */
export async function listRules(ctx: Context, args: RuleListArgs): Promise<RuleConnection> {
  const filter = checked(shape, args.filter, 'filter') ?? {}
  const order = args.orderBy ?? usualRuleOrder
  const mark = orderMark('rules', order.field, order.direction, filter)
  const request = pageRequest(args, mark)
  const key = ruleKey(order, request.from)
  const isDescending = (order.direction === Direction.DESC) !== request.isBackward
  const question = ['page', order, filter, request]
  const places = await tally(ctx, { line: 'rules', question, tooLong: tooManyAlerts }, (db, inTime) =>
    readPlaces(ctx, { db, inTime, filter, key, isDescending, request }),
  )
  const rules = await rulesIn(ctx, places)
  const keys = new Map(places.map((place) => [place.id, keyOf(place)]))
  const page = pageOf(rules, request, ({ id }) => cursorOf(mark, [keys.get(id) ?? null, id]))
  return new RuleConnection(page, () => countRules(ctx, filter))
}

const keyOf = ({ key }: Place): Keyset[0] => (key instanceof Date ? key.toISOString() : key)

interface Reading {
  db: Db
  inTime: InTime
  filter: RuleFilter
  key: RuleKey
  isDescending: boolean
  request: PageRequest
}

async function readPlaces(ctx: Context, reading: Reading): Promise<Place[]> {
  const { db, inTime, filter, key, isDescending, request } = reading
  const { params, conditions } = await inTime(whereRuled(ctx))
  const counted = key.counted
    ? `LEFT JOIN (SELECT a.detection_rule_id AS id, ${key.counted} AS key FROM alert a WHERE ${conditions.join(' AND ')}
         GROUP BY a.detection_rule_id) AS counted USING (id)`
    : ''
  const where = whereRules(ctx, filter, key.counted ? params : new Params())
  const [word, than] = isDescending ? ['DESC', '<'] : ['ASC', '>']
  if (request.from) {
    const [value, id] = request.from
    where.conditions.push(
      `(${key.sql}, r.id) ${than} (${where.params.add(value, key.type)}, ${where.params.add(id, 'uuid')})`,
    )
  }
  return db.query<Place>(
    `SELECT r.id, ${key.sql} AS key FROM rule r ${counted} WHERE ${where.conditions.join(' AND ')}
     ORDER BY 2 ${word}, r.id ${word} LIMIT ${request.limit + 1}`,
    where.params.values,
  )
}

function whereRules(ctx: Context, filter: RuleFilter, params = new Params()): Where {
  const conditions = [`r.tenant_id = ${params.add(tenantOf(ctx).id, 'uuid')}`]
  const { text, product, hasGuide, ownerId } = filter
  if (text) {
    const place = params.add(foldCase(text), 'text')
    conditions.push(`(strpos(fold_case(r.name), ${place}) > 0 OR strpos(fold_case(r.rule_id), ${place}) > 0)`)
  }
  if (product != null) conditions.push(`fold_case(r.product) = ${params.add(foldCase(product), 'text')}`)
  if (hasGuide != null) conditions.push(`r.guide IS ${hasGuide ? 'NOT ' : ''}NULL`)
  if (ownerId != null) conditions.push(`r.owner_id = ${params.add(ownerId, 'uuid')}`)
  return { params, conditions }
}

/** As they are now, in the order of their places. */
async function rulesIn(ctx: Context, places: Place[]): Promise<Rule[]> {
  if (places.length === 0) return []
  const ids = places.map(({ id }) => id)
  return inTenant(ctx, (db) =>
    db.rows(
      Rule,
      `SELECT r.* FROM rule r JOIN unnest($1::uuid[]) WITH ORDINALITY AS place(id, at) ON place.id = r.id ORDER BY place.at`,
      [ids],
    ),
  )
}

async function countRules(ctx: Context, filter: RuleFilter): Promise<number> {
  const { params, conditions } = whereRules(ctx, filter)
  const [row] = await inTenant(ctx, (db) =>
    db.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM (SELECT FROM rule r WHERE ${conditions.join(' AND ')} LIMIT ${mostRulesCounted + 1}) AS counted`,
      params.values,
    ),
  )
  return row?.count ?? 0
}
