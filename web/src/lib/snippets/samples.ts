import { literal, shText, type Endpoint, type Proof } from './endpoint'
import type { Code } from './guide'

/** The first signed webhook in three languages, ready to run; each run sends another event time, so none counts as a duplicate. */
export function samples(endpoint: Endpoint, proof: Proof): Code[] {
  return [
    { label: 'curl', code: curlSample(endpoint, proof) },
    { label: 'Node', code: nodeSample(endpoint, proof) },
    { label: 'Python', code: pythonSample(endpoint, proof) },
  ]
}

const headerUrl = ({ origin, slug }: Endpoint) => `${origin}/api/v1/webhook/${encodeURIComponent(slug)}`

function curlSample(endpoint: Endpoint, proof: Proof): string {
  const secret = endpoint.secret ? `SECRET=${shText(endpoint.secret)}\n` : ''
  const sign = `SIGNATURE=$(printf %s "$BODY" | openssl dgst -sha256 -hmac "$SECRET" | sed 's/^.* //')\n`
  const header = proof === 'BEARER' ? 'Authorization: Bearer $SECRET' : 'X-Signature: sha256=$SIGNATURE'
  return `${secret}BODY='{
  "title": "Malware on host-7", "type": "malware", "severity": "high", "entity": "host-7",
  "event_time": "'$(date -u +%FT%TZ)'"
}'
${proof === 'BEARER' ? '' : sign}curl -sS ${shText(headerUrl(endpoint))} \\
  -H 'Content-Type: application/json' \\
  -H ${shText(`X-Tenant: ${endpoint.tenant}`)} \\
  -H "${header}" \\
  --data-binary "$BODY"
`
}

function nodeSample(endpoint: Endpoint, proof: Proof): string {
  const secret = endpoint.secret ? literal(endpoint.secret) : 'process.env.SECRET'
  const isSigned = proof === 'SIGNATURE'
  const header = isSigned ? "'X-Signature': `sha256=${signature}`" : 'Authorization: `Bearer ${secret}`'
  return `${isSigned ? "const { createHmac } = require('node:crypto')\n\n" : ''}const secret = ${secret}
const body = JSON.stringify({
  title: 'Unusual sign-in of ada',
  type: 'login_anomaly',
  severity: 'medium',
  entity: 'ada',
  event_time: new Date().toISOString(),
})
${isSigned ? "const signature = createHmac('sha256', secret).update(body).digest('hex')\n" : ''}fetch(${literal(headerUrl(endpoint))}, {
  method: 'POST',
  headers: {
    'Content-Type': 'application/json',
    'X-Tenant': ${literal(endpoint.tenant)},
    ${header},
  },
  body,
}).then(async (response) => console.log(response.status, await response.text()))
`
}

function pythonSample(endpoint: Endpoint, proof: Proof): string {
  const secret = endpoint.secret ? literal(endpoint.secret) : 'os.environ["SECRET"]'
  const isSigned = proof === 'SIGNATURE'
  const header = isSigned ? '"X-Signature": f"sha256={signature}"' : '"Authorization": f"Bearer {secret}"'
  return `import datetime, hashlib, hmac, json, os, urllib.request

secret = ${secret}
now = datetime.datetime.now(datetime.timezone.utc).isoformat()
alert = {"title": "Upload of 4 GB from nas-1", "severity": "critical", "entity": "nas-1", "event_time": now}
body = json.dumps(alert).encode()
${isSigned ? 'signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()\n' : ''}request = urllib.request.Request(
    ${literal(headerUrl(endpoint))},
    data=body,
    headers={
        "Content-Type": "application/json",
        "X-Tenant": ${literal(endpoint.tenant)},
        ${header},
    },
)
with urllib.request.urlopen(request) as response:
    print(response.status, response.read().decode())
`
}
