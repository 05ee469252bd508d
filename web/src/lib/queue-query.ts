import type { AlertFilter, AlertOrder, AlertSort } from '../gql/graphql'
import { filterOfJson } from './filter-json'
import { filterOf } from './queue-filter'
import { fieldSpec, isPossible, queueFields, type QueueField } from './queue-fields'
import { listOf, listText, textsOf, type UrlQuery } from './url-query'

export type Mode = 'only' | 'not'

/** Only those with one of the values, or none that has one. */
export interface Condition {
  field: QueueField
  mode: Mode
  values: string[]
}

/** What the queue shows: everything that stands in its URL besides the open alert. */
export interface Queue {
  /** At most one per field and mode. */
  conditions: Condition[]
  /** Words to look for; empty for none. */
  text: string
  /** First seen at most so many seconds ago. */
  within: number | null
  /** Closed and suppressed alerts as well. Without it, and without a status of its own, a queue is of the open ones. */
  isAnyStatus: boolean
  /** What has no readable form in the URL, such as a condition of a saved view. */
  extra: AlertFilter | null
  order: Required<AlertOrder>
}

export interface QueueQuery {
  queue: Queue
  filter: AlertFilter
  order: Required<AlertOrder>
  /** What could not be read and was left out, in words for people. */
  faults: string[]
}

export const SORTS = {
  RISK_SCORE: 'risk',
  SEVERITY: 'severity',
  FIRST_SEEN_AT: 'first-seen',
  LAST_SEEN_AT: 'last-seen',
  EVENT_AT: 'event-at',
  UPDATED_AT: 'updated',
  NUMBER: 'number',
} as const satisfies Record<AlertSort, string>

const usualOrder: Required<AlertOrder> = { field: 'RISK_SCORE', direction: 'DESC' }

export const plainQueue: Queue = {
  conditions: [],
  text: '',
  within: null,
  isAnyStatus: false,
  extra: null,
  order: usualOrder,
}

const SECONDS = { m: 60, h: 3_600, d: 86_400 } as const
const ANY_STATUS = 'all'
const paramsOf = (field: QueueField) => [fieldSpec(field).param, `${fieldSpec(field).param}!`]
/** Every name in the URL that is the queue's. `host!=web-1` is read as "host is not web-1". */
const ours = new Set([...queueFields.flatMap(paramsOf), 'since', 'q', 'filter', 'sort'])

/** Reads a URL. Whatever it says there is a queue; what makes no sense is told in `faults`. */
export function queueQuery(query: UrlQuery): QueueQuery {
  const faults: string[] = []
  const conditions = queueFields.flatMap((field) =>
    (['only', 'not'] as const).flatMap((mode) => conditionOf(query, field, mode, faults)),
  )
  const queue: Queue = {
    conditions,
    text: textsOf(query.q).join(' ').trim(),
    within: readWithin(textsOf(query.since)[0], faults),
    isAnyStatus: textsOf(query.status).includes(ANY_STATUS),
    extra: readExtra(textsOf(query.filter)[0], faults),
    order: readOrder(textsOf(query.sort)[0], faults),
  }
  return { queue, filter: filterOf(queue), order: queue.order, faults }
}

/** The URL of a queue. `others` are parameters that are not its own and stay. */
export function urlQueryOf(queue: Queue, others: UrlQuery = {}): UrlQuery {
  const { field, direction } = queue.order
  const isUsual = field === usualOrder.field && direction === usualOrder.direction
  const query: UrlQuery = Object.fromEntries(Object.entries(others).filter(([name]) => !ours.has(name)))
  if (queue.isAnyStatus) query.status = ANY_STATUS
  for (const condition of queue.conditions) {
    const [only = '', not = ''] = paramsOf(condition.field)
    query[condition.mode === 'not' ? not : only] = listText(condition.values)
  }
  if (queue.within) query.since = sinceWord(queue.within)
  if (queue.text) query.q = queue.text
  if (queue.extra) query.filter = JSON.stringify(queue.extra)
  if (!isUsual) query.sort = `${SORTS[field]}${direction === 'ASC' ? '.asc' : ''}`
  return query
}

/** The values a field is narrowed to, or kept out. */
export function valuesOf(queue: Queue, field: QueueField, mode: Mode): string[] {
  return queue.conditions.find((one) => one.field === field && one.mode === mode)?.values ?? []
}

