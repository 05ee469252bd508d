import { hmacOver, secondsOf, shownBy, type Way } from './way'

/** Enough for a sender that rotates its keys; more would only cost time. */
const mostSignatures = 8

const keyOf = (secret: Buffer): Buffer => Buffer.from(secret.toString().replace(/^whsec_/, ''), 'base64')

/** https://www.standardwebhooks.com: the base64 HMAC-SHA-256 of `id.timestamp.body`, several of them while the sender rotates its keys. */
export const standardWebhooks: Way = {
  coversBody: true,
  signsTime: true,
  read({ header }) {
    const [id, time, text] = [header('webhook-id'), header('webhook-timestamp'), header('webhook-signature')]
    if (id === undefined || time === undefined || text === undefined)
      return 'no signature: webhook-id, webhook-timestamp and webhook-signature belong together'
    const signedAt = secondsOf(time)
    if (signedAt === null) return 'webhook-timestamp is not in seconds since 1970'
    if (!/^[\x21-\x7e]{1,255}$/.test(id)) return 'webhook-id is not 1 to 255 visible ASCII characters'
    const claims = text.split(' ', mostSignatures).flatMap(claimOf)
    return claims.length > 0
      ? { claims, prefix: `${id}.${time}.`, signedAt }
      : 'webhook-signature holds no "v1," and the base64 of 32 bytes'
  },
  keyOf,
  expected: (_secret, mac) => mac,
  show(secret, body, { now, id }) {
    const time = String(Math.floor(now / 1_000))
    const mac = hmacOver(keyOf(secret), `${id}.${time}.`, [body]).toString('base64')
    return shownBy({ 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': `v1,${mac}` })
  },
  wrong: 'signature mismatch',
}

function claimOf(text: string): Buffer[] {
  const base64 = /^v1,([A-Za-z0-9+/]{43}=)$/.exec(text)?.[1]
  return base64 === undefined ? [] : [Buffer.from(base64, 'base64')]
}
