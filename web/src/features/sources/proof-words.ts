import type { Proof } from '../../lib/snippets/endpoint'

/** How a sender proves itself, in words for people who set one up. */
export const proofWords: Record<Proof, { label: string; hint: string }> = {
  SIGNATURE: {
    label: 'Signature',
    hint: 'Each body is signed with the secret (HMAC-SHA-256 in X-Signature). Nobody on the way can change or forge it. The better choice wherever the sender can.',
  },
  STANDARD_WEBHOOKS: {
    label: 'Standard Webhooks',
    hint: 'As standardwebhooks.com has it: webhook-id, webhook-timestamp and webhook-signature. A recorded delivery is of no use after five minutes.',
  },
  SLACK: {
    label: 'Slack signature',
    hint: 'Slack’s way, which others took over: time and body are signed together. A recorded delivery is of no use after five minutes.',
  },
  GRAFANA: {
    label: 'Grafana signature',
    hint: 'The HMAC signature of Grafana’s webhook contact point, with its timestamp when one is configured.',
  },
  BEARER: {
    label: 'Bearer token',
    hint: 'The secret itself goes along in the Authorization header. For products that cannot sign but can send a fixed header; use HTTPS.',
  },
  URL_TOKEN: {
    label: 'Secret address',
    hint: 'The address itself is the secret, for products that can neither sign nor set headers. The weakest: proxies may write addresses down. A new secret revokes it.',
  },
}