/** The same queue with other values for one field; none removes the condition. */
export function withValues(queue: Queue, field: QueueField, mode: Mode, values: readonly string[]): Queue {
  const others = queue.conditions.filter((one) => one.field !== field || one.mode !== mode)
  const added = values.length > 0 ? [{ field, mode, values: [...new Set(values)] }] : []
  const isStatus = field === 'status' && mode === 'only'
  return {
    ...queue,
    conditions: inOrder([...others, ...added]),
    isAnyStatus: isStatus && values.length > 0 ? false : queue.isAnyStatus,
  }
}

/** Only alerts with this value of the field (others of it go), or all but those. */
export function narrowed(queue: Queue, field: QueueField, value: string, mode: Mode): Queue {
  const without = withoutValue(queue, field, value)
  return withValues(without, field, mode, mode === 'only' ? [value] : [...valuesOf(without, field, 'not'), value])
}

/** Alerts with this value of the field as well. */
export function included(queue: Queue, field: QueueField, value: string): Queue {
  return withValues(withoutValue(queue, field, value), field, 'only', [...valuesOf(queue, field, 'only'), value])
}

/** Neither narrowed to this value nor kept from it. */
export function withoutValue(queue: Queue, field: QueueField, value: string): Queue {
  const modes: readonly Mode[] = ['only', 'not']
  const without = (mode: Mode) => valuesOf(queue, field, mode).filter((one) => one !== value)
  return modes.reduce((result, mode) => withValues(result, field, mode, without(mode)), queue)
}

/** The URL query of the queue that is narrowed by one value; what else stands in the URL stays. */
export function withCondition(query: UrlQuery, field: QueueField, value: string, mode: Mode): UrlQuery {
  return urlQueryOf(narrowed(queueQuery(query).queue, field, value, mode), query)
}

/** Is anything asked for beyond the open alerts? */
export function isNarrowed(queue: Queue): boolean {
  const { conditions, text, within, isAnyStatus, extra } = queue
  return conditions.length > 0 || text !== '' || within !== null || isAnyStatus || extra !== null
}

/** 86,400 seconds as "1d", 5,400 as "90m". */
export function sinceWord(seconds: number): string {
  const unit = (['d', 'h'] as const).find((one) => seconds % SECONDS[one] === 0) ?? 'm'
  return `${seconds / SECONDS[unit]}${unit}`
}

/** The seconds of "15m", "24h" or "7d"; null for what is no span of time. */
export function secondsOf(text: string): number | null {
  const [, count, unit] = /^([1-9]\d{0,4})([mhd])$/.exec(text) ?? []
  return count && unit ? Number(count) * SECONDS[unit as keyof typeof SECONDS] : null
}

function conditionOf(query: UrlQuery, field: QueueField, mode: Mode, faults: string[]): Condition[] {
  const [only = '', not = ''] = paramsOf(field)
  const isAnyStatus = (value: string) => field === 'status' && mode === 'only' && value === ANY_STATUS
  const said = listOf(query[mode === 'not' ? not : only]).filter((value) => !isAnyStatus(value))
  const values = [...new Set(said.filter((value) => isPossible(field, value)))]
  for (const value of said) {
    if (!isPossible(field, value)) faults.push(`${fieldSpec(field).label} “${value}” does not exist.`)
  }
  const isOverruled = field === 'status' && mode === 'only' && textsOf(query.status).includes(ANY_STATUS)
  return values.length > 0 && !isOverruled ? [{ field, mode, values }] : []
}

function readWithin(text: string | undefined, faults: string[]): number | null {
  const seconds = text ? secondsOf(text) : null
  if (text && seconds === null) faults.push(`“${text}” is no span of time such as 15m, 24h or 7d.`)
  return seconds
}

function readExtra(text: string | undefined, faults: string[]): AlertFilter | null {
  if (!text) return null
  const extra = filterOfJson(text)
  if (extra) return Object.keys(extra).length > 0 ? extra : null
  faults.push('The filter in the address is not readable.')
  return null
}

function readOrder(text: string | undefined, faults: string[]): Required<AlertOrder> {
  if (!text) return usualOrder
  const [, name, ascending] = /^(.*?)(\.asc)?$/.exec(text) ?? []
  const field = (Object.keys(SORTS) as AlertSort[]).find((sort) => SORTS[sort] === name)
  if (field) return { field, direction: ascending ? 'ASC' : 'DESC' }
  faults.push(`There is no order “${text}”.`)
  return usualOrder
}

const inOrder = (conditions: Condition[]): Condition[] =>
  conditions.toSorted(
    (a, b) => queueFields.indexOf(a.field) - queueFields.indexOf(b.field) || b.mode.localeCompare(a.mode),
  )
