import { EventType } from '../../scoring/event-type'
import { textOf } from '../reading/fields'
import type { Look } from '../reading/look'
import { matching } from '../reading/matching'
import type { Reading } from '../reading/reading'
import type { Normaliser } from './normaliser'

/** Requests as Logpush hands on those that the firewall acted upon (datasets firewall_events and http_requests), and webhooks of notifications. */
export const cloudflare: Normaliser = {
  id: 'cloudflare',
  name: 'Cloudflare',
  signs: [
    ['RayID', 'ClientIP'],
    ['RayID', 'ClientRequestHost'],
    ['alert_type', 'policy_id', 'text', 'ts'],
    ['alert_type', 'account_id', 'text', 'data'],
    ['alert_correlation_id', 'alert_type', 'alert_event'],
  ],
  read: (look) => (look.has('alert_type') ? readNotification(look) : readRequest(look)),
}

/** A request that several rules met has one event for each. */
function readRequest(look: Look): Reading {
  const action = look('Action', 'SecurityAction', 'SecurityActions.0')
  const rule = look('RuleID', 'SecurityRuleID', 'SecurityRuleIDs.0')
  const named = look('Metadata.rule_message', 'Description', 'SecurityRuleDescription')
  const match = [look('RayID'), rule, look('MatchIndex')].map((part) => textOf(part) ?? '')
  return {
    title: named ?? titleOf(action, look('Source', 'SecuritySources.0'), look('ClientRequestHost')),
    vendorId: look('RayID'),
    identity: match.join('/'),
    vendorStatus: action,
    disposition: action,
    ruleId: rule,
    ruleName: named,
    resource: look('ZoneName'),
    srcIp: look('ClientIP'),
    srcPort: look('ClientSrcPort'),
    domain: textOf(look('ClientRequestHost'))?.replace(/:\d+$/, ''),
    url: urlOf(look),
    tags: [look('Kind'), look('Source'), ...look.all('SecuritySources'), look('Metadata.group')],
    eventType: matching(look('Source', 'SecuritySources.0'), sources),
    eventAt: look('Datetime', 'EdgeStartTimestamp'),
  }
}

function titleOf(action: unknown, source: unknown, host: unknown): string | undefined {
  const [deed, by, where] = [textOf(action), textOf(source), textOf(host)]
  if (deed === null) return undefined
  return [`Request: ${deed}`, by && `by ${by}`, where && `at ${where}`].filter(Boolean).join(' ')
}

function urlOf(look: Look): string | undefined {
  const [host, path = ''] = [textOf(look('ClientRequestHost')), textOf(look('ClientRequestPath', 'ClientRequestURI')) ?? undefined] // prettier-ignore
  const query = textOf(look('ClientRequestQuery'))?.replace(/^(?!\?)/, '?') ?? ''
  const scheme = textOf(look('ClientRequestScheme'))
  if (host === null) return path === '' ? undefined : path + query
  return `${scheme === null ? '' : `${scheme}://`}${host}${path}${path.includes('?') ? '' : query}`
}

const sources: [RegExp, EventType][] = [
  [/ddos|ratelimit/i, EventType.DDOS],
  [/^(waf|firewallManaged|sanitycheck|uploadscan)/i, EventType.INTRUSION],
  [/^(firewallrules|firewallCustom|country|ip|iprange|asn|zonelockdown|uablock|securitylevel)/i, EventType.POLICY],
]

/** The policy's name says who wanted to know; the text what has happened. */
function readNotification(look: Look): Reading {
  const isOver = textOf(look('alert_event')) === 'ALERT_STATE_EVENT_END'
  return {
    kind: isOver ? 'RESOLUTION' : 'ALERT',
    title: textOf(look('text'), 1_000)?.split(/[\r\n]/)[0] ?? look('policy_name', 'name'),
    description: look('text'),
    vendorSeverity: severityWord(look('data.severity', 'data.impact', 'data.incident_impact')),
    vendorId: look('alert_correlation_id', 'data.attack_id'),
    vendorStatus: look('alert_event', 'data.status'),
    ruleId: look('alert_type'),
    ruleName: look('policy_name', 'name', 'alert_type'),
    link: look('data.dashboard_link', 'data.rule_link', 'data.link'),
    cloudAccount: look('account_id', 'data.account_id'),
    resource: look('data.zone_name', 'data.zones.*.name', 'data.pool_name', 'data.tunnel_name', 'data.account_name'),
    domain: look('data.target_hostname', 'data.zone_name'),
    dstIp: look('data.target_ip'),
    dstPort: look('data.target_port'),
    disposition: look('data.mitigation', 'data.action'),
    eventType: matching(look('alert_type'), notifications),
    eventAt: look('ts', 'data.start_time'),
    endedAt: isOver ? look('ts') : undefined,
  }
}

/** `INCIDENT_IMPACT_MAJOR` */
const severityWord = (value: unknown): unknown => textOf(value)?.replace(/^[A-Z_]+_(?=[A-Z]+$)/, '')

const notifications: [RegExp, EventType][] = [
  [/dos|flood|volumetric/, EventType.DDOS],
  [/brand_protection|logo_match/, EventType.PHISHING],
  [/fw_.*anomaly|security_insights_alert|page_shield|scriptmonitor|credential/, EventType.INTRUSION],
  [/anomaly|usage/, EventType.ANOMALY],
  [/health|origin|tunnel|incident|load_balanc|maintenance|error|traffic_anomalies|ssl|certificate/, EventType.AVAILABILITY],
] // prettier-ignore
