import type { Guide } from './guide'
import { alertmanager } from './guides/alertmanager'
import { awsGuardduty } from './guides/aws-guardduty'
import { cloudflare } from './guides/cloudflare'
import { crowdstrike } from './guides/crowdstrike'
import { elasticSecurity } from './guides/elastic-security'
import { generic } from './guides/generic'
import { github } from './guides/github'
import { grafana } from './guides/grafana'
import { microsoftSentinel } from './guides/microsoft-sentinel'
import { okta } from './guides/okta'
import { sentinelone } from './guides/sentinelone'
import { splunk } from './guides/splunk'
import { suricata } from './guides/suricata'
import { wazuh } from './guides/wazuh'

/** One per product of the gallery. */
export const guides: Readonly<Record<string, Guide>> = {
  wazuh,
  splunk,
  'elastic-security': elasticSecurity,
  'microsoft-sentinel': microsoftSentinel,
  crowdstrike,
  sentinelone,
  okta,
  'aws-guardduty': awsGuardduty,
  suricata,
  grafana,
  'prometheus-alertmanager': alertmanager,
  github,
  cloudflare,
  generic,
}

/** The product's own guide; the general one for a product without. */
export const guideOf = (product: string): Guide => (Object.hasOwn(guides, product) ? guides[product] : null) ?? generic
