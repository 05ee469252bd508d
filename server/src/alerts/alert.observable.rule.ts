import { checkObservableFilter, equalIds, matchesObservable, partConditions } from '../observables/observable.match'
import type { ObservableValue } from '../observables/observable.type'
import { isAmong } from '../platform/filter/choice-filter'
import { allOf, isGiven, type Asker, type Params, type Rule } from '../platform/filter/rule'
import type { ObservableFilter } from './alert.filter.input'

interface Holder {
  tenantId: string
  observableValues: readonly ObservableValue[]
}

/** Whose observables are asked for: their ids are made of the tenant, too. */
export interface ObservableAsker extends Asker {
  tenantId: string
}

/** An alert that holds an observable which meets all conditions. Values that are named in full are looked up by their ids. */
export const observableRule: Rule<ObservableFilter, Holder, ObservableAsker> = {
  reads: ['observables'],
  check: (input, path) => checkObservableFilter(input, path),
  sql(input, params, { tenantId }) {
    const { isNull } = input.value
    const conditions = asksForValue(input) ? [holds(conditionsOf(input, params, tenantId))] : []
    if (isGiven(isNull)) conditions.push(`${isNull ? 'NOT ' : ''}${holds(typeCondition(input, params))}`)
    return allOf(conditions)
  },
  matches(input, { observableValues }) {
    const { isNull } = input.value
    const has = (question: ObservableFilter) => observableValues.some((one) => matchesObservable(question, one))
    if (isGiven(isNull) && isNull === has({ type: input.type, value: {} })) return false
    return !asksForValue(input) || has(input)
  },
}

/** A type alone is a condition too: an alert that holds one of it. */
const asksForValue = ({ type, value: { eq, in: among, contains, startsWith, isNull } }: ObservableFilter): boolean =>
  [eq, among, contains, startsWith].some(isGiven) || (isGiven(type) && !isGiven(isNull))

interface Conditions {
  /** On the link `l`. */
  link: string[]
  /** On the observable `o`; it is joined only when there are any. */
  observable: string[]
}

function conditionsOf(input: ObservableFilter, params: Params, tenantId: string): Conditions {
  const ids = equalIds(tenantId, input)
  const parts = partConditions(input.value, params)
  const link = ids ? [isAmong('l.observable_id', ids, 'uuid', params)] : []
  const isTypeSaid = ids !== null // an id says the type as well
  return { link, observable: [...(isTypeSaid ? [] : typeCondition(input, params).observable), ...parts] }
}

const typeCondition = ({ type }: ObservableFilter, params: Params): Conditions => ({
  link: [],
  observable: isGiven(type) ? [`o.type = ${params.add(type, 'text')}`] : [],
})

function holds({ link, observable }: Conditions): string {
  const join = observable.length > 0 ? ' JOIN observable o ON o.tenant_id = l.tenant_id AND o.id = l.observable_id' : ''
  const all = ['l.tenant_id = a.tenant_id', 'l.alert_id = a.id', ...link, ...observable]
  return `EXISTS (SELECT FROM alert_observable l${join} WHERE ${all.join(' AND ')})`
}
