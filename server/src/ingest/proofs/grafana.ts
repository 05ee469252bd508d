import { digestOf, hmacOver, secondsOf, shownBy, type Way } from './way'

/**
 * Grafana Alerting's webhook contact point since version 12: the hex HMAC-SHA-256 of the body, or of `timestamp:body` when a timestamp header
 * is configured. That header has no name of its own in Grafana: the guide has people write ours.
 */
export const grafana: Way = {
  coversBody: true,
  signsTime: true,
  read({ header }, body) {
    const [time, text] = [header('x-grafana-alerting-timestamp'), header('x-grafana-alerting-signature')]
    if (text === undefined) return 'no signature'
    const claim = digestOf(text)
    if (!claim) return 'X-Grafana-Alerting-Signature is not 64 hex digits'
    if (time === undefined) {
      // Or a recorded request could be sent again without its timestamp, as a body that begins with it.
      if (beginsWithTime(body))
        return 'the body begins with a timestamp, which belongs into X-Grafana-Alerting-Timestamp'
      return { claims: [claim], prefix: '', signedAt: null }
    }
    const signedAt = secondsOf(time)
    if (signedAt === null) return 'X-Grafana-Alerting-Timestamp is not in seconds since 1970'
    return { claims: [claim], prefix: `${time}:`, signedAt }
  },
  keyOf: (secret) => secret,
  expected: (_secret, mac) => mac,
  show(secret, body, { now }) {
    const time = String(Math.floor(now / 1_000))
    const mac = hmacOver(secret, `${time}:`, [body]).toString('hex')
    return shownBy({ 'x-grafana-alerting-timestamp': time, 'x-grafana-alerting-signature': mac })
  },
  wrong: 'signature mismatch',
}

function beginsWithTime(body: readonly Buffer[]): boolean {
  const start = Buffer.concat(body.slice(0, 13).map((chunk) => chunk.subarray(0, 13))).toString('latin1')
  return /^\d{1,12}:/.test(start)
}
