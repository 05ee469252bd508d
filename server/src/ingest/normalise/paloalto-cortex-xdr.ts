import { EventType } from '../../scoring/event-type'
import { unwrapped } from '../reading/envelope'
import { textOf } from '../reading/fields'
import type { Look } from '../reading/look'
import { matching } from '../reading/matching'
import type { ProcessReading, Reading } from '../reading/reading'
import type { Normaliser } from './normaliser'

/** Alerts and incidents as the API lists them, and forwarded alone. Fields stand in the alert or, where the API was asked for events, in its first. */
export const paloAltoCortexXdr: Normaliser = {
  id: 'paloalto-cortex-xdr',
  name: 'Palo Alto Cortex XDR',
  signs: [
    ['reply.alerts.0.alert_id'],
    ['reply.alerts.data.0.alert_id'],
    ['reply.incidents.0.incident_id'],
    ['alert_id', 'detection_timestamp', 'endpoint_id'],
    ['alert_id', 'detection_timestamp', 'resolution_status'],
    ['alert_id', 'matching_status', 'action_pretty'],
    ['incident_id', 'xdr_url'],
  ],
  lists: ['reply.alerts', 'reply.alerts.data', 'reply.incidents'],
  read,
}

type Say = (...keys: string[]) => unknown

function read(look: Look): Reading {
  const alert = unwrapped(look, 'reply.alerts.data.0', 'reply.alerts.0', 'reply.incidents.0')
  const say: Say = (...keys) => alert(...keys.flatMap((key) => [`${key}.0`, key, `events.0.${key}`]))
  const status = say('resolution_status', 'status')
  const isOver = /^(STATUS_\d+_)?resolved/i.test(textOf(status) ?? '')
  return {
    kind: isOver ? 'RESOLUTION' : 'ALERT',
    title: say('name', 'alert_name', 'incident_name', 'description'),
    description: say('description'),
    vendorSeverity: say('manual_severity', 'severity'),
    vendorId: say('alert_id', 'incident_id', 'external_id'),
    vendorStatus: status,
    ruleId: say('matching_service_rule_id', 'fw_rule_id', 'filter_rule_id'),
    ruleName: say('fw_rule', 'name', 'alert_name', 'incident_name'),
    link: say('xdr_url', 'alert_link'),
    ...subjectsOf(say),
    techniques: alert.all('mitre_technique_id_and_name', 'mitre_techniques_ids_and_names', 'events.*.mitre_technique_id_and_name'),
    tactics: alert.all('mitre_tactic_id_and_name', 'mitre_tactics_ids_and_names', 'events.*.mitre_tactic_id_and_name'),
    tags: alert.all('original_tags', 'tags').flatMap((tags) => textOf(tags)?.split(/,\s*/) ?? []),
    disposition: say('action_pretty', 'action'),
    eventType: matching(say('category', 'alert_category', 'alert_categories'), categories),
    eventAt: say('detection_timestamp', 'event_timestamp', 'creation_time'),
    endedAt: isOver ? say('resolved_timestamp', 'last_modified_ts', 'modification_time') : undefined,
    observables: alert.all('host_ip').map((value) => ({ type: 'IP_ADDRESS', value })),
  }
} // prettier-ignore

function subjectsOf(say: Say): Partial<Reading> {
  return {
    // Incidents write `name:endpoint id`.
    host: say('host_name', 'agent_hostname', 'agent_fqdn') ?? textOf(say('hosts'))?.split(':')[0],
    user: say('user_name', 'actor_effective_username', 'os_actor_effective_username', 'users'),
    resource: say('referenced_resource', 'resource_name', 'container_name', 'cluster_name'),
    cloudAccount: say('project'),
    srcIp: say('action_local_ip', 'action_local_ip_v6'),
    srcPort: say('action_local_port'),
    dstIp: say('action_remote_ip', 'action_remote_ip_v6'),
    dstPort: say('action_remote_port'),
    domain: say('dns_query_name', 'action_external_hostname', 'fw_url_domain'),
    url: say('malicious_urls'),
    fileName: say('action_file_name'),
    md5: say('action_file_md5', 'actor_process_image_md5'),
    sha256: say('action_file_sha256', 'action_process_image_sha256', 'actor_process_image_sha256'),
    mailSender: say('fw_email_sender'),
    mailRecipients: say('fw_email_recipient'),
    mailSubject: say('fw_email_subject'),
    process: processOf(say),
  }
}

/** The actor did something; where it started a process, that is the one. */
function processOf(say: Say): ProcessReading {
  const parent = named(say, 'causality_actor_process')
  const actor = { ...named(say, 'actor_process'), user: say('actor_effective_username'), parent }
  const started = say('action_process_image_name', 'action_process_image_command_line')
  if (started === undefined) return actor
  return {
    name: say('action_process_image_name'),
    path: say('action_process_image_path'),
    commandLine: say('action_process_image_command_line'),
    pid: say('action_process_os_pid'),
    parent: actor,
  }
}

const named = (say: Say, role: string): ProcessReading => ({
  name: say(`${role}_image_name`),
  path: say(`${role}_image_path`),
  commandLine: say(`${role}_command_line`),
  pid: say(`${role}_os_pid`),
})

const categories: [RegExp, EventType][] = [
  [/malware|ransom|wildfire|command and control/i, EventType.MALWARE],
  [/credential/i, EventType.CREDENTIAL_ACCESS],
  [/exfiltration|data leak/i, EventType.DATA_BREACH],
  [/phish|spam/i, EventType.PHISHING],
  [/reconnaissance|discovery|scan/i, EventType.RECONNAISSANCE],
  [/restriction|policy|device control|configuration/i, EventType.POLICY],
  [/vulnerability/i, EventType.VULNERABILITY],
  [
    /exploit|execution|persistence|evasion|privilege|lateral|tamper|initial access|spyware|impact/i,
    EventType.INTRUSION,
  ],
  [/anomal|ubiquitous/i, EventType.ANOMALY],
]
