import { equalInConstantTime, hmacSha256 } from '../platform/crypto'
import type { KnownSource } from '../sources/source.directory'

/** Stands in where there is no secret, so that an unknown source costs the same work as a known one. */
const dummySecret = Buffer.alloc(32)
const pattern = /^sha256=([0-9a-f]{64})$/i

/**
 * Checks `X-Signature: sha256=<hex of HMAC-SHA-256 over the raw body>` in constant time. A body that fails has been through two HMACs,
 * whether the source is known, unknown, disabled or in an overlap.
 *
 * @returns null when it is well signed, else why not: for the tenant's admin, never for the sender.
 */
export function signatureFault(
  source: KnownSource | null,
  header: string | undefined,
  body: Buffer,
  now: number,
): string | null {
  const usable = source?.enabled ? source : null
  const previous = usable?.previousSecret
  const given = pattern.exec(header ?? '')?.[1]
  const sent = given ? Buffer.from(given, 'hex') : Buffer.alloc(32)
  const matches = (secret: Buffer | undefined) => {
    const isSame = equalInConstantTime(hmacSha256(secret ?? dummySecret, body), sent)
    return isSame && secret !== undefined && given !== undefined
  }
  if (matches(usable?.secret)) return null
  if (matches(previous && previous.until > now ? previous.secret : undefined)) return null
  if (!source) return 'unknown source'
  if (!source.enabled) return 'source is disabled'
  if (header === undefined) return 'no signature'
  return given ? 'signature mismatch' : 'signature is not of the form sha256=<64 hex digits>'
}
