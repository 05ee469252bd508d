import { shownSecret, webhookUrl } from '../endpoint'
import type { Guide } from '../guide'

export const github: Guide = {
  proofs: ['SIGNATURE'],
  summary: 'GitHub signs each webhook itself (X-Hub-Signature-256): nothing else is needed.',
  reference: 'docs.github.com: Webhooks, Creating webhooks; Validating webhook deliveries',
  steps: (endpoint) => [
    {
      title: 'Add the webhook to the organisation or repository',
      text: 'Settings → Webhooks → Add webhook.',
      settings: [
        { label: 'Payload URL', value: webhookUrl(endpoint) },
        { label: 'Content type', value: 'application/json' },
        { label: 'Secret', value: shownSecret(endpoint) },
      ],
    },
    {
      title: 'Choose the events',
      text: 'Let me select individual events: Code scanning alerts, Secret scanning alerts, Dependabot alerts, Repository advisories, and Branch protection rules if you watch them. Take Pushes out.',
    },
    {
      title: 'Look at its first ping',
      text: 'GitHub sends one at once: it shows under Recent deliveries here and there. Redeliver repeats one.',
    },
  ],
}
