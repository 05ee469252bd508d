import type { Guide } from '../guide'
import { relayStep } from '../relay'

export const crowdstrike: Guide = {
  proofs: ['SIGNATURE'],
  summary:
    'A Falcon Fusion workflow calls a webhook for each detection. Falcon signs in a form of its own (with its timestamp), so a relay of yours signs anew.',
  reference: 'CrowdStrike Falcon: Fusion SOAR workflows; CrowdStrike Store, Webhook',
  steps: (endpoint) => [
    relayStep(endpoint),
    {
      title: 'Set the webhook up in the CrowdStrike Store',
      text: 'CrowdStrike Store → All apps → Webhook → Configure. The HMAC secret key is a must in this form, but the relay knows Falcon by the token in the address.',
      settings: [
        { label: 'Name', value: 'Tocsin' },
        { label: 'Webhook URL', value: 'https://<address of your relay>/<RELAY_TOKEN>' },
        { label: 'HMAC secret key', value: '<any 32 characters>' },
      ],
    },
    {
      title: 'Call it from a workflow',
      text: 'Fusion SOAR → Workflows → Create workflow. Trigger: New endpoint detection (or Alert). Action: Call webhook → Tocsin. Under data to include, take everything of the detection. Turn the workflow on.',
    },
  ],
}
