import { digestOf, hmacOver, secondsOf, shownBy, type Way } from './way'

/** Slack's request signing, which others took over: the hex HMAC-SHA-256 of `v0:timestamp:body`. */
export const slack: Way = {
  coversBody: true,
  signsTime: true,
  read({ header }) {
    const [time, text] = [header('x-slack-request-timestamp'), header('x-slack-signature')]
    if (time === undefined || text === undefined)
      return 'no signature: X-Slack-Signature and X-Slack-Request-Timestamp belong together'
    const signedAt = secondsOf(time)
    if (signedAt === null) return 'X-Slack-Request-Timestamp is not in seconds since 1970'
    const claim = text.startsWith('v0=') ? digestOf(text.slice(3)) : null
    return claim
      ? { claims: [claim], prefix: `v0:${time}:`, signedAt }
      : 'X-Slack-Signature is not v0= and 64 hex digits'
  },
  keyOf: (secret) => secret,
  expected: (_secret, mac) => mac,
  show(secret, body, { now }) {
    const time = String(Math.floor(now / 1_000))
    const mac = hmacOver(secret, `v0:${time}:`, [body]).toString('hex')
    return shownBy({ 'x-slack-request-timestamp': time, 'x-slack-signature': `v0=${mac}` })
  },
  wrong: 'signature mismatch',
}
