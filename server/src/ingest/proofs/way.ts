import { createHmac } from 'node:crypto'

/** What a request shows to prove whose it is: its headers, by lower-case name, and the token in its address. */
export interface Shown {
  header: (name: string) => string | undefined
  token: string | null
}

/** What was shown, ready to be compared. */
export interface Evidence {
  /** 32 bytes each; one that matches is enough. */
  claims: Buffer[]
  /** What is signed before the body. */
  prefix: string
  /** Unix seconds that are signed too; null when nothing says when the request was made. */
  signedAt: number | null
}

/** One way to prove whose a delivery is. Pure: what was shown, and what a secret would have shown, become 32 bytes to compare. */
export interface Way {
  /** True when the proof is over the body, which must then be there whole before anything is believed. */
  coversBody: boolean
  /** True when the proof says when the request was made, always or where the sender is set up so. */
  signsTime: boolean
  /** What is shown, or why there is nothing to compare: for the tenant's admin, never for the sender. */
  read(shown: Shown, body: readonly Buffer[]): Evidence | string
  /** The key of the HMAC-SHA-256 that is computed for every way. */
  keyOf(secret: Buffer): Buffer
  /** What a holder of the secret would have shown. */
  expected(secret: Buffer, mac: Buffer): Buffer
  /** The request that a holder of the secret makes. */
  show(secret: Buffer, body: Buffer, made: Made): Shown
  wrong: string
}

/** When a request is made, in milliseconds, and a name for it. */
export interface Made {
  now: number
  id: string
}

export function hmacOver(key: Buffer, prefix: string, body: readonly Buffer[]): Buffer {
  const hmac = createHmac('sha256', key).update(prefix)
  for (const chunk of body) hmac.update(chunk)
  return hmac.digest()
}

export const shownBy = (headers: Record<string, string>, token: string | null = null): Shown => ({
  header: (name) => headers[name],
  token,
})

/** Unix seconds as text; null for anything else. */
export const secondsOf = (text: string): number | null => (/^\d{1,12}$/.test(text) ? Number(text) : null)

/** 32 bytes from 64 hex digits; null for anything else. */
export const digestOf = (hex: string): Buffer | null => (/^[0-9a-f]{64}$/i.test(hex) ? Buffer.from(hex, 'hex') : null)
