import { isIP, SocketAddress } from 'node:net'
import { addressRange } from '../platform/filter/address'
import { ObservableType, type ObservableValue } from './observable.type'
import { refang } from './refang'

/** Longest value of any type, in characters. */
export const longestValue = 2_000

/** Neither of Postgres' text nor of a name: control characters (NUL among them) and halves of surrogate pairs. */
const unwritable = /[\p{Cc}\p{Cs}]/u

/**
 * One spelling for each thing: trimmed, addresses, names and hashes in lower case. Null for what is no such thing, for placeholders and for
 * what is too long. Idempotent. Text that is written in upper and lower case (users, paths, URLs) is kept as it came; its case makes no other
 * observable, see observable.id.ts.
 */
export function canonicalOf(type: ObservableType, text: string): string | null {
  const plain = text.trim()
  if (plain === '' || plain.length > longestValue || unwritable.test(plain)) return null
  return (writers[type] ?? asItIs)(plain)
}

/** The observable that a text is, or null. */
export function observableOf(type: ObservableType, text: string): ObservableValue | null {
  const value = canonicalOf(type, text)
  return value === null ? null : { type, value }
}

/** Values that people defang. A path may well hold a backslash before a dot. */
const defanged = new Set<ObservableType>([
  ...[ObservableType.HOSTNAME, ObservableType.DOMAIN, ObservableType.IP_ADDRESS, ObservableType.SUBNET],
  ...[ObservableType.EMAIL_ADDRESS, ObservableType.URL],
])

/** The observable that a text means which people or feeds have written, who defang what is dangerous; or null. */
export const understoodAs = (type: ObservableType, text: string): ObservableValue | null =>
  observableOf(type, defanged.has(type) ? refang(text) : text)

const asItIs = (text: string): string => text

/** RFC 1035 §2.3.4 and the underscore that Windows and DNS records use; the dot of the root is left out. An address is no name. */
function nameOf(text: string): string | null {
  const name = text.toLowerCase().replace(/\.$/, '')
  if (name.length > 253 || isIP(name) !== 0) return null
  return /^[\p{L}\p{N}_]([\p{L}\p{N}\p{M}_.-]*[\p{L}\p{N}\p{M}_])?$/u.test(name) ? name : null
}

/** As RFC 5952 writes it; an IPv4 address in IPv6's clothes is the IPv4 address, a zone is left out. */
function addressOf(text: string): string | null {
  const plain = text.replace(/%.*$/s, '')
  const family = isIP(plain)
  if (family === 0) return null
  const address = family === 4 ? plain : v6Of(plain)
  return address === '0.0.0.0' || address === '::' ? null : address // no address: "any", or "none"
}

function v6Of(text: string): string {
  const { address } = new SocketAddress({ address: text, family: 'ipv6' })
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1] ?? address
}

const hashOf =
  (digits: number) =>
  (text: string): string | null => {
    const hash = text.toLowerCase()
    return hash.length === digits && /^[0-9a-f]+$/.test(hash) && /[^0]/.test(hash) ? hash : null // all zeros: the sender has none
  }

function mailOf(text: string): string | null {
  const address = (/<([^<>]+)>$/.exec(text)?.[1] ?? text).trim().toLowerCase() // "Ana" <ana@x.test>
  return address.length <= 320 && /^[^\s@<>]+@[^\s@<>]+$/.test(address) ? address : null
}

function macOf(text: string): string | null {
  const digits = text.toLowerCase().replace(/[:.-]/g, '')
  return /^[0-9a-f]{12}$/.test(digits) ? digits.replace(/..(?=.)/g, '$&:') : null
}

const writers: Partial<Record<ObservableType, (text: string) => string | null>> = {
  HOSTNAME: nameOf,
  DOMAIN: nameOf,
  IP_ADDRESS: addressOf,
  SUBNET: (text) => (text.includes('/') && addressRange(text) ? text.toLowerCase() : null),
  MAC_ADDRESS: macOf,
  EMAIL_ADDRESS: mailOf,
  URL: (text) => (/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : null),
  HASH_MD5: hashOf(32),
  HASH_SHA1: hashOf(40),
  HASH_SHA256: hashOf(64),
  CVE: (text) => (/^cve-\d{4}-\d{4,}$/i.test(text) ? text.toUpperCase() : null),
}
