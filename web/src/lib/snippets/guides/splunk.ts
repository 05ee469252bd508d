import { hookUrl, shownSecret, webhookUrl, type Endpoint } from '../endpoint'
import type { Guide, Step } from '../guide'

/** Splunk starts it with --execute and the alert as JSON on standard input; the body is that of Splunk's own webhook action. */
const script = `"""Sends a triggered Splunk alert to Tocsin, signed."""
import hashlib, hmac, json, sys, urllib.error, urllib.request

SENT = ("sid", "search_name", "app", "owner", "results_link", "result")


def send(alert):
    settings = alert["configuration"]
    body = json.dumps({name: alert.get(name) for name in SENT}).encode()
    signature = hmac.new(settings["secret"].encode(), body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "X-Signature": "sha256=" + signature}
    request = urllib.request.Request(settings["url"], data=body, headers=headers)
    with urllib.request.urlopen(request, timeout=20) as response:
        print("INFO tocsin answered", response.status, file=sys.stderr)


if __name__ == "__main__":
    if sys.argv[1:2] != ["--execute"]:
        sys.exit(1)
    try:
        send(json.loads(sys.stdin.read()))
    except urllib.error.HTTPError as refusal:
        print("ERROR tocsin refused:", refusal.code, refusal.read().decode(), file=sys.stderr)
        sys.exit(2)
    except OSError as fault:
        print("ERROR tocsin not reached:", fault, file=sys.stderr)
        sys.exit(3)
`

export const splunk: Guide = {
  proofs: ['URL_TOKEN', 'SIGNATURE'],
  summary:
    "Splunk's own webhook action can neither sign nor set a header: it posts to an address that is the secret. Who may install an app signs instead, with a custom alert action of one script.",
  reference: 'docs.splunk.com: Developing Views and Apps for Splunk Web, Custom alert actions',
  steps: (endpoint, proof) => (proof === 'URL_TOKEN' ? byAddress(endpoint) : byScript(endpoint)),
}

const byAddress = (endpoint: Endpoint): Step[] => [
  {
    title: 'Allow the address',
    text: 'Splunk 9 and newer: Settings → Server settings → Webhook allow list. Splunk Cloud: ask for it there as well.',
    settings: [{ label: 'Allowed', value: `^${endpoint.origin.replaceAll('.', '\\.')}/` }],
  },
  {
    title: 'Add the action to your alerts',
    text: 'Search & Reporting → Alerts → Edit → Edit Alert → Trigger Actions → Add Actions → Webhook. Trigger “For each result”, so that each becomes an alert of its own.',
    settings: [{ label: 'URL', value: hookUrl(endpoint) }],
  },
]

const byScript = (endpoint: Endpoint): Step[] => [
  {
    title: 'Make the app on the search head',
    text: 'Four files below $SPLUNK_HOME/etc/apps/tocsin. The secret goes into local/, which is not part of an exported app.',
    codes: [
      { label: 'bin/tocsin.py', code: script },
      {
        label: 'default/alert_actions.conf',
        code: `[tocsin]
is_custom = 1
label = Send to Tocsin
description = Sends the alert to Tocsin, signed
payload_format = json
python.version = python3
`,
      },
      {
        label: 'local/alert_actions.conf',
        code: `[tocsin]
param.url = ${webhookUrl(endpoint)}
param.secret = ${shownSecret(endpoint)}
`,
      },
      {
        label: 'default/app.conf',
        code: `[install]
is_configured = 1

[ui]
is_visible = 0
label = Tocsin

[launcher]
version = 1.0.0
description = Sends alerts to Tocsin
`,
      },
    ],
  },
  {
    title: 'Keep the secret to Splunk and restart',
    codes: [
      {
        label: 'Shell',
        code: `chmod 600 "$SPLUNK_HOME/etc/apps/tocsin/local/alert_actions.conf"
"$SPLUNK_HOME/bin/splunk" restart
`,
      },
    ],
  },
  {
    title: 'Add the action to your alerts',
    text: 'Search & Reporting → Alerts → Edit → Edit Alert → Trigger Actions → Add Actions → Send to Tocsin. Trigger “For each result”, so that each becomes an alert of its own. Faults are in index=_internal sourcetype=splunkd sendmodalert.',
  },
]
