import { shownSecret, webhookUrl } from '../endpoint'
import type { Guide } from '../guide'

export const grafana: Guide = {
  proofs: ['GRAFANA', 'BEARER'],
  summary:
    'A webhook contact point sends each notification, signed (Grafana 12 or newer) or with the secret in the Authorization header.',
  reference: 'grafana.com: Alerting, Contact points, Webhook',
  steps: (endpoint, proof) => [
    {
      title: 'Add a contact point',
      text: 'Alerting → Contact points → Add contact point, Integration: Webhook. All but the first two are under Optional Webhook settings.',
      settings: [
        { label: 'URL', value: webhookUrl(endpoint) },
        { label: 'HTTP Method', value: 'POST' },
        ...(proof === 'GRAFANA'
          ? [
              { label: 'HMAC Signature – Secret', value: shownSecret(endpoint) },
              { label: 'HMAC Signature – Header', value: 'X-Grafana-Alerting-Signature' },
              { label: 'HMAC Signature – Timestamp Header', value: 'X-Grafana-Alerting-Timestamp' },
            ]
          : [
              { label: 'Authorization Header – Scheme', value: 'Bearer' },
              { label: 'Authorization Header – Credentials', value: shownSecret(endpoint) },
            ]),
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
