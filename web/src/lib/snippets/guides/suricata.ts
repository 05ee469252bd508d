import { literal, shText, shownSecret, webhookUrl, type Endpoint } from '../endpoint'
import type { Guide, Step } from '../guide'

/** Follows eve.json through rotation. What could not be sent is tried again, so nothing is passed over while it runs. */
const tailer = (endpoint: Endpoint) => `#!/usr/bin/env python3
"""Follows Suricata's eve.json and sends its alerts to Tocsin, signed."""
import hashlib, hmac, json, os, sys, time, urllib.error, urllib.request

URL = ${literal(webhookUrl(endpoint))}
SECRET = os.environ["TOCSIN_SECRET"].encode()
EVE = sys.argv[1] if len(sys.argv) > 1 else "/var/log/suricata/eve.json"
MAX_ALERTS, MAX_BYTES = 500, 900_000


def lines(path):
    """Whole lines as they are written, from the end on; None whenever there is nothing new."""
    file = open(path, "rb")
    file.seek(0, os.SEEK_END)
    rest = b""
    while True:
        part = file.readline()
        if part.endswith(b"\\n"):
            yield rest + part
            rest = b""
        elif part:
            rest += part
        else:
            if os.path.exists(path) and os.stat(path).st_ino != os.fstat(file.fileno()).st_ino:
                file, rest = open(path, "rb"), b""
            yield None


def send(alerts):
    body = b"[" + b",".join(alerts) + b"]"
    signature = hmac.new(SECRET, body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "X-Signature": "sha256=" + signature}
    wait = 1
    while True:
        try:
            with urllib.request.urlopen(urllib.request.Request(URL, data=body, headers=headers), timeout=20) as response:
                return print(len(alerts), "sent:", response.status, flush=True)
        except urllib.error.HTTPError as refusal:
            print("refused:", refusal.code, refusal.read().decode(), file=sys.stderr, flush=True)
            if refusal.code not in (401, 429, 503):
                return
        except OSError as fault:
            print("not reached:", fault, file=sys.stderr, flush=True)
        time.sleep(wait)
        wait = min(wait * 2, 60)


waiting, size = [], 0
for line in lines(EVE):
    if line and b'"event_type":"alert"' in line.replace(b" ", b"") and json.loads(line).get("event_type") == "alert":
        waiting.append(line.strip())
        size += len(line)
    if waiting and (line is None or len(waiting) >= MAX_ALERTS or size >= MAX_BYTES):
        send(waiting)
        waiting, size = [], 0
    if line is None:
        time.sleep(1)
`

const scriptSteps = (endpoint: Endpoint): Step[] => [
  {
    title: 'Put the script on the sensor',
    text: 'As /usr/local/bin/tocsin_suricata.py, run by a user who may read eve.json. It needs Python 3.8 or newer and nothing else.',
    codes: [
      { label: 'tocsin_suricata.py', code: tailer(endpoint) },
      {
        label: 'tocsin-suricata.service',
        code: `[Unit]
Description=Sends Suricata's alerts to Tocsin
After=network-online.target suricata.service

[Service]
EnvironmentFile=/etc/tocsin-suricata.env
ExecStart=/usr/bin/python3 /usr/local/bin/tocsin_suricata.py /var/log/suricata/eve.json
User=suricata
Restart=always

[Install]
WantedBy=multi-user.target
`,
      },
      {
        label: 'Shell',
        code: `install -m 600 /dev/stdin /etc/tocsin-suricata.env <<'END'
TOCSIN_SECRET=${endpoint.secret ? literal(endpoint.secret) : shownSecret(endpoint)}
END
systemctl daemon-reload
systemctl enable --now tocsin-suricata
`,
      },
    ],
  },
]

const vectorSteps = (endpoint: Endpoint): Step[] => [
  {
    title: 'Let Vector follow eve.json',
    text: 'Vector cannot sign, but it sends the secret as a bearer token.',
    codes: [
      {
        label: 'vector.yaml',
        code: `sources:
  eve:
    type: file
    include: [/var/log/suricata/eve.json]
transforms:
  alerts:
    type: remap
    inputs: [eve]
    drop_on_abort: true
    source: |
      . = parse_json!(string!(.message))
      if .event_type != "alert" { abort }
sinks:
  tocsin:
    type: http
    inputs: [alerts]
    method: post
    uri: ${literal(webhookUrl(endpoint))}
    encoding: { codec: json }
    batch: { max_events: 500, timeout_secs: 1 }
    auth: { strategy: bearer, token: "\${TOCSIN_SECRET}" }
`,
      },
      {
        label: 'Shell',
        code: `export TOCSIN_SECRET=${endpoint.secret ? shText(endpoint.secret) : '…'}\nvector --config vector.yaml\n`,
      },
    ],
  },
]

export const suricata: Guide = {
  proofs: ['SIGNATURE', 'BEARER'],
  summary:
    'A small script on the sensor follows eve.json and sends its alerts, signed; or Vector does it with a token.',
  reference: 'docs.suricata.io: EVE JSON output; vector.dev: HTTP sink',
  steps: (endpoint, proof) => [
    {
      title: 'Let Suricata write alerts to eve.json',
      text: 'In suricata.yaml, under outputs, eve-log is on and its types contain alert. That is the default.',
    },
    ...(proof === 'BEARER' ? vectorSteps(endpoint) : scriptSteps(endpoint)),
  ],
}
