import type { Proof } from './endpoint'

/** What a way of proof adds to a sample: lines before the request, and lines among its headers. */
interface Parts {
  before: string[]
  headers: string[]
}

const none: Parts = { before: [], headers: [] }
const opensslHex = `| openssl dgst -sha256 -hmac "$SECRET" | sed 's/^.* //'`

export const curlProofs: Record<Proof, Parts> = {
  SIGNATURE: {
    before: [`SIGNATURE=$(printf %s "$BODY" ${opensslHex})`],
    headers: ['-H "X-Signature: sha256=$SIGNATURE"'],
  },
  STANDARD_WEBHOOKS: {
    before: [
      'ID=msg_$(openssl rand -hex 12)',
      'TIME=$(date +%s)',
      `KEY=$(printf %s "\${SECRET#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')`,
      'SIGNATURE=$(printf %s "$ID.$TIME.$BODY" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | openssl base64 -A)',
    ],
    headers: ['-H "webhook-id: $ID"', '-H "webhook-timestamp: $TIME"', '-H "webhook-signature: v1,$SIGNATURE"'],
  },
  SLACK: {
    before: ['TIME=$(date +%s)', `SIGNATURE=$(printf %s "v0:$TIME:$BODY" ${opensslHex})`],
    headers: ['-H "X-Slack-Request-Timestamp: $TIME"', '-H "X-Slack-Signature: v0=$SIGNATURE"'],
  },
  GRAFANA: {
    before: ['TIME=$(date +%s)', `SIGNATURE=$(printf %s "$TIME:$BODY" ${opensslHex})`],
    headers: ['-H "X-Grafana-Alerting-Timestamp: $TIME"', '-H "X-Grafana-Alerting-Signature: $SIGNATURE"'],
  },
  BEARER: { before: [], headers: ['-H "Authorization: Bearer $SECRET"'] },
  URL_TOKEN: none,
}

const nodeHmac = "const { createHmac } = require('node:crypto')"
const nodeTime = 'const time = Math.floor(Date.now() / 1_000)'

export const nodeProofs: Record<Proof, Parts & { imports: string[] }> = {
  SIGNATURE: {
    imports: [nodeHmac],
    before: ["const signature = createHmac('sha256', secret).update(body).digest('hex')"],
    headers: ["'X-Signature': `sha256=${signature}`,"],
  },
  STANDARD_WEBHOOKS: {
    imports: ["const { createHmac, randomUUID } = require('node:crypto')"],
    before: [
      nodeTime,
      'const id = `msg_${randomUUID()}`',
      "const key = Buffer.from(secret.replace('whsec_', ''), 'base64')",
      "const signature = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')",
    ],
    headers: ["'webhook-id': id,", "'webhook-timestamp': `${time}`,", "'webhook-signature': `v1,${signature}`,"],
  },
  SLACK: {
    imports: [nodeHmac],
    before: [nodeTime, "const signature = createHmac('sha256', secret).update(`v0:${time}:${body}`).digest('hex')"],
    headers: ["'X-Slack-Request-Timestamp': `${time}`,", "'X-Slack-Signature': `v0=${signature}`,"],
  },
  GRAFANA: {
    imports: [nodeHmac],
    before: [nodeTime, "const signature = createHmac('sha256', secret).update(`${time}:${body}`).digest('hex')"],
    headers: ["'X-Grafana-Alerting-Timestamp': `${time}`,", "'X-Grafana-Alerting-Signature': signature,"],
  },
  BEARER: { imports: [], before: [], headers: ['Authorization: `Bearer ${secret}`,'] },
  URL_TOKEN: { imports: [], ...none },
}

const pythonTime = 'timestamp = str(int(time.time()))'
const pythonHex = (text: string) => `signature = hmac.new(secret.encode(), ${text}, hashlib.sha256).hexdigest()`

export const pythonProofs: Record<Proof, Parts> = {
  SIGNATURE: { before: [pythonHex('body')], headers: ['"X-Signature": f"sha256={signature}",'] },
  STANDARD_WEBHOOKS: {
    before: [
      pythonTime,
      'message_id = f"msg_{uuid.uuid4()}"',
      'key = base64.b64decode(secret.replace("whsec_", ""))',
      'signed = f"{message_id}.{timestamp}.".encode() + body',
      'signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()',
    ],
    headers: [
      '"webhook-id": message_id,',
      '"webhook-timestamp": timestamp,',
      '"webhook-signature": f"v1,{signature}",',
    ],
  },
  SLACK: {
    before: [pythonTime, pythonHex('f"v0:{timestamp}:".encode() + body')],
    headers: ['"X-Slack-Request-Timestamp": timestamp,', '"X-Slack-Signature": f"v0={signature}",'],
  },
  GRAFANA: {
    before: [pythonTime, pythonHex('f"{timestamp}:".encode() + body')],
    headers: ['"X-Grafana-Alerting-Timestamp": timestamp,', '"X-Grafana-Alerting-Signature": signature,'],
  },
  BEARER: { before: [], headers: ['"Authorization": f"Bearer {secret}",'] },
  URL_TOKEN: none,
}
