import type { Guide } from '../guide'
import { relayStep } from '../relay'

export const okta: Guide = {
  proofs: ['SIGNATURE'],
  summary:
    'An event hook posts System Log events. Okta first asks the address to answer a challenge and then sends a fixed header, so a relay of yours answers and signs.',
  reference: 'developer.okta.com: Event hooks, One-time verification request',
  steps: (endpoint) => [
    relayStep(endpoint),
    {
      title: 'Make the event hook',
      text: 'Okta Admin Console → Workflow → Event Hooks → Create Event Hook.',
      settings: [
        { label: 'Endpoint URL', value: 'https://<address of your relay>/' },
        { label: 'Authentication field', value: 'Authorization' },
        { label: 'Authentication secret', value: '<RELAY_TOKEN>' },
      ],
    },
    {
      title: 'Choose the events',
      text: 'Good ones to begin with: security.threat.detected, user.account.lock, user.mfa.factor.deactivate, user.session.impersonation.initiate, policy.evaluate_sign_on, system.api_token.create.',
    },
    {
      title: 'Save & Continue, then Verify',
      text: 'Okta now asks the relay once. The hook turns active when the answer is right.',
    },
  ],
}
