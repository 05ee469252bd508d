import { literal, shText, webhookUrl, type Endpoint } from '../endpoint'
import type { Guide } from '../guide'

/** Runs in the customer's own Cloudflare account: knows the caller by cf-webhook-auth, signs and passes on. */
const worker = (endpoint: Endpoint) => `// Signs Cloudflare's notifications and passes them on to Tocsin.
const target = ${literal(webhookUrl(endpoint))}

const bytes = (text) => new TextEncoder().encode(text)
const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('')

async function sign(secret, body) {
  const key = await crypto.subtle.importKey('raw', bytes(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return hex(await crypto.subtle.sign('HMAC', key, body))
}

/** Equal lengths and times whatever was sent: both sides are hashed first. */
const isSame = async (one, other, salt) => (await sign(salt, bytes(one))) === (await sign(salt, bytes(other)))

export default {
  async fetch(request, env) {
    const shown = request.headers.get('cf-webhook-auth') ?? ''
    if (request.method !== 'POST' || !(await isSame(shown, env.RELAY_TOKEN, crypto.randomUUID())))
      return new Response(null, { status: 401 })
    const body = await request.arrayBuffer()
    const signature = await sign(env.TOCSIN_SECRET, body)
    const headers = { 'Content-Type': 'application/json', 'X-Signature': \`sha256=\${signature}\` }
    return fetch(target, { method: 'POST', headers, body })
  },
}
`

export const cloudflare: Guide = {
  proofs: ['SIGNATURE'],
  summary:
    'Cloudflare sends its secret in a header of its own (cf-webhook-auth), so a Worker in your account checks it, signs and passes on.',
  reference: 'developers.cloudflare.com: Notifications, Configure webhooks, Webhook payload schema',
  steps: (endpoint) => [
    {
      title: 'Deploy the Worker',
      text: 'Workers & Pages → Create → Worker, or with wrangler. The relay that other products use (tocsin_relay.py) does the same on a machine of yours.',
      codes: [
        { label: 'worker.js', code: worker(endpoint) },
        {
          label: 'wrangler',
          code: `npx wrangler deploy worker.js --name tocsin-relay --compatibility-date 2025-01-01
printf %s ${endpoint.secret ? shText(endpoint.secret) : '…'} | npx wrangler secret put TOCSIN_SECRET --name tocsin-relay
openssl rand -hex 24 | tee /dev/stderr | tr -d '\\n' | npx wrangler secret put RELAY_TOKEN --name tocsin-relay
`,
        },
      ],
    },
    {
      title: 'Make the webhook destination',
      text: 'Account home → Notifications → Destinations → Webhooks → Create. Cloudflare sends a test at once.',
      settings: [
        { label: 'Webhook name', value: 'Tocsin' },
        { label: 'URL', value: 'https://tocsin-relay.<your subdomain>.workers.dev' },
        { label: 'Secret', value: '<RELAY_TOKEN>' },
      ],
    },
    {
      title: 'Choose the notifications',
      text: 'Notifications → All notifications → Add: for example Advanced Security Events Alert, HTTP DDoS Attack Alert, Access certificate expiration. Choose the webhook as the destination.',
    },
  ],
}
