import { shownSecret, webhookUrl } from '../endpoint'
import type { Guide } from '../guide'

export const elasticSecurity: Guide = {
  proofs: ['BEARER'],
  summary: "Kibana's webhook connector sends each detection alert as one whole document, with the secret in a header.",
  reference: 'elastic.co: Kibana, Connectors, Webhook; Security, Rule actions',
  steps: (endpoint) => [
    {
      title: 'Make a connector',
      text: 'Stack Management → Alerts and Insights → Connectors → Create connector → Webhook. Authentication: None; the header carries the secret. Where “secret header” is offered, take it.',
      settings: [
        { label: 'Method', value: 'POST' },
        { label: 'URL', value: webhookUrl(endpoint) },
        { label: 'Header Authorization', value: `Bearer ${shownSecret(endpoint)}` },
        { label: 'Header Content-Type', value: 'application/json' },
      ],
    },
    {
      title: 'Use it in your detection rules',
      text: 'Security → Rules → Detection rules → a rule → Edit → Actions → the connector. Action frequency: For each alert. Then the body is exactly one alert, and the three braces keep it as it is.',
      codes: [{ label: 'Body', code: '{{#context.alerts}}{{{.}}}{{/context.alerts}}\n' }],
    },
    {
      title: 'Allow the address if Kibana limits them',
      text: 'On your own Kibana, when xpack.actions.allowedHosts is set in kibana.yml, add the host of the address to it.',
    },
  ],
}
