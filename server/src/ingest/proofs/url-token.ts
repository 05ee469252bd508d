import { sha256 } from '../../platform/crypto'
import { shownBy, type Way } from './way'

/** The secret is the last part of the address. The source was found by its hash already: this holds for which of its secrets, and until when. */
export const urlToken: Way = {
  coversBody: false,
  signsTime: false,
  read({ token }) {
    if (token === null) return 'sent to the address without the token: this source is reached at /api/v1/hook/ alone'
    return { claims: [sha256(token)], prefix: '', signedAt: null }
  },
  keyOf: (secret) => secret,
  expected: (secret) => sha256(secret),
  show: (secret) => shownBy({}, secret.toString()),
  wrong: 'the token in the address is not valid any longer',
}
