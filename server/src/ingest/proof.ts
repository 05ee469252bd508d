import { equalInConstantTime, hmacSha256, sha256 } from '../platform/crypto'
import { SourceAuthentication } from '../sources/source.authentication'
import type { KnownSource } from '../sources/source.directory'

/** What a request shows to prove whose it is: its headers, by lower-case name. */
export type Shown = (header: string) => string | undefined

/** One way to prove it. Each turns what was shown, and what a secret would have shown, into 32 bytes that are compared in constant time. */
interface Way {
  /** The headers that may carry it; the first that is there counts. */
  headers: string[]
  /** Null when the header is not of the form. */
  shown(text: string): Buffer | null
  /** The header's text, as a sender makes it. */
  show(secret: Buffer, signature: Buffer): string
  /** `signature` is the HMAC-SHA-256 of the body, which is computed for every way. */
  expected(secret: Buffer, signature: Buffer): Buffer
  faults: { absent: string; malformed: string; wrong: string }
}

const ways: Record<SourceAuthentication, Way> = {
  SIGNATURE: {
    headers: ['x-signature', 'x-hub-signature-256'],
    shown: (text) => {
      const hex = /^(?:sha256=)?([0-9a-f]{64})$/i.exec(text)?.[1]
      return hex === undefined ? null : Buffer.from(hex, 'hex')
    },
    show: (_secret, signature) => `sha256=${signature.toString('hex')}`,
    expected: (_secret, signature) => signature,
    faults: {
      absent: 'no signature',
      malformed: 'signature is not 64 hex digits, or sha256= and those',
      wrong: 'signature mismatch',
    },
  },
  BEARER: {
    headers: ['authorization'],
    shown: (text) => {
      const token = /^bearer +([\x21-\x7e]+)$/i.exec(text)?.[1]
      return token === undefined ? null : sha256(token)
    },
    show: (secret) => `Bearer ${secret.toString()}`,
    expected: (secret) => sha256(secret),
    faults: {
      absent: 'no bearer token',
      malformed: 'authorization is not of the form Bearer <secret>',
      wrong: 'bearer token mismatch',
    },
  },
}

/** Stands in where there is no secret, so that an unknown source costs the same work as a known one. */
const dummySecret = Buffer.alloc(32)

/**
 * Checks that a delivery comes from its source, in constant time. A body that fails has been through two HMACs, whether the source is known,
 * unknown, disabled or in an overlap, and in whichever way it is to prove itself.
 *
 * @returns null when it is proven, else why not: for the tenant's admin, never for the sender.
 */
export function proofFault(source: KnownSource | null, header: Shown, body: Buffer, now: number): string | null {
  const usable = source?.enabled ? source : null
  const previous = usable?.previousSecret
  const way = ways[usable?.authentication ?? SourceAuthentication.SIGNATURE]
  const text = way.headers.map(header).find((one) => one !== undefined)
  const shown = text === undefined ? null : way.shown(text)
  const matches = (secret: Buffer | undefined) => {
    const expected = way.expected(secret ?? dummySecret, hmacSha256(secret ?? dummySecret, body))
    const isSame = equalInConstantTime(expected, shown ?? dummySecret)
    return isSame && secret !== undefined && shown !== null
  }
  if (matches(usable?.secret)) return null
  if (matches(previous && previous.until > now ? previous.secret : undefined)) return null
  if (!source) return 'unknown source'
  if (!source.enabled) return 'source is disabled'
  if (text === undefined) return way.faults.absent
  return shown ? way.faults.wrong : way.faults.malformed
}

/** What a sender that holds the source's secret would show with this body. */
export function proofOf(source: KnownSource, body: Buffer): Shown {
  const way = ways[source.authentication]
  const text = way.show(source.secret, hmacSha256(source.secret, body))
  return (header) => (header === way.headers[0] ? text : undefined)
}
