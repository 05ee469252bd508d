import { shownSecret, webhookUrl } from '../endpoint'
import type { Guide } from '../guide'
import { relayStep } from '../relay'
import { samples } from '../samples'

export const generic: Guide = {
  proofs: ['SIGNATURE', 'BEARER'],
  summary: 'Anything that can post JSON: one object, or an array of up to 1,000 of them, at most 1 MiB.',
  reference: 'The REST page of the documentation here',
  steps: (endpoint, proof) => [
    {
      title: 'Send a first alert',
      text: 'Run one of these. The names in it are read; every other field is kept as it is.',
      codes: samples(endpoint, proof),
    },
    proof === 'BEARER'
      ? {
          title: 'Or fill in a webhook form',
          settings: [
            { label: 'URL', value: webhookUrl(endpoint) },
            { label: 'Method', value: 'POST' },
            { label: 'Header Authorization', value: `Bearer ${shownSecret(endpoint)}` },
            { label: 'Header Content-Type', value: 'application/json' },
          ],
        }
      : {
          title: 'Sign what you send',
          text: 'X-Signature (or X-Hub-Signature-256) holds the HMAC-SHA-256 of the exact bytes of the body under the secret, in hex. Sign what goes over the wire: a body that is laid out anew after signing does not match.',
          settings: [
            { label: 'URL', value: webhookUrl(endpoint) },
            { label: 'Header X-Signature', value: 'sha256=<HMAC-SHA-256 of the body, 64 hex digits>' },
            { label: 'Secret', value: shownSecret(endpoint) },
          ],
        },
    ...(proof === 'SIGNATURE' ? [{ ...relayStep(endpoint), title: 'Or, if it cannot sign: let a relay do it' }] : []),
  ],
}
