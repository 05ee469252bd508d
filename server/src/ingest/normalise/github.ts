import { EventType } from '../../scoring/event-type'
import type { JsonObject } from '../finding'
import { unwrapped } from '../reading/envelope'
import { textOf } from '../reading/fields'
import type { Look } from '../reading/look'
import type { Reading } from '../reading/reading'
import { numberOf } from '../reading/severity'
import type { Normaliser } from './normaliser'
import { gitHubAlertId, kindOf } from './github-alert-id'

/** Webhooks of security alerts and advisories, whose kind a header states, not the body; and the alerts as the API lists them. */
export const gitHub: Normaliser = {
  id: 'github',
  name: 'GitHub',
  signs: [
    ['alert.number', 'repository.full_name'],
    ['alert.number', 'alert.security_advisory.ghsa_id'],
    ['alert.secret_type', 'repository.full_name'],
    ['alert.affected_package_name', 'repository.full_name'],
    ['security_advisory.ghsa_id', 'action'],
    ['repository_advisory.ghsa_id'],
    ['number', 'security_advisory.ghsa_id'],
    ['number', 'secret_type', 'html_url'],
    ['number', 'most_recent_instance', 'rule'],
    ['zen', 'hook_id'],
  ],
  read,
}

const advisoryPlaces = ['security_advisory', 'repository_advisory']

function read(look: Look, item: JsonObject): Reading {
  if (look.has('zen')) return { kind: 'HEARTBEAT', title: 'GitHub webhook ping', resource: look('repository.full_name') }
  const alert = unwrapped(look, 'alert')
  const advisory = unwrapped(alert.has('security_advisory') ? alert : look, ...advisoryPlaces)
  const isOver = isClosed(look, alert)
  return {
    kind: isOver ? 'RESOLUTION' : 'ALERT',
    ...ratingOf(alert, advisory),
    title: advisory('summary') ?? titleOf(alert),
    description: advisory('description') ?? alert('rule.full_description', 'rule.description', 'most_recent_instance.message.text'),
    vendorId: gitHubAlertId(item) ?? (alert.has('number') ? undefined : advisory('ghsa_id')),
    vendorStatus: alert('state') ?? advisory('state') ?? look('action'),
    ruleId: ruleOf(alert, advisory),
    ruleName: advisory('summary') ?? alert('rule.description', 'rule.name', 'secret_type_display_name', 'secret_type'),
    link: alert('html_url') ?? advisory('html_url') ?? alert('external_reference'),
    user: look('sender.type') === 'User' ? look('sender.login') : undefined,
    resource: look('repository.full_name') ?? alert('repository.full_name'),
    fileName: alert('dependency.manifest_path', 'most_recent_instance.location.path') ?? look('location.details.path'),
    tags: tagsOf(alert),
    disposition: alert('resolution', 'dismissed_reason', 'dismiss_reason'),
    eventType: kindOf(alert) === 'secret-scanning' ? EventType.CREDENTIAL_ACCESS : EventType.VULNERABILITY,
    eventAt: alert('created_at') ?? advisory('published_at', 'created_at'),
    endedAt: isOver ? endOf(alert, advisory) : undefined,
    observables: [advisory('cve_id'), alert('external_identifier')].map((value) => ({ type: 'CVE', value })),
  }
} // prettier-ignore

/** GitHub rates no secrets. A score of 0 stands where nobody has scored. */
function ratingOf(alert: Look, advisory: Look): Pick<Reading, 'vendorSeverity' | 'vendorScore'> {
  const score = numberOf(advisory('cvss_severities.cvss_v4.score')) || numberOf(advisory('cvss_severities.cvss_v3.score')) // prettier-ignore
  const points = score || numberOf(advisory('cvss.score'))
  return {
    vendorSeverity: advisory('severity') ?? alert('rule.security_severity_level', 'rule.severity', 'severity'),
    vendorScore: points ? points * 10 : undefined,
  }
}

function titleOf(alert: Look): unknown {
  const named = alert('rule.description', 'rule.name', 'rule.id', 'secret_type_display_name', 'secret_type')
  const parts = [alert('affected_package_name'), alert('external_identifier')].map((part) => textOf(part))
  return named ?? (parts.filter((part) => part !== null).join(': ') || undefined)
}

const ruleOf = (alert: Look, advisory: Look): unknown =>
  alert('rule.id', 'secret_type', 'ghsa_id', 'external_identifier') ?? advisory('ghsa_id', 'cve_id')

function tagsOf(alert: Look): unknown[] {
  const dependency = ['dependency.package.ecosystem', 'dependency.package.name', 'affected_package_name']
  return [...alert.all('rule.tags'), ...dependency.map((place) => alert(place)), alert('tool.name')]
}

const closed = /^(fixed|dismissed|auto_dismissed|resolved?|closed(_by_user)?|dismiss|withdrawn)$/

/** By its state; of kinds that have none, by what was done. */
function isClosed(look: Look, alert: Look): boolean {
  const word = textOf(alert('state', 'most_recent_instance.state') ?? look('repository_advisory.state', 'action'))
  return closed.test(word?.toLowerCase() ?? '')
}

const endOf = (alert: Look, advisory: Look): unknown =>
  alert('fixed_at', 'dismissed_at', 'auto_dismissed_at', 'resolved_at') ??
  advisory('withdrawn_at', 'closed_at') ??
  alert('updated_at')
