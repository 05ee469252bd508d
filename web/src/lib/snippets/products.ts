import type { Proof } from './endpoint'

/** A product one can choose when a source is made. */
export interface Product {
  /** As kept in the source: decides how its payload is read. */
  id: string
  name: string
  /** What kind of product it is, in two or three words. */
  kind: string
  /** How its deliveries prove themselves best. */
  proof: Proof
}

/** The commonest senders, as the gallery shows them. The last stands for whatever signs or sends a token by itself. */
export const products: readonly Product[] = [
  { id: 'wazuh', name: 'Wazuh', kind: 'XDR and SIEM', proof: 'SIGNATURE' },
  { id: 'splunk', name: 'Splunk', kind: 'SIEM', proof: 'URL_TOKEN' },
  { id: 'elastic-security', name: 'Elastic Security', kind: 'SIEM', proof: 'BEARER' },
  {
    id: 'microsoft-sentinel',
    name: 'Microsoft Sentinel & Defender',
    kind: 'SIEM and XDR',
    proof: 'BEARER',
  },
  { id: 'crowdstrike', name: 'CrowdStrike Falcon', kind: 'Endpoint', proof: 'SIGNATURE' },
  { id: 'sentinelone', name: 'SentinelOne', kind: 'Endpoint', proof: 'SIGNATURE' },
  { id: 'okta', name: 'Okta', kind: 'Identity', proof: 'BEARER' },
  { id: 'aws-guardduty', name: 'AWS GuardDuty', kind: 'Cloud', proof: 'BEARER' },
  { id: 'suricata', name: 'Suricata', kind: 'Network IDS', proof: 'SIGNATURE' },
  { id: 'grafana', name: 'Grafana', kind: 'Monitoring', proof: 'GRAFANA' },
  {
    id: 'prometheus-alertmanager',
    name: 'Prometheus Alertmanager',
    kind: 'Monitoring',
    proof: 'BEARER',
  },
  { id: 'github', name: 'GitHub', kind: 'Code security', proof: 'SIGNATURE' },
  { id: 'cloudflare', name: 'Cloudflare', kind: 'Edge', proof: 'SIGNATURE' },
  { id: 'generic', name: 'Something else', kind: 'Any script or tool', proof: 'SIGNATURE' },
]

export const productById = (id: string): Product | undefined => products.find((product) => product.id === id)

/** Of products that the gallery has no place for, since they have no guide of their own. */
const otherNames: Readonly<Record<string, string>> = {
  generic: 'Other',
  falco: 'Falco',
  'microsoft-defender': 'Microsoft Defender XDR',
}

/** The product's name; one that is not known here is told as it was set. */
export const productName = (id: string): string =>
  (Object.hasOwn(otherNames, id) ? otherNames[id] : productById(id)?.name) ?? id
