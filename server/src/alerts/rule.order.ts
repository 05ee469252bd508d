import { Field, InputType, registerEnumType } from 'type-graphql'
import { Direction } from '../platform/direction'
import { badInput } from '../platform/errors'
import type { Keyset } from '../platform/page'
import { parseDateTime } from '../platform/scalars'
import { judgedSql } from './rule.count'

export enum RuleSort {
  ALERTS = 'ALERTS',
  FALSE_POSITIVE_RATE = 'FALSE_POSITIVE_RATE',
  LAST_SEEN = 'LAST_SEEN',
  NAME = 'NAME',
}
registerEnumType(RuleSort, {
  name: 'RuleSort',
  valuesConfig: {
    ALERTS: { description: 'How many alerts it has made.' },
    FALSE_POSITIVE_RATE: { description: 'Those without a verdict last.' },
    LAST_SEEN: { description: 'When an alert of it last took an event.' },
    NAME: { description: 'Whatever the case of its letters.' },
  },
})

@InputType({ description: 'The id breaks ties. A cursor belongs to its orderBy; with another it is BAD_USER_INPUT.' })
export class RuleOrder {
  @Field(() => RuleSort, { defaultValue: RuleSort.ALERTS })
  field!: RuleSort

  @Field(() => Direction, { defaultValue: Direction.DESC })
  direction!: Direction
}

export const usualRuleOrder: RuleOrder = { field: RuleSort.ALERTS, direction: Direction.DESC }

/** What rules are sorted by: never null, so that one range of keysets holds them all. */
export interface RuleKey {
  /** Of a rule's alerts, as `counted.key`; null when they do not count. */
  counted: string | null
  /** Of the rule `r` beside them. */
  sql: string
  type: string
  fits(value: Keyset[0]): boolean
}

const isNumber = (value: Keyset[0]): boolean => typeof value === 'number'

/** Beyond every rate, on the side that is read last. */
const noRate = ({ direction }: RuleOrder): number => (direction === Direction.DESC ? -1 : 2)

const keys: Record<RuleSort, (order: RuleOrder) => RuleKey> = {
  ALERTS: () => ({ counted: 'count(*)::int', sql: 'coalesce(counted.key, 0)', type: 'int', fits: isWhole }),
  FALSE_POSITIVE_RATE: (order) => ({
    counted: `(count(*) FILTER (WHERE a.verdict = 'FALSE_POSITIVE'))::float8 / nullif(count(*) FILTER (WHERE ${judgedSql}), 0)`,
    sql: `coalesce(counted.key, ${noRate(order)})`,
    type: 'float8',
    fits: isNumber,
  }),
  LAST_SEEN: () => ({
    counted: 'max(a.last_seen_at)',
    sql: 'coalesce(counted.key, r.first_seen_at)',
    type: 'timestamptz',
    fits: (value) => typeof value === 'string' && parseDateTime(value) !== null,
  }),
  NAME: () => ({
    counted: null,
    sql: 'fold_case(r.name) COLLATE "C"',
    type: 'text',
    fits: (value) => typeof value === 'string' && !/[\0\p{Cs}]/u.test(value),
  }),
}

const isWhole = (value: Keyset[0]): boolean => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31

/** @throws BAD_USER_INPUT for a cursor that this list never gave out */
export function ruleKey(order: RuleOrder, from: Keyset | null): RuleKey {
  const key = keys[order.field](order)
  if (from && !key.fits(from[0])) throw badInput('after', 'is not a cursor of this list')
  return key
}
