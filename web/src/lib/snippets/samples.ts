import { literal, shText, type Endpoint, type Proof } from './endpoint'
import type { Code } from './guide'
import { curlProofs, nodeProofs, pythonProofs } from './sample-proofs'

/** The first proven webhook in three languages, ready to run; each run sends another event time, so none counts as a duplicate. */
export function samples(endpoint: Endpoint, proof: Proof): Code[] {
  return [
    { label: 'curl', code: curlSample(endpoint, proof) },
    { label: 'Node', code: nodeSample(endpoint, proof) },
    { label: 'Python', code: pythonSample(endpoint, proof) },
  ]
}

/** An address that is the secret names nothing else; its script puts the secret behind it. */
const urlOf = ({ origin, slug }: Endpoint, proof: Proof) =>
  proof === 'URL_TOKEN' ? `${origin}/api/v1/hook/` : `${origin}/api/v1/webhook/${encodeURIComponent(slug)}`

const lines = (all: string[], indent: string, end = ''): string =>
  all.map((line) => `${indent}${line}${end}\n`).join('')

function curlSample(endpoint: Endpoint, proof: Proof): string {
  const { before, headers } = curlProofs[proof]
  const isAddress = proof === 'URL_TOKEN'
  const secret = endpoint.secret ? `SECRET=${shText(endpoint.secret)}\n` : ''
  const tenant = isAddress ? [] : [`-H ${shText(`X-Tenant: ${endpoint.tenant}`)}`]
  return `${secret}BODY='{
  "title": "Malware on host-7", "type": "malware", "severity": "high", "entity": "host-7",
  "event_time": "'$(date -u +%FT%TZ)'"
}'
${lines(before, '')}curl -sS ${shText(urlOf(endpoint, proof))}${isAddress ? '"$SECRET"' : ''} \\
  -H 'Content-Type: application/json' \\
${lines([...tenant, ...headers], '  ', ' \\')}  --data-binary "$BODY"
`
}

function nodeSample(endpoint: Endpoint, proof: Proof): string {
  const { imports, before, headers } = nodeProofs[proof]
  const isAddress = proof === 'URL_TOKEN'
  const secret = endpoint.secret ? literal(endpoint.secret) : 'process.env.SECRET'
  const tenant = isAddress ? [] : [`'X-Tenant': ${literal(endpoint.tenant)},`]
  return `${lines(imports, '')}${imports.length > 0 ? '\n' : ''}const secret = ${secret}
const body = JSON.stringify({
  title: 'Unusual sign-in of ada',
  type: 'login_anomaly',
  severity: 'medium',
  entity: 'ada',
  event_time: new Date().toISOString(),
})
${lines(before, '')}fetch(${literal(urlOf(endpoint, proof))}${isAddress ? ' + secret' : ''}, {
  method: 'POST',
  headers: {
    'Content-Type': 'application/json',
${lines([...tenant, ...headers], '    ')}  },
  body,
}).then(async (response) => console.log(response.status, await response.text()))
`
}

function pythonSample(endpoint: Endpoint, proof: Proof): string {
  const { before, headers } = pythonProofs[proof]
  const isAddress = proof === 'URL_TOKEN'
  const secret = endpoint.secret ? literal(endpoint.secret) : 'os.environ["SECRET"]'
  const tenant = isAddress ? [] : [`"X-Tenant": ${literal(endpoint.tenant)},`]
  return `import base64, datetime, hashlib, hmac, json, os, time, urllib.request, uuid

secret = ${secret}
now = datetime.datetime.now(datetime.timezone.utc).isoformat()
alert = {"title": "Upload of 4 GB from nas-1", "severity": "critical", "entity": "nas-1", "event_time": now}
body = json.dumps(alert).encode()
${lines(before, '')}request = urllib.request.Request(
    ${literal(urlOf(endpoint, proof))}${isAddress ? ' + secret' : ''},
    data=body,
    headers={
        "Content-Type": "application/json",
${lines([...tenant, ...headers], '        ')}    },
)
with urllib.request.urlopen(request) as response:
    print(response.status, response.read().decode())
`
}
