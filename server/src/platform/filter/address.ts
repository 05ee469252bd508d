import { isIPv4, isIPv6 } from 'node:net'

/**
 * An address as bytes that sort by family, then number: 4 or 6, then the 4 or 16 bytes. An IPv4 address in IPv6's clothes (::ffff:a.b.c.d)
 * is the IPv4 address; a zone (%eth0) is left out. Null when the text is no address. Bytes, not Postgres' inet: text from a payload may
 * be anything, and a cast of it would throw in the middle of a list.
 */
export function addressBytes(text: string): Buffer | null {
  const plain = text.trim().replace(/%.*$/s, '')
  if (isIPv4(plain)) return Buffer.from([4, ...plain.split('.').map(Number)])
  if (!isIPv6(plain)) return null
  const bytes = v6Bytes(plain)
  const isMapped = bytes.subarray(0, 12).equals(mappedPrefix)
  return isMapped ? Buffer.from([4, ...bytes.subarray(12)]) : Buffer.from([6, ...bytes])
}

const mappedPrefix = Buffer.from('00000000000000000000ffff', 'hex')

function v6Bytes(text: string): Buffer {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text)
  const [, head = '', ...octets] = dotted ?? []
  const tail = Buffer.from(octets.map(Number)).toString('hex')
  const hex = dotted ? `${head}${tail.slice(0, 4)}:${tail.slice(4)}` : text
  const [left = '', right] = hex.split('::')
  const groups = (part: string) => part.split(':').filter(Boolean)
  const fill = right === undefined ? 0 : 8 - groups(left).length - groups(right).length
  const all = [...groups(left), ...Array<string>(fill).fill('0'), ...groups(right ?? '')]
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex')
}

/** First and last address of a block, both included. */
export interface AddressRange {
  first: Buffer
  last: Buffer
}

/** The range of an address or CIDR block ("10.0.0.5/8" is the block it lies in); null when the text is neither. */
export function addressRange(text: string): AddressRange | null {
  const [, address = '', length] = /^([^/]*)(?:\/(\d{1,3}))?$/s.exec(text.trim()) ?? []
  const bytes = addressBytes(address)
  if (!bytes) return null
  const written = length === undefined ? undefined : Number(length)
  const bits = prefixBits(address, bytes, written)
  if (bits === null) return null
  const first = Buffer.from(bytes)
  const last = Buffer.from(bytes)
  for (let bit = bits; bit < (bytes.length - 1) * 8; bit++) {
    const at = 1 + (bit >> 3)
    const mask = 0x80 >> (bit & 7)
    first[at] = (first[at] ?? 0) & ~mask
    last[at] = (last[at] ?? 0) | mask
  }
  return { first, last }
}

/** Prefix length counted in the bytes kept: ::ffff:10.0.0.0/104 is 10.0.0.0/8. Null when it is too long (or, mapped, too short). */
function prefixBits(address: string, bytes: Buffer, written: number | undefined): number | null {
  const size = (bytes.length - 1) * 8
  if (written === undefined) return size
  const isMapped = bytes[0] === 4 && address.includes(':')
  const bits = isMapped ? written - 96 : written
  return bits >= 0 && bits <= size ? bits : null
}

export const isInRange = (bytes: Buffer, range: AddressRange): boolean =>
  bytes.compare(range.first) >= 0 && bytes.compare(range.last) <= 0
