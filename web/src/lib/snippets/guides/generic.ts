import { allProofs, deliveryUrl, shownSecret, type Endpoint, type Proof } from '../endpoint'
import type { Guide, Setting, Step } from '../guide'
import { relayStep } from '../relay'
import { samples } from '../samples'

export const generic: Guide = {
  proofs: allProofs,
  summary:
    'Anything that can post JSON: one object, an array of up to 1,000 of them (1 MiB), or a line for each (application/x-ndjson); gzip is taken too.',
  reference: 'The REST page of the documentation here',
  steps: (endpoint, proof) => [
    {
      title: 'Send a first alert',
      text: 'Run one of these. The names in it are read; every other field is kept as it is.',
      codes: samples(endpoint, proof),
    },
    formStep(endpoint, proof),
    ...(proof === 'SIGNATURE' ? [{ ...relayStep(endpoint), title: 'Or, if it cannot sign: let a relay do it' }] : []),
  ],
}

const signText =
  'Sign the exact bytes that go over the wire: a body that is laid out anew after signing does not match. What is sent with gzip is signed as it is sent.'

/** What each way wants beside the address. */
const wants: Record<Proof, { text?: string; settings: (endpoint: Endpoint) => Setting[] }> = {
  SIGNATURE: {
    text: `X-Signature (or X-Hub-Signature-256) holds the HMAC-SHA-256 of the body under the secret, in hex. ${signText}`,
    settings: () => [{ label: 'Header X-Signature', value: 'sha256=<HMAC-SHA-256 of the body, 64 hex digits>' }],
  },
  STANDARD_WEBHOOKS: {
    text: `webhook-signature holds v1, and the base64 HMAC-SHA-256 of id.timestamp.body under the decoded secret. ${signText}`,
    settings: () => [
      { label: 'Header webhook-id', value: '<unique for each delivery>' },
      { label: 'Header webhook-timestamp', value: '<seconds since 1970>' },
      { label: 'Header webhook-signature', value: 'v1,<base64>' },
    ],
  },
  SLACK: {
    text: `X-Slack-Signature holds v0= and the hex HMAC-SHA-256 of v0:timestamp:body. ${signText}`,
    settings: () => [
      { label: 'Header X-Slack-Request-Timestamp', value: '<seconds since 1970>' },
      { label: 'Header X-Slack-Signature', value: 'v0=<64 hex digits>' },
    ],
  },
  GRAFANA: {
    text: `X-Grafana-Alerting-Signature holds the hex HMAC-SHA-256 of timestamp:body, or of the body without a timestamp. ${signText}`,
    settings: () => [
      { label: 'Header X-Grafana-Alerting-Timestamp', value: '<seconds since 1970>' },
      { label: 'Header X-Grafana-Alerting-Signature', value: '<64 hex digits>' },
    ],
  },
  BEARER: {
    settings: (endpoint) => [{ label: 'Header Authorization', value: `Bearer ${shownSecret(endpoint)}` }],
  },
  URL_TOKEN: { text: 'Whoever has the address can deliver: keep it like a password.', settings: () => [] },
}

const isSigned = (proof: Proof): boolean => proof !== 'BEARER' && proof !== 'URL_TOKEN'

function formStep(endpoint: Endpoint, proof: Proof): Step {
  const { text, settings } = wants[proof]
  return {
    title: isSigned(proof) ? 'Sign what you send' : 'Or fill in a webhook form',
    text,
    settings: [
      { label: 'URL', value: deliveryUrl(endpoint, proof) },
      ...(isSigned(proof) ? [{ label: 'Secret', value: shownSecret(endpoint) }] : [{ label: 'Method', value: 'POST' }]),
      { label: 'Header Content-Type', value: 'application/json' },
      ...settings(endpoint),
    ],
  }
}
