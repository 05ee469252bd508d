import { addressRange } from '../platform/filter/address'

/** A block of addresses as bytes: see addressBytes. */
export interface Block {
  bytes: Buffer
  /** Length of the prefix, 0–32 or 0–128. */
  bits: number
}

/** The block that a text stands for ("10.0.0.5/8" is the one it lies in; an address alone is a block of one); null when it is none. */
export function blockOf(text: string): Block | null {
  const range = addressRange(text)
  if (!range) return null
  const { first, last } = range
  let bits = 0
  while (bits < (first.length - 1) * 8 && bitAt(first, bits) === bitAt(last, bits)) bits++
  return { bytes: first, bits }
}

/** After the byte that names the family. */
const bitAt = (bytes: Buffer, bit: number): number => ((bytes[1 + (bit >> 3)] ?? 0) >> (7 - (bit & 7))) & 1

/** The one way in which a block is written: 10.0.0.0/8. */
export const blockText = ({ bytes, bits }: Block): string => `${addressText(bytes)}/${bits}`

/** An address as RFC 5952 has it: the URL standard's serialiser does the same. */
export function addressText(bytes: Buffer): string {
  const plain = bytes.subarray(1)
  if (bytes[0] === 4) return plain.join('.')
  const groups = Array.from({ length: 8 }, (_, index) => plain.readUInt16BE(index * 2).toString(16))
  return new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1)
}
