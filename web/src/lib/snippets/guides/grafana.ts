import { shownSecret, webhookUrl } from '../endpoint'
import type { Guide } from '../guide'

export const grafana: Guide = {
  proofs: ['BEARER'],
  summary: 'A webhook contact point sends each notification, with the secret in the Authorization header.',
  reference: 'grafana.com: Alerting, Contact points, Webhook',
  steps: (endpoint) => [
    {
      title: 'Add a contact point',
      text: 'Alerting → Contact points → Add contact point, Integration: Webhook. The last two are under Optional Webhook settings.',
      settings: [
        { label: 'URL', value: webhookUrl(endpoint) },
        { label: 'HTTP Method', value: 'POST' },
        { label: 'Authorization Header – Scheme', value: 'Bearer' },
        { label: 'Authorization Header – Credentials', value: shownSecret(endpoint) },
      ],
    },
    {
      title: 'Test it',
      text: 'Test, then Send test notification. It shows here as a delivery at once. Save the contact point.',
    },
    {
      title: 'Send alerts to it',
      text: 'Alerting → Notification policies: choose it in the default policy, or in one that matches a label such as team = security.',
    },
  ],
}
