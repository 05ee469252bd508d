import { sha256 } from '../../platform/crypto'
import { shownBy, type Way } from './way'

/** RFC 6750: the secret itself goes along. Hashes are compared, so that lengths tell nothing. */
export const bearer: Way = {
  coversBody: false,
  signsTime: false,
  read({ header }) {
    const text = header('authorization')
    if (text === undefined) return 'no bearer token'
    const token = /^bearer +([\x21-\x7e]+)$/i.exec(text)?.[1]
    return token === undefined
      ? 'authorization is not of the form Bearer <secret>'
      : { claims: [sha256(token)], prefix: '', signedAt: null }
  },
  keyOf: (secret) => secret,
  expected: (secret) => sha256(secret),
  show: (secret) => shownBy({ authorization: `Bearer ${secret.toString()}` }),
  wrong: 'bearer token mismatch',
}
