import { webhookUrl, xmlText } from '../endpoint'
import type { Guide } from '../guide'

/** Integrator calls the script with the alert's file, the api_key and the hook_url. */
const script = `#!/var/ossec/framework/python/bin/python3
"""Sends one Wazuh alert to Tocsin, signed. Called by wazuh-integratord: alert file, secret, address."""
import hashlib, hmac, sys, time, urllib.error, urllib.request

alert_file, secret, url = sys.argv[1:4]
with open(alert_file, "rb") as file:
    body = file.read().strip()
headers = {
    "Content-Type": "application/json",
    "X-Signature": "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest(),
}
for wait in (1, 5, 15, 0):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data=body, headers=headers), timeout=10) as response:
            print("tocsin:", response.status, response.read().decode())
        sys.exit(0)
    except urllib.error.HTTPError as refusal:
        print("tocsin:", refusal.code, refusal.read().decode(), file=sys.stderr)
        if refusal.code not in (429, 503):
            sys.exit(1)
    except OSError as fault:
        print("tocsin:", fault, file=sys.stderr)
    time.sleep(wait)
sys.exit(1)
`

export const wazuh: Guide = {
  proofs: ['SIGNATURE'],
  summary: 'The Wazuh manager calls a small integration script for each alert; the script signs it and sends it.',
  reference: 'documentation.wazuh.com: User manual, Wazuh server, External API integration',
  steps: (endpoint) => [
    {
      title: 'Put the script on the Wazuh manager',
      text: 'As /var/ossec/integrations/custom-tocsin. The name must begin with custom- and has no ending.',
      codes: [
        { label: 'custom-tocsin', code: script },
        {
          label: 'Rights',
          code: 'chmod 750 /var/ossec/integrations/custom-tocsin\nchown root:wazuh /var/ossec/integrations/custom-tocsin\n',
        },
      ],
    },
    {
      title: 'Name it in /var/ossec/etc/ossec.conf',
      text: 'Inside <ossec_config>. Only alerts of this level and above are sent; 7 leaves out what is merely noted.',
      codes: [
        {
          label: 'ossec.conf',
          code: `<integration>
  <name>custom-tocsin</name>
  <hook_url>${xmlText(webhookUrl(endpoint))}</hook_url>
  <api_key>${xmlText(endpoint.secret ?? 'THE-SECRET-OF-THIS-SOURCE')}</api_key>
  <level>7</level>
  <alert_format>json</alert_format>
</integration>
`,
        },
      ],
    },
    {
      title: 'Restart the manager',
      text: 'What the script says stands in /var/ossec/logs/integrations.log.',
      codes: [{ label: 'Restart', code: 'systemctl restart wazuh-manager\n' }],
    },
  ],
}
