import { createHash } from 'node:crypto'
import { Field, ObjectType } from 'type-graphql'
import { badInput } from './errors'
import { isUuid } from './ids'

@ObjectType()
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean

  @Field(() => Boolean)
  hasPreviousPage!: boolean

  @Field(() => String, { nullable: true })
  startCursor!: string | null

  @Field(() => String, { nullable: true })
  endCursor!: string | null
}

export interface PageArgs {
  first?: number | null
  after?: string | null
  last?: number | null
  before?: string | null
}

/** One page to read: `limit` rows plus one that tells whether there are more, from the end when `isBackward`. */
export interface PageRequest {
  limit: number
  isBackward: boolean
  /** The keyset after (or before) which the page starts: [sort value, id]. */
  from: Keyset | null
}

export type Keyset = [value: string | number | null, id: string]

/** Short name of an order and filter: a cursor made for one is refused by another. */
export const orderMark = (...parts: unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 8)

/** @throws BAD_USER_INPUT when sizes are out of 1–100, both directions are asked, or the cursor belongs to another order or filter. */
export function pageRequest(args: PageArgs, mark: string): PageRequest {
  if (args.first != null && args.last != null) throw badInput('last', 'take first or last, not both')
  const isBackward = args.last != null
  if (isBackward ? args.after != null : args.before != null) {
    throw badInput(isBackward ? 'after' : 'before', 'goes with the other direction')
  }
  const limit = args.first ?? args.last ?? 50
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    throw badInput(isBackward ? 'last' : 'first', 'must be 1 to 100')
  const cursor = isBackward ? args.before : args.after
  return { limit, isBackward, from: cursor == null ? null : readCursor(cursor, mark, isBackward ? 'before' : 'after') }
}

export const cursorOf = (mark: string, keyset: Keyset): string =>
  Buffer.from(JSON.stringify([mark, ...keyset])).toString('base64url')

function readCursor(cursor: string, mark: string, path: string): Keyset {
  const parts = parseCursor(cursor)
  if (!parts) throw badInput(path, 'is not a cursor of this list')
  if (parts[0] !== mark) throw badInput(path, 'belongs to another order or filter')
  return [parts[1], parts[2]]
}

function parseCursor(cursor: string): [string, string | number | null, string] | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (!Array.isArray(parts) || parts.length !== 3) return null
    const [mark, value, id] = parts as unknown[]
    const isValue = value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))
    return typeof mark === 'string' && isValue && isUuid(id) ? [mark, value, id] : null
  } catch {
    return null
  }
}

export interface Page<Row> {
  edges: { cursor: string; node: Row }[]
  nodes: Row[]
  pageInfo: PageInfo
}

/** Rows as read (limit + 1, in reading direction) to a Relay connection, always in list order. */
export function pageOf<Row>(rows: Row[], request: PageRequest, cursor: (row: Row) => string): Page<Row> {
  const hasMore = rows.length > request.limit
  const nodes = rows.slice(0, request.limit)
  if (request.isBackward) nodes.reverse()
  const edges = nodes.map((node) => ({ cursor: cursor(node), node }))
  const hasOtherSide = request.from !== null
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: request.isBackward ? hasOtherSide : hasMore,
      hasPreviousPage: request.isBackward ? hasMore : hasOtherSide,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}
