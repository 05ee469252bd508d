import { createHash, createHmac } from 'node:crypto'
import type { Product } from './products'

/** A source as its sender knows it. */
export interface Sender {
  tenant: string
  slug: string
  name: string
  product: Product
  /** How the screens name the product. */
  productId: string
  authentication: 'SIGNATURE' | 'BEARER'
  /** Made from the names, so that a demo that is kept can go on. Anybody can compute it: the demo listens on this machine alone. */
  secret: string
}

type Listed = [slug: string, name: string, product: Product, authentication?: Sender['authentication']]

const listed: Record<string, Listed[]> = {
  acme: [
    ['siem', 'Splunk Enterprise Security', 'splunk'],
    ['wazuh', 'Wazuh', 'wazuh'],
    ['suricata', 'Suricata at the perimeter', 'suricata'],
    ['crowdstrike', 'CrowdStrike Falcon', 'crowdstrike'],
    ['defender', 'Microsoft Defender XDR', 'defender'],
    ['okta', 'Okta', 'okta', 'BEARER'],
    ['guardduty', 'AWS GuardDuty', 'guardduty', 'BEARER'],
    ['github', 'GitHub', 'github'],
  ],
  globex: [
    ['sentinelone', 'SentinelOne', 'sentinelone'],
    ['elastic', 'Elastic Security', 'elastic', 'BEARER'],
    ['sentinel', 'Microsoft Sentinel', 'sentinel'],
    ['falco', 'Falco on care-prod', 'falco'],
    ['alertmanager', 'Prometheus Alertmanager', 'alertmanager', 'BEARER'],
    ['guardduty', 'AWS GuardDuty', 'guardduty', 'BEARER'],
    ['wazuh', 'Wazuh', 'wazuh'],
  ],
}

const productIds: Partial<Record<Product, string>> = {
  alertmanager: 'prometheus-alertmanager',
  defender: 'microsoft-defender',
  elastic: 'elastic-security',
  guardduty: 'aws-guardduty',
  sentinel: 'microsoft-sentinel',
}

const secretOf = (tenant: string, slug: string): string =>
  `whs_demo_${createHash('sha256').update(`demo/${tenant}/${slug}`).digest('base64url')}`

export const senders: Sender[] = Object.entries(listed).flatMap(([tenant, sources]) =>
  sources.map(([slug, name, product, authentication = 'SIGNATURE']) => {
    const [productId, secret] = [productIds[product] ?? product, secretOf(tenant, slug)]
    return { tenant, slug, name, product, productId, authentication, secret }
  }),
)

export const senderOf = (tenant: string, product: Product): Sender => {
  const sender = senders.find((one) => one.tenant === tenant && one.product === product)
  if (!sender) throw new Error(`${tenant} has no source for ${product}`)
  return sender
}

interface Delivered {
  status: number
  alertIds: string[]
}

/** Posts a body as this sender would. @param secret another one than its own is refused. */
export async function deliver(url: string, sender: Sender, body: object, secret = sender.secret): Promise<Delivered> {
  const text = JSON.stringify(body)
  const signature = `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`
  const response = await fetch(`${url}/api/v1/webhook/${sender.tenant}/${sender.slug}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(sender.authentication === 'BEARER' ? { authorization: `Bearer ${secret}` } : {}),
      ...(sender.authentication === 'SIGNATURE'
        ? { [sender.product === 'github' ? 'x-hub-signature-256' : 'x-signature']: signature }
        : {}),
    },
    body: text,
  })
  const { items = [] } = (await response.json()) as { items?: { alertId: string | null }[] }
  return { status: response.status, alertIds: items.flatMap(({ alertId }) => alertId ?? []) }
}
