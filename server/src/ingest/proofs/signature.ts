import { digestOf, hmacOver, shownBy, type Way } from './way'

/** Our own way, and GitHub's: the hex HMAC-SHA-256 of the body, with or without `sha256=` before it. */
export const signature: Way = {
  coversBody: true,
  signsTime: false,
  read({ header }) {
    const text = header('x-signature') ?? header('x-hub-signature-256') // the first that is there counts
    if (text === undefined) return 'no signature'
    const claim = digestOf(text.replace(/^sha256=/i, ''))
    return claim
      ? { claims: [claim], prefix: '', signedAt: null }
      : 'signature is not 64 hex digits, or sha256= and those'
  },
  keyOf: (secret) => secret,
  expected: (_secret, mac) => mac,
  show: (secret, body) => shownBy({ 'x-signature': `sha256=${hmacOver(secret, '', [body]).toString('hex')}` }),
  wrong: 'signature mismatch',
}
