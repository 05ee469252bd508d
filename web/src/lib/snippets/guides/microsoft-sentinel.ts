import { literal, shownSecret, webhookUrl } from '../endpoint'
import type { Guide } from '../guide'

export const microsoftSentinel: Guide = {
  proofs: ['BEARER'],
  summary:
    'A playbook (Logic App) sends each incident, with the secret in a header. Incidents of Defender XDR come the same way once its connector is on.',
  reference: 'learn.microsoft.com: Microsoft Sentinel, Automate threat response with playbooks',
  steps: (endpoint) => [
    {
      title: 'Make a playbook',
      text: 'Microsoft Sentinel → Automation → Create → Playbook with incident trigger. In the designer, add the action HTTP after the trigger.',
      settings: [
        { label: 'Method', value: 'POST' },
        { label: 'URI', value: webhookUrl(endpoint) },
        { label: 'Header Authorization', value: `Bearer ${shownSecret(endpoint)}` },
        { label: 'Header Content-Type', value: 'application/json' },
        { label: 'Body (as an expression)', value: 'triggerBody()' },
      ],
    },
    {
      title: 'Or paste the action in the code view',
      text: 'secureData keeps the header out of the run history.',
      codes: [
        {
          label: 'Action',
          code: `"Send_to_Tocsin": {
  "type": "Http",
  "runAfter": {},
  "inputs": {
    "method": "POST",
    "uri": ${literal(webhookUrl(endpoint))},
    "headers": { "Authorization": ${literal(`Bearer ${shownSecret(endpoint)}`)}, "Content-Type": "application/json" },
    "body": "@triggerBody()"
  },
  "runtimeConfiguration": { "secureData": { "properties": ["inputs"] } }
}
`,
        },
      ],
    },
    {
      title: 'Run it for new incidents',
      text: 'Microsoft Sentinel → Automation → Create → Automation rule. Trigger: When incident is created. Action: Run playbook, and choose the one you made. Add a second rule for When incident is updated if changes should come too.',
    },
    {
      title: 'Bring in Defender',
      text: 'Microsoft Sentinel → Content hub → Microsoft Defender XDR → Connect incidents & alerts. Its incidents then pass through the same automation rule.',
    },
  ],
}
