import type { Proof } from '../../lib/snippets/endpoint'

/** How a sender proves itself, in words for people who set one up. */
export const proofWords: Record<Proof, { label: string; hint: string }> = {
  SIGNATURE: {
    label: 'Signature',
    hint: 'Each body is signed with the secret (HMAC-SHA-256 in X-Signature). Nobody on the way can change or forge it. The better choice wherever the sender can.',
  },
  BEARER: {
    label: 'Bearer token',
    hint: 'The secret itself goes along in the Authorization header. For products that cannot sign but can send a fixed header; use HTTPS.',
  },
}
