import { isIP } from 'node:net'
import { understoodAs } from './observable.canonical'
import { isObservableType, ObservableType, type ObservableValue } from './observable.type'

/** The value that a product calls so, or null: it writes addresses where it has no name, and may know types that we do not. */
export function saidValue(type: string, text: string): ObservableValue | null {
  if (!isObservableType(type)) return null
  const isName = type === ObservableType.HOSTNAME || type === ObservableType.DOMAIN
  return understoodAs(isName && isIP(text) !== 0 ? ObservableType.IP_ADDRESS : type, text)
}

/** The host that a URL names, an IPv6 address excepted (RFC 3986 §3.2); null for what is no URL with one. */
export const hostOfUrl = (url: string): string | null =>
  /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@\s]*@)?([^/?#:\s[\]]+)/i.exec(url)?.[1] ?? null
