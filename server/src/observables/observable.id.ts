import { foldCase } from '../platform/filter/fold-case'
import { derivedId } from '../platform/ids'
import type { ObservableValue } from './observable.type'

/**
 * The id of a value in a tenant, whatever its case. Made and not looked up, so storing an event asks nothing, and a value that is searched
 * for becomes a key of the index.
 */
export const observableId = (tenantId: string, { type, value }: ObservableValue): string =>
  derivedId(tenantId, type, foldCase(value))

export interface NamedObservable extends ObservableValue {
  id: string
}

export const named = (tenantId: string, values: readonly ObservableValue[]): NamedObservable[] =>
  values.map((one) => ({ ...one, id: observableId(tenantId, one) }))

/** By what an event's values are compared with the IOCs of its tenant. */
export const iocKey = ({ type, value }: ObservableValue): string => `${type}\0${foldCase(value)}`
