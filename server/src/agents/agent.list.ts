import { inTenant, tenantOf, type Context } from '../platform/context'
import { Direction } from '../platform/direction'
import { badInput } from '../platform/errors'
import { foldCase } from '../platform/filter/fold-case'
import { cursorOf, orderMark, pageOf, pageRequest, type Keyset, type PageArgs } from '../platform/page'
import { parseDateTime } from '../platform/scalars'
import { AgentConnection } from './agent.connection'
import { Agent } from './agent.entity'
import { type AgentSort, usualAgentOrder, type AgentFilter, type AgentOrder } from './agent.list.input'
import { checkAgentFilter, whereAgents } from './agent.where'

export interface AgentListArgs extends PageArgs {
  filter?: AgentFilter | null
  orderBy?: AgentOrder | null
}

/** What an order sorts by. Each has an index that ends with the id. */
interface SortColumn {
  column: string
  type: string
  read(agent: Agent): string
  /** Could a cursor of this order hold this value? */
  fits(value: Keyset[0]): boolean
}

const time = (column: string, read: (agent: Agent) => Date): SortColumn => ({
  column,
  type: 'timestamptz',
  read: (agent) => read(agent).toISOString(),
  fits: (value) => typeof value === 'string' && /^[1-9]\d{3}-/.test(value) && parseDateTime(value) !== null,
})

const columns: Record<AgentSort, SortColumn> = {
  NAME: {
    column: 'a.folded_name COLLATE "C"',
    type: 'text',
    read: ({ name }) => foldCase(name),
    fits: (value) => typeof value === 'string' && !/[\0\p{Cs}]/u.test(value),
  },
  LAST_SEEN_AT: time('a.last_seen_at', (agent) => agent.lastSeenAt),
  ENROLLED_AT: time('a.enrolled_at', (agent) => agent.enrolledAt),
}

/** A page of the tenant's agents. @throws BAD_USER_INPUT */
export async function listAgents(ctx: Context, args: AgentListArgs): Promise<AgentConnection> {
  const filter = args.filter ?? {}
  const order = args.orderBy ?? usualAgentOrder
  const mark = orderMark('agents', order.field, order.direction, filter)
  checkAgentFilter(filter)
  const request = pageRequest(args, mark)
  const sort = columns[order.field]
  if (request.from && !sort.fits(request.from[0])) {
    throw badInput(request.isBackward ? 'before' : 'after', 'is not a cursor of this list')
  }
  const isDescending = (order.direction === Direction.DESC) !== request.isBackward
  const [word, than] = isDescending ? ['DESC', '<'] : ['ASC', '>']
  const { params, conditions } = whereAgents(tenantOf(ctx).id, filter, new Date())
  if (request.from) {
    const [value, id] = request.from
    conditions.push(`(${sort.column}, a.id) ${than} (${params.add(value, sort.type)}, ${params.add(id, 'uuid')})`)
  }
  const sql = `SELECT a.* FROM agent a WHERE ${conditions.join(' AND ')}
    ORDER BY ${sort.column} ${word}, a.id ${word} LIMIT ${request.limit + 1}`
  const rows = await inTenant(ctx, (db) => db.rows(Agent, sql, params.values))
  const page = pageOf(rows, request, (agent) => cursorOf(mark, [sort.read(agent), agent.id]))
  let counted: Promise<number> | null = null
  return new AgentConnection(page, () => (counted ??= countAgents(ctx, filter)))
}

async function countAgents(ctx: Context, filter: AgentFilter): Promise<number> {
  const { params, conditions } = whereAgents(tenantOf(ctx).id, filter, new Date())
  const sql = `SELECT count(*)::int AS count FROM agent a WHERE ${conditions.join(' AND ')}`
  const [row] = await inTenant(ctx, (db) => db.query<{ count: number }>(sql, params.values))
  return row?.count ?? 0
}
