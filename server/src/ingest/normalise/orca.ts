import { EventType } from '../../scoring/event-type'
import { Severity } from '../../scoring/severity'
import { unwrapped } from '../reading/envelope'
import { textOf } from '../reading/fields'
import type { Look } from '../reading/look'
import { matching } from '../reading/matching'
import type { Reading } from '../reading/reading'
import { numberOf } from '../reading/severity'
import type { Normaliser } from './normaliser'

/** Alerts as webhooks and the API have them. */
export const orca: Normaliser = {
  id: 'orca',
  name: 'Orca Security',
  signs: [
    ['state.alert_id', 'state.orca_score'],
    ['state.alert_id', 'asset_unique_id'],
    ['data.0.state.alert_id', 'data.0.asset_unique_id'],
    ['alerts.0.state.alert_id', 'alerts.0.asset_unique_id'],
  ],
  lists: ['data', 'alerts'],
  read,
}

function read(look: Look): Reading {
  const alert = unwrapped(look, 'data.0', 'alerts.0')
  const stated = alert('state.risk_level', 'state.severity')
  const isOver = /^(closed|dismissed)$/i.test(textOf(alert('state.status')) ?? '')
  return {
    kind: isOver ? 'RESOLUTION' : 'ALERT',
    title: alert('data.title', 'type_string', 'description'),
    description: alert('data.details', 'details', 'description'),
    severity: matching(stated, ownWords),
    vendorSeverity: stated,
    vendorScore: (numberOf(alert('state.orca_score')) ?? NaN) * 10,
    vendorId: alert('state.alert_id'),
    vendorStatus: alert('state.status'),
    ruleId: alert('rule_id', 'type'),
    ruleName: alert('type_string', 'type'),
    link: alert('alert_url', 'url', 'link'),
    host: alert('asset_hostname'),
    resource: alert('asset_unique_id', 'asset_name'),
    cloudAccount: alert('cloud_vendor_id', 'cloud_provider_id', 'account_name'),
    techniques: alert.all('data.mitre_techniques', 'data.mitre_technique'),
    tactics: alert.all('data.mitre_category'),
    tags: [...alert.all('alert_labels'), ...alert.all('asset_tags_info_list').map(pairOf)],
    eventType: matching(alert('category'), categories),
    eventAt: alert('state.created_at', 'state.last_updated', 'state.last_seen'),
    endedAt: isOver ? alert('state.closed_time', 'state.status_time', 'state.last_updated') : undefined,
    observables: [
      ...alert.all('asset_first_public_ips', 'asset_first_private_ips').map((value) => ({ type: 'IP_ADDRESS', value })),
      ...alert.all('findings.cve.*.cve_id', 'cve_list').map((value) => ({ type: 'CVE', value })),
    ],
  }
} // prettier-ignore

/** The words that Orca used before it told risk levels. */
const ownWords: [RegExp, Severity][] = [
  [/^compromised$/i, Severity.CRITICAL],
  [/^imminent compromise$/i, Severity.HIGH],
  [/^hazardous$/i, Severity.MEDIUM],
]

/** `Name|web` */
const pairOf = (tag: unknown): string | null => textOf(tag)?.replace('|', '=') ?? null

const categories: [RegExp, EventType][] = [
  [/vulnerabilit/i, EventType.VULNERABILITY],
  [/malware/i, EventType.MALWARE],
  [/suspicious|malicious|lateral movement|intrusion/i, EventType.INTRUSION],
  [/authentication|best practices|data protection|data at risk|iam|logging|misconfiguration|neglected|network|system integrity|workload/i, EventType.POLICY],
] // prettier-ignore
