import { equalInConstantTime } from '../../platform/crypto'
import { newId } from '../../platform/ids'
import { SourceAuthentication } from '../../sources/source.authentication'
import type { KnownSource } from '../../sources/source.directory'
import { bearer } from './bearer'
import { grafana } from './grafana'
import { signature } from './signature'
import { slack } from './slack'
import { standardWebhooks } from './standard-webhooks'
import { urlToken } from './url-token'
import { hmacOver, type Evidence, type Shown, type Way } from './way'

const ways: Record<SourceAuthentication, Way> = {
  SIGNATURE: signature,
  STANDARD_WEBHOOKS: standardWebhooks,
  SLACK: slack,
  GRAFANA: grafana,
  BEARER: bearer,
  URL_TOKEN: urlToken,
}

/** Stands in where there is no secret, so that an unknown source costs the same work as a known one. */
const dummySecret = Buffer.alloc(32)
const nothing: Evidence = { claims: [dummySecret], prefix: '', signedAt: null }

/** How far a signed time may be from ours, either way, in seconds: what Slack and Standard Webhooks recommend. */
const toleranceSeconds = 300

/**
 * Longest that a recorded delivery may be proven again after it came, in seconds: a clock that is ahead by what is tolerated has signed a time
 * that stays good for twice as long. 0 where no time is signed, and a proof is good until the secret changes.
 */
export const provableSeconds = ({ authentication }: KnownSource): number =>
  ways[authentication].signsTime ? 2 * toleranceSeconds : 0

/** True when nothing can be believed before the body is there. An unknown or disabled source is read like one that signs. */
export const coversBody = (source: KnownSource | null): boolean =>
  !source?.enabled || ways[source.authentication].coversBody

/**
 * Checks that a delivery comes from its source, in constant time. What fails has been through two HMACs, whether the source is known,
 * unknown, disabled or in an overlap, and in whichever way it is to prove itself.
 *
 * @param body the bytes as they were sent, in pieces.
 * @param now milliseconds since 1970.
 * @returns null when it is proven, else why not: for the tenant's admin, never for the sender.
 */
export function proofFault(
  source: KnownSource | null,
  shown: Shown,
  body: readonly Buffer[],
  now: number,
): string | null {
  const usable = source?.enabled ? source : null
  const previous = usable?.previousSecret
  const way = ways[usable?.authentication ?? SourceAuthentication.SIGNATURE]
  const evidence = way.read(shown, body)
  const { claims, prefix, signedAt } = typeof evidence === 'string' ? nothing : evidence
  const matches = (secret: Buffer | undefined) => {
    const mac = hmacOver(way.keyOf(secret ?? dummySecret), prefix, body)
    const expected = way.expected(secret ?? dummySecret, mac)
    const isSame = claims.filter((claim) => equalInConstantTime(expected, claim)).length > 0 // each is compared
    return isSame && secret !== undefined && typeof evidence !== 'string'
  }
  if (matches(usable?.secret)) return staleness(signedAt, now)
  if (matches(previous && previous.until > now ? previous.secret : undefined)) return staleness(signedAt, now)
  if (!source) return 'unknown source'
  if (!source.enabled) return 'source is disabled'
  return typeof evidence === 'string' ? evidence : way.wrong
}

function staleness(signedAt: number | null, now: number): string | null {
  if (signedAt === null || Math.abs(now / 1_000 - signedAt) <= toleranceSeconds) return null
  return 'timestamp is more than 5 minutes from now: a recorded request, or a clock that is wrong'
}

/** What a sender that holds the source's secret would show with this body. */
export const proofOf = (source: KnownSource, body: Buffer, now: number): Shown =>
  ways[source.authentication].show(source.secret, body, { now, id: newId() })
