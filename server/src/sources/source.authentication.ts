import { registerEnumType } from 'type-graphql'
import { badInput } from '../platform/errors'

export enum SourceAuthentication {
  SIGNATURE = 'SIGNATURE',
  BEARER = 'BEARER',
}
registerEnumType(SourceAuthentication, {
  name: 'SourceAuthentication',
  description: 'How a sender proves that a delivery is its own.',
  valuesConfig: {
    SIGNATURE: {
      description:
        "X-Signature or X-Hub-Signature-256: the hex HMAC-SHA-256 of the raw body under the source's secret, with or without sha256= before it.",
    },
    BEARER: {
      description:
        'Authorization: Bearer and the secret itself, for products that cannot sign but can send a fixed header. Weaker: it proves nothing of the body, and whoever reads one request can send others.',
    },
  },
})

/** A header carries visible ASCII alone (RFC 9110 §5.5), so no other secret can be sent as one. @throws BAD_USER_INPUT */
export function assertSendable(authentication: SourceAuthentication, secret: string): void {
  if (authentication === SourceAuthentication.BEARER && !/^[\x21-\x7e]+$/.test(secret)) {
    throw badInput('input.secret', 'must be visible ASCII without spaces to be sent as a bearer token')
  }
}
