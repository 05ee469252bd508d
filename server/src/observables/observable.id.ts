import { sha256Hex } from '../platform/crypto'
import { foldCase } from '../platform/filter/fold-case'
import type { ObservableValue } from './observable.type'

/**
 * The id of a value in a tenant: a UUID of version 8 (RFC 9562 §5.8) from the SHA-256 of tenant, type and value, whatever its case. Made and
 * not looked up, so storing an event asks nothing, and a value that is searched for becomes a key of the index.
 */
export function observableId(tenantId: string, { type, value }: ObservableValue): string {
  const hex = sha256Hex(`${tenantId}\0${type}\0${foldCase(value)}`)
  const variant = ((parseInt(hex.charAt(16), 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export interface NamedObservable extends ObservableValue {
  id: string
}

export const named = (tenantId: string, values: readonly ObservableValue[]): NamedObservable[] =>
  values.map((one) => ({ ...one, id: observableId(tenantId, one) }))

/** By what an event's values are compared with the IOCs of its tenant. */
export const iocKey = ({ type, value }: ObservableValue): string => `${type}\0${foldCase(value)}`
