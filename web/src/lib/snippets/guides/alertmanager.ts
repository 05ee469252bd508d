import { literal, shownSecret, webhookUrl } from '../endpoint'
import type { Guide } from '../guide'

export const alertmanager: Guide = {
  proofs: ['BEARER'],
  summary: 'A webhook receiver sends each group of alerts, with the secret in the Authorization header.',
  reference: 'prometheus.io: Alertmanager, Configuration, webhook_config and http_config',
  steps: (endpoint) => [
    {
      title: 'Put the secret in a file beside the configuration',
      codes: [
        {
          label: 'Shell',
          code: `install -m 600 -o alertmanager /dev/stdin /etc/alertmanager/tocsin.secret <<'END'
${shownSecret(endpoint)}
END
`,
        },
      ],
    },
    {
      title: 'Add the receiver to alertmanager.yml',
      text: 'continue: true lets your other receivers have the alerts too. The resolved ones are sent as well.',
      codes: [
        {
          label: 'alertmanager.yml',
          code: `route:
  routes:
    - receiver: tocsin
      continue: true
receivers:
  - name: tocsin
    webhook_configs:
      - url: ${literal(webhookUrl(endpoint))}
        send_resolved: true
        http_config:
          authorization:
            type: Bearer
            credentials_file: /etc/alertmanager/tocsin.secret
`,
        },
      ],
    },
    {
      title: 'Check and reload',
      codes: [
        {
          label: 'Shell',
          code: `amtool check-config /etc/alertmanager/alertmanager.yml
curl -X POST http://127.0.0.1:9093/-/reload
amtool alert add TocsinTest severity=warning --alertmanager.url=http://127.0.0.1:9093
`,
        },
      ],
    },
  ],
}
