import { randomBytes } from 'node:crypto'
import { equalInConstantTime, randomSecret, sha256 } from '../platform/crypto'

/** `tsk_<16 hex digits>_<43 characters>`: a type that secret scanners recognise, a name to find the row by, and 256 random bits. */
const form = /^(tsk_[0-9a-f]{16})_([A-Za-z0-9_-]{43})$/

export interface KeyToken {
  prefix: string
  secret: string
}

export function newKeyToken(): KeyToken & { text: string } {
  const prefix = `tsk_${randomBytes(8).toString('hex')}`
  const secret = randomSecret(32)
  return { prefix, secret, text: `${prefix}_${secret}` }
}

/** Null when the text is no key at all. */
export function parseKeyToken(text: string): KeyToken | null {
  const [, prefix, secret] = form.exec(text) ?? []
  return prefix && secret ? { prefix, secret } : null
}

/** A fast hash does: what is hashed is random, not chosen by a person. */
export const keySecretHash = (secret: string): Buffer => sha256(secret)

export const isKeySecret = (secret: string, hash: Buffer): boolean => equalInConstantTime(keySecretHash(secret), hash)

/**
 * The key a caller presents, from `X-API-Key` or `Authorization: Bearer`; null when none. Other schemes (a proxy's Basic) are not ours.
 */
export function presentedKey(headers: { apiKey?: string | null; authorization?: string | null }): string | null {
  if (headers.apiKey) return headers.apiKey.trim()
  return /^Bearer +(.*)$/i.exec(headers.authorization ?? '')?.[1]?.trim() ?? null
}
