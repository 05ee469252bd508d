import type { AlertFilter, ObservableType } from '../gql/graphql'
import { defangObservable } from './defang'
import { sentenceCase } from './words'

/** Every type there is, in the order in which they are told: where, what, who. The compiler holds it to the schema. */
const LABELS: Record<ObservableType, string> = {
  IP_ADDRESS: 'IP address',
  SUBNET: 'Subnet',
  DOMAIN: 'Domain',
  URL: 'URL',
  HOSTNAME: 'Host',
  MAC_ADDRESS: 'MAC address',
  EMAIL_ADDRESS: 'E-mail address',
  USER: 'User',
  HASH_SHA256: 'SHA-256',
  HASH_SHA1: 'SHA-1',
  HASH_MD5: 'MD5',
  FILE_NAME: 'File',
  FILE_PATH: 'File path',
  PROCESS_NAME: 'Process',
  REGISTRY_KEY: 'Registry key',
  RESOURCE: 'Resource',
  CVE: 'CVE',
}

export const OBSERVABLE_TYPES = Object.keys(LABELS) as ObservableType[]

/** "IP address"; a type that this version does not know in plain words. */
export const typeLabel = (type: string): string =>
  Object.hasOwn(LABELS, type) ? LABELS[type as ObservableType] : sentenceCase(type)

export const TLPS = ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED'] as const

/** Values by type, the types in the order of OBSERVABLE_TYPES; within a type what is known to be bad comes first. */
export function byType<Value extends { type: string; isIoc: boolean }>(
  values: readonly Value[],
): { type: string; values: Value[] }[] {
  const place = (type: string) => {
    const at = (OBSERVABLE_TYPES as string[]).indexOf(type)
    return at < 0 ? OBSERVABLE_TYPES.length : at
  }
  const types = [...new Set(values.map(({ type }) => type))].sort((a, b) => place(a) - place(b) || a.localeCompare(b))
  return types.map((type) => ({
    type,
    values: values.filter((one) => one.type === type).sort((a, b) => Number(b.isIoc) - Number(a.isIoc)),
  }))
}

/** The address of the queue of all alerts, closed ones too, that hold this value. */
export function queueOfValue(type: string, value: string): { filter: string; status: string } {
  const filter: AlertFilter = { observable: { type, value: { eq: value } } }
  return { filter: JSON.stringify(filter), status: 'all' }
}

/** "IP address 203[.]0[.]113[.]9" for a filter that asks for one value and nothing else; null for any other. */
export function observableFilterWords(filter: AlertFilter): string | null {
  const { observable, ...others } = filter
  const value = observable?.value.eq
  if (!observable || !value || Object.keys(others).length > 0) return null
  const type = observable.type
  return type ? `${typeLabel(type)} ${defangObservable(type, value)}` : `Holds ${value}`
}

/** Does it count as bad at this moment (ms)? One whose time is over, or has not come, does not. */
export function isBadAt(
  { isIoc, validFrom, validUntil }: { isIoc: boolean; validFrom?: string | null; validUntil?: string | null },
  now: number,
): boolean {
  if (!isIoc) return false
  return !(validFrom && Date.parse(validFrom) > now) && !(validUntil && Date.parse(validUntil) <= now)
}
