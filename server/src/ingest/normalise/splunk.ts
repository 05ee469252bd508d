import { eventTypeOfTactics } from '../reading/event-type'
import { domainOf, hashOf, ipOf, textOf } from '../reading/fields'
import type { Look } from '../reading/look'
import type { ProcessReading, Reading } from '../reading/reading'
import type { Normaliser } from './normaliser'

/** What the alert action "Webhook" posts (the search and its first result), a search's export, and notables of Enterprise Security by themselves. */
export const splunk: Normaliser = {
  id: 'splunk',
  name: 'Splunk',
  signs: [
    ['sid', 'result', 'results_link'],
    ['sid', 'search_name', 'results_link'],
    ['sid', 'result', 'owner', 'app'],
    ['preview', 'result._time'],
    ['preview', 'result._raw'],
    ['result.event_id', 'result.security_domain'],
    ['event_id', 'rule_name', 'security_domain'],
    ['event_id', 'orig_sid', 'search_name'],
  ],
  lists: ['results'],
  read: (look) =>
    firing(look, ['results.0', 'result'].some((place) => look.has(place)) ? look.within('results.0', 'result') : look),
}

/** A field of the result. Those that hold several values say the first. */
type Field = (...names: string[]) => unknown

const fieldsOf =
  (result: Look): Field =>
  (...names) => {
    const value = result(...names)
    return Array.isArray(value) ? (value as unknown[])[0] : value
  }

/** Names of the Common Information Model; those in `annotations` are of Enterprise Security. */
function firing(look: Look, result: Look): Reading {
  const field = fieldsOf(result)
  const notable = textOf(field('event_id', 'notable_id'))?.includes('@@notable@@') ? field('event_id', 'notable_id') : undefined
  const search = field('search_name') ?? look('search_name')
  const tactics = all(result, 'annotations.mitre_attack.mitre_tactic', 'mitre_tactic', 'mitre_tactic_id')
  return {
    title: field('rule_title') ?? search ?? field('rule_name', 'signature'),
    description: field('rule_description', 'description', 'savedsearch_description', 'message', '_raw'),
    vendorSeverity: field('urgency', 'severity'),
    vendorScore: field('risk_score'),
    vendorId: notable ?? look('sid') ?? field('orig_sid'),
    vendorStatus: field('status_label', 'status_group'),
    ruleId: search,
    ruleName: field('rule_name') ?? search,
    link: look('results_link'),
    host: hostOf(field, notable !== undefined),
    user: field('user', 'src_user'),
    cloudAccount: field('vendor_account'),
    ...trafficOf(field),
    ...fileOf(field),
    mailSender: field('sender'),
    mailRecipients: all(result, 'recipient'),
    mailSubject: field('subject'),
    tags: all(result, 'tag'),
    techniques: all(result, 'annotations.mitre_attack', 'annotations.mitre_attack.mitre_technique_id', 'mitre_technique_id'),
    tactics,
    disposition: field('action'),
    eventAt: field('_time'),
    eventType: eventTypeOfTactics(tactics),
    process: processOf(field),
  }
} // prettier-ignore

const all = (result: Look, ...names: string[]): unknown[] => names.flatMap((name) => [result(name)].flat())

/** `host` of a notable is the search head that wrote it. */
function hostOf(field: Field, isNotable: boolean): unknown {
  const places = ['dest', 'dvc', 'src', 'dest_host', 'dest_nt_host', 'src_host', 'ComputerName']
  const names = isNotable ? places : ['host', ...places]
  return names.map((name) => field(name)).find((value) => textOf(value) !== null && ipOf(value) === null)
}

const trafficOf = (field: Field): Reading => ({
  srcIp: ipOf(field('src_ip')) ?? field('src'),
  srcPort: field('src_port'),
  dstIp: ipOf(field('dest_ip')) ?? field('dest'),
  dstPort: field('dest_port'),
  domain: [field('url_domain'), field('query'), field('domain')].find((one) => domainOf(one) !== null),
  url: field('url'),
})

const fileOf = (field: Field): Reading => ({
  fileName: field('file_path', 'file_name'),
  ...Object.fromEntries(
    (['md5', 'sha1', 'sha256'] as const).map((kind) => [
      kind,
      [field(kind), field(`file_${kind}`), field('file_hash'), field('process_hash')].find((one) => hashOf(one, kind)),
    ]),
  ),
})

const processOf = (field: Field): ProcessReading => ({
  name: field('process_name'),
  path: field('process_path', 'process_exec'),
  commandLine: field('process'),
  pid: field('process_id'),
  parent: {
    name: field('parent_process_name'),
    path: field('parent_process_path', 'parent_process_exec'),
    commandLine: field('parent_process'),
    pid: field('parent_process_id'),
  },
})
