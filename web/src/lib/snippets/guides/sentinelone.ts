import { literal, shownSecret, webhookUrl, type Endpoint } from '../endpoint'
import type { Guide } from '../guide'

/** The last createdAt that was sent is kept in a file: a stop loses nothing, and a repeated threat counts as a duplicate. */
const poller = (endpoint: Endpoint) => `#!/usr/bin/env python3
"""Asks SentinelOne for new threats every minute and sends them to Tocsin, signed."""
import datetime, hashlib, hmac, json, os, sys, time, urllib.parse, urllib.request

URL = ${literal(webhookUrl(endpoint))}
SECRET = os.environ["TOCSIN_SECRET"].encode()
CONSOLE = os.environ["S1_URL"].rstrip("/")
TOKEN = os.environ["S1_TOKEN"]
STATE = os.environ.get("S1_STATE", "sentinelone.since")


def ask(url, data=None, headers={}):
    with urllib.request.urlopen(urllib.request.Request(url, data=data, headers=headers), timeout=30) as response:
        return json.load(response)


def new_threats(since):
    query = {"createdAt__gt": since, "sortBy": "createdAt", "sortOrder": "asc", "limit": 100}
    address = CONSOLE + "/web/api/v2.1/threats?" + urllib.parse.urlencode(query)
    return ask(address, headers={"Authorization": "ApiToken " + TOKEN})["data"]


def send(threat):
    body = json.dumps(threat).encode()
    signature = hmac.new(SECRET, body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "X-Signature": "sha256=" + signature}
    headers["Idempotency-Key"] = "threat-" + str(threat["id"])
    ask(URL, body, headers)


def since_last():
    if os.path.exists(STATE):
        with open(STATE) as file:
            return file.read().strip()
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000000Z")


def round_trip(since):
    threats = new_threats(since)
    for threat in threats:
        send(threat)
        since = threat["threatInfo"]["createdAt"]
    with open(STATE, "w") as file:
        file.write(since)
    return since, len(threats)


since = since_last()
while True:
    try:
        since, count = round_trip(since)
        print(count, "sent", flush=True)
    except (OSError, KeyError, ValueError) as fault:
        print("trying again in a minute:", fault, file=sys.stderr, flush=True)
        count = 0
    if "--once" in sys.argv:
        break
    time.sleep(0 if count == 100 else 60)
`

export const sentinelone: Guide = {
  proofs: ['SIGNATURE'],
  summary:
    'The management console sends no signed webhooks, so a small script asks its API for new threats and sends them, signed.',
  reference: 'SentinelOne console: API documentation, Threats, Get Threats (/web/api/v2.1/threats)',
  steps: (endpoint) => [
    {
      title: 'Make an API token in the console',
      text: 'Settings → Users → Service Users → Create New Service User, role Viewer, the sites you want. Copy its token; note when it ends.',
    },
    {
      title: 'Run the script on a machine of yours',
      text: 'It needs Python 3.8 or newer and nothing else, and reaches both the console and Tocsin. Only threats found after its first start are sent.',
      codes: [
        { label: 'tocsin_sentinelone.py', code: poller(endpoint) },
        {
          label: 'tocsin-sentinelone.service',
          code: `[Unit]
Description=Sends SentinelOne's threats to Tocsin
After=network-online.target

[Service]
EnvironmentFile=/etc/tocsin-sentinelone.env
StateDirectory=tocsin-sentinelone
WorkingDirectory=/var/lib/tocsin-sentinelone
ExecStart=/usr/bin/python3 /usr/local/bin/tocsin_sentinelone.py
DynamicUser=yes
Restart=always

[Install]
WantedBy=multi-user.target
`,
        },
        {
          label: '/etc/tocsin-sentinelone.env',
          code: `S1_URL=https://<your console>.sentinelone.net
S1_TOKEN=<the token of the service user>
TOCSIN_SECRET=${endpoint.secret ? literal(endpoint.secret) : shownSecret(endpoint)}
`,
        },
      ],
    },
    {
      title: 'Start it',
      codes: [
        {
          label: 'Shell',
          code: 'chmod 600 /etc/tocsin-sentinelone.env\nsystemctl daemon-reload\nsystemctl enable --now tocsin-sentinelone\n',
        },
      ],
    },
  ],
}
