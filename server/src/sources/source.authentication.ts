import { registerEnumType } from 'type-graphql'
import { AppError, badInput } from '../platform/errors'

export enum SourceAuthentication {
  SIGNATURE = 'SIGNATURE',
  STANDARD_WEBHOOKS = 'STANDARD_WEBHOOKS',
  SLACK = 'SLACK',
  GRAFANA = 'GRAFANA',
  BEARER = 'BEARER',
  URL_TOKEN = 'URL_TOKEN',
}
registerEnumType(SourceAuthentication, {
  name: 'SourceAuthentication',
  description: 'How a sender proves that a delivery is its own.',
  valuesConfig: {
    SIGNATURE: {
      description:
        "X-Signature or X-Hub-Signature-256: the hex HMAC-SHA-256 of the raw body under the source's secret, with or without sha256= before it.",
    },
    STANDARD_WEBHOOKS: {
      description:
        'As standardwebhooks.com has it: webhook-id, webhook-timestamp (at most 5 minutes from now) and webhook-signature, one or several v1 signatures. The secret is whsec_ and base64.',
    },
    SLACK: {
      description:
        'X-Slack-Signature: v0= and the hex HMAC-SHA-256 of "v0:timestamp:body", with X-Slack-Request-Timestamp at most 5 minutes from now.',
    },
    GRAFANA: {
      description:
        'X-Grafana-Alerting-Signature: the hex HMAC-SHA-256 of the body, or of "timestamp:body" when X-Grafana-Alerting-Timestamp goes along, which then is at most 5 minutes from now.',
    },
    BEARER: {
      description:
        'Authorization: Bearer and the secret itself, for products that cannot sign but can send a fixed header. Weaker: it proves nothing of the body, and whoever reads one request can send others.',
    },
    URL_TOKEN: {
      description:
        'The secret stands in the address, POST /api/v1/hook/{secret}, for products that can neither sign nor set headers. The weakest: proxies may log addresses. The secret is always generated; a new one revokes the address.',
    },
  },
})

/** `whsec_` and the base64 of 16 to 96 bytes, as Standard Webhooks writes a secret. */
const standardSecret = /^whsec_[A-Za-z0-9+/]{22,128}={0,2}$/
/** The form of a secret that was generated here: unguessable, and fit for a path. */
const generatedSecret = /^whs_[\w-]{43}$/

/** Why a secret cannot serve in this way of proof; null when it can. */
function misfit(authentication: SourceAuthentication, secret: string): string | null {
  // A header carries visible ASCII alone (RFC 9110 §5.5), so no other secret can be sent as one.
  if (authentication === SourceAuthentication.BEARER && !/^[\x21-\x7e]+$/.test(secret))
    return 'must be visible ASCII without spaces to be sent as a bearer token'
  if (authentication === SourceAuthentication.STANDARD_WEBHOOKS && !standardSecret.test(secret))
    return 'must be whsec_ and the base64 of 16 to 96 bytes'
  if (authentication === SourceAuthentication.URL_TOKEN && !generatedSecret.test(secret))
    return 'must have been generated here to stand in an address'
  return null
}

/** @throws BAD_USER_INPUT when the secret cannot serve in this way of proof. */
export function assertSendable(authentication: SourceAuthentication, secret: string, field = 'input.secret'): void {
  const fault = misfit(authentication, secret)
  if (fault !== null) throw badInput(field, fault)
}

/** Another way of proof may need another secret. @throws CONFLICT that says what to do. */
export function assertKeepable(authentication: SourceAuthentication, secret: string): void {
  if (misfit(authentication, secret) === null) return
  throw new AppError('CONFLICT', 'The present secret does not fit: change it too, with rotateSourceSecret')
}

/** Whoever chose a secret may have told others; an address must be unguessable. @throws BAD_USER_INPUT */
export function assertMayImport(authentication: SourceAuthentication, imported: string | null | undefined): void {
  if (imported && authentication === SourceAuthentication.URL_TOKEN)
    throw badInput('input.secret', 'is always generated for an address')
}
