import { Field, InputType, registerEnumType } from 'type-graphql'
import { Direction } from '../platform/direction'
import { badInput } from '../platform/errors'
import type { Keyset } from '../platform/page'
import { parseDateTime } from '../platform/scalars'
import type { Alert } from './alert.entity'

export enum AlertSort {
  RISK_SCORE = 'RISK_SCORE',
  SEVERITY = 'SEVERITY',
  FIRST_SEEN_AT = 'FIRST_SEEN_AT',
  LAST_SEEN_AT = 'LAST_SEEN_AT',
  EVENT_AT = 'EVENT_AT',
  UPDATED_AT = 'UPDATED_AT',
  NUMBER = 'NUMBER',
}
registerEnumType(AlertSort, { name: 'AlertSort' })

@InputType({
  description: 'Nulls last, id breaks ties. A cursor belongs to its orderBy; with another it is BAD_USER_INPUT.',
})
export class AlertOrder {
  @Field(() => AlertSort, { defaultValue: AlertSort.RISK_SCORE })
  field!: AlertSort

  @Field(() => Direction, { defaultValue: Direction.DESC })
  direction!: Direction
}

export const usualOrder: AlertOrder = { field: AlertSort.RISK_SCORE, direction: Direction.DESC }

/** What an order sorts by. Each has an index that ends with the id. */
export interface SortColumn {
  column: string
  type: string
  isNullable: boolean
  read(alert: Alert): Keyset[0]
  /** Could a cursor of this order hold this value? */
  fits(value: Keyset[0]): boolean
}

const time = (column: string, read: (alert: Alert) => Date | null, isNullable = false): SortColumn => ({
  column,
  type: 'timestamptz',
  isNullable,
  read: (alert) => read(alert)?.toISOString() ?? null,
  fits: (value) => typeof value === 'string' && /^[1-9]\d{3}-/.test(value) && parseDateTime(value) !== null,
})

const whole = (column: string, type: string, largest: number, read: (alert: Alert) => number): SortColumn => ({
  column,
  type,
  isNullable: false,
  read,
  fits: (value) => typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= largest,
})

const columns: Record<AlertSort, SortColumn> = {
  RISK_SCORE: {
    column: 'a.risk_score',
    type: 'real',
    isNullable: false,
    read: (alert) => alert.riskScore,
    fits: (value) => typeof value === 'number' && value >= 0 && value <= 100,
  },
  SEVERITY: whole('a.severity', 'smallint', 6, (alert) => alert.severityId),
  NUMBER: whole('a.number', 'int', 2 ** 31 - 1, (alert) => alert.number),
  FIRST_SEEN_AT: time('a.first_seen_at', (alert) => alert.firstSeenAt),
  LAST_SEEN_AT: time('a.last_seen_at', (alert) => alert.lastSeenAt),
  EVENT_AT: time('a.event_at', (alert) => alert.eventAt, true),
  UPDATED_AT: time('a.updated_at', (alert) => alert.updatedAt),
}

export const sortColumn = (order: AlertOrder): SortColumn => columns[order.field]

/** One stretch of a list that one index range holds: those with a value, or those without. */
export interface Stretch {
  isNull: boolean
  /** Where in the stretch to go on; from its edge when null. */
  from: Keyset | null
}

/**
 * The stretches to read, in reading order. Nulls come last in the list, so first when it is read from its end. A condition with OR over
 * both would lose the index, hence one after the other.
 *
 * @throws BAD_USER_INPUT for a cursor that this list never gave out.
 */
export function stretchesOf(sort: SortColumn, from: Keyset | null, isBackward: boolean): Stretch[] {
  if (from && !(from[0] === null ? sort.isNullable : sort.fits(from[0]))) {
    throw badInput(isBackward ? 'before' : 'after', 'is not a cursor of this list')
  }
  if (!sort.isNullable) return [{ isNull: false, from }]
  const all = isBackward ? [true, false] : [false, true]
  const left = from ? all.slice(all.indexOf(from[0] === null)) : all
  return left.map((isNull, index) => ({ isNull, from: index === 0 ? from : null }))
}
