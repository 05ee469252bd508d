import { shownSecret, webhookUrl } from '../endpoint'
import type { Guide } from '../guide'

export const okta: Guide = {
  proofs: ['BEARER'],
  summary:
    'An event hook posts System Log events with the secret in the Authorization header. Okta first asks the address to answer a challenge, which it does.',
  reference: 'developer.okta.com: Event hooks, One-time verification request',
  steps: (endpoint) => [
    {
      title: 'Make the event hook',
      text: 'Okta Admin Console → Workflow → Event Hooks → Create Event Hook. The address must be public HTTPS.',
      settings: [
        { label: 'Endpoint URL', value: webhookUrl(endpoint) },
        { label: 'Authentication field', value: 'Authorization' },
        { label: 'Authentication secret', value: `Bearer ${shownSecret(endpoint)}` },
      ],
    },
    {
      title: 'Choose the events',
      text: 'Good ones to begin with: security.threat.detected, user.account.lock, user.mfa.factor.deactivate, user.session.impersonation.initiate, policy.evaluate_sign_on, system.api_token.create.',
    },
    {
      title: 'Save & Continue, then Verify',
      text: 'Okta now asks once. The hook turns active when the answer is right.',
    },
  ],
}
