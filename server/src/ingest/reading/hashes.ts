import { hashOf, textOf } from './fields'

export interface Hashes {
  md5?: string
  sha1?: string
  sha256?: string
}

const kinds = ['md5', 'sha1', 'sha256'] as const

/** Out of `SHA1=…,MD5=…,SHA256=…,IMPHASH=…`, as Sysmon writes them; told by their names. */
export function namedHashes(value: unknown): Hashes {
  const found: Hashes = {}
  for (const part of (textOf(value, 2_000) ?? '').split(/[,;\s]+/)) {
    const [name = '', digest] = part.split(/[=:]/)
    const kind = kinds.find((one) => one === name.toLowerCase().replace('-', ''))
    const hash = kind && hashOf(digest, kind)
    if (hash) found[kind] = hash
  }
  return found
}

/** The kind that a bare digest of that length has; null for what is none. */
export function hashKindOf(value: unknown): keyof Hashes | null {
  return kinds.find((kind) => hashOf(value, kind) !== null) ?? null
}
