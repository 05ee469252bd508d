import { EventType } from '../../scoring/event-type'
import { opened, signsWithin } from '../reading/envelope'
import { eventTypeOfTactics, eventTypeOfWords, type EventWords } from '../reading/event-type'
import { listOf } from '../reading/fields'
import { lookInto, type Look } from '../reading/look'
import type { ProcessReading, Reading } from '../reading/reading'
import type { Normaliser } from './normaliser'

/** What a connector's template makes of `context.alerts`, and what a search of the alerts' index gives. */
const lists = ['alerts', 'context.alerts', 'hits.hits']
const envelopes = ['_source', 'alerts.0', 'context.alerts.0', 'hits.hits.0._source']

/** Alert documents of the detection engine: ECS, nested or flat, beside the keys of `kibana.alert` (`signal` before 8.0). */
export const elasticSecurity: Normaliser = {
  id: 'elastic-security',
  name: 'Elastic Security',
  signs: signsWithin([['kibana.alert.rule.uuid'], ['kibana.alert.rule.name'], ['signal.rule.id']], ...envelopes),
  lists,
  read: (look) => alert(opened(look, ['@timestamp'], envelopes), look),
}

function alert(look: Look, whole: Look): Reading {
  const threats = threatsOf(look)
  const tactics = [...threats.all('threat.*.tactic.id'), ...look.all('threat.tactic.id')]
  return {
    kind: look('kibana.alert.status') === 'recovered' ? 'RESOLUTION' : 'ALERT',
    title: look('kibana.alert.rule.name', 'signal.rule.name'),
    description: look('kibana.alert.reason', 'signal.reason', 'kibana.alert.rule.description', 'signal.rule.description', 'message'),
    vendorSeverity: look('kibana.alert.severity', 'signal.rule.severity'),
    vendorScore: look('kibana.alert.risk_score', 'signal.rule.risk_score'),
    vendorId: look('kibana.alert.uuid', '_id') ?? whole('_id', 'hits.hits.0._id'),
    vendorStatus: look('kibana.alert.workflow_status', 'signal.status'),
    ruleId: look('kibana.alert.rule.uuid', 'signal.rule.id'),
    ruleName: look('kibana.alert.rule.name', 'signal.rule.name'),
    link: look('kibana.alert.url'),
    host: look('host.name', 'host.hostname'),
    user: look('user.name', 'user.email', 'user.id'),
    resource: look('orchestrator.resource.name', 'cloud.instance.id', 'container.name'),
    cloudAccount: look('cloud.account.id'),
    ...trafficOf(look),
    ...filesOf(look),
    mailSender: look('email.from.address', 'email.sender.address'),
    mailRecipients: look('email.to.address'),
    mailSubject: look('email.subject'),
    tags: look('kibana.alert.rule.tags', 'signal.rule.tags'),
    techniques: [
      ...threats.all('threat.*.technique.*.id', 'threat.*.technique.*.subtechnique.*.id'),
      ...look.all('threat.technique.id', 'threat.technique.subtechnique.id'),
    ],
    tactics,
    disposition: listOf(look('event.type')).find((type) => type === 'denied' || type === 'allowed'),
    eventAt: look('@timestamp', 'kibana.alert.start'),
    endedAt: look('kibana.alert.end'),
    eventType: typeOf(look, tactics),
    process: processOf(look.within('process')),
  }
} // prettier-ignore

/** The rule's own mapping and what an endpoint's alert brings along; both are lists, which also stand under flat keys. */
function threatsOf(look: Look): Look {
  const places = ['threat', 'kibana.alert.rule.threat', 'kibana.alert.rule.parameters.threat', 'signal.rule.threat']
  return lookInto({ threat: places.flatMap((place) => look.all(place)) })
}

const trafficOf = (look: Look): Reading => ({
  srcIp: look('source.ip'),
  srcPort: look('source.port'),
  dstIp: look('destination.ip'),
  dstPort: look('destination.port'),
  domain: look('dns.question.name', 'url.domain', 'destination.domain', 'tls.client.server_name', 'dns.question.registered_domain'),
  url: look('url.full', 'url.original'),
}) // prettier-ignore

/** The file that it is about, else the library or program that was run. */
const filesOf = (look: Look): Reading => ({
  fileName: look('file.path', 'file.name', 'dll.path'),
  ...Object.fromEntries(
    (['md5', 'sha1', 'sha256'] as const).map((kind) => [
      kind,
      look(...['file', 'dll', 'process'].map((what) => `${what}.hash.${kind}`)),
    ]),
  ),
})

function processOf(look: Look, depth = 1): ProcessReading {
  return {
    name: look('name'),
    path: look('executable'),
    commandLine: look('command_line'),
    pid: look('pid'),
    user: look('user.name'),
    parent: depth < 4 && look.has('parent') ? processOf(look.within('parent'), depth + 1) : null,
  }
}

function typeOf(look: Look, tactics: unknown[]): EventType | null {
  const kind = listOf([look('kibana.alert.rule.rule_type_id'), look('kibana.alert.rule.type', 'signal.rule.type')])
  const category = look('event.category')
  return eventTypeOfWords([...kind, ...listOf(category)], specific) ?? eventTypeOfTactics(tactics) ?? eventTypeOfWords(category, vague) // prettier-ignore
}

const specific: EventWords = [
  [/^malware$/, EventType.MALWARE],
  [/^vulnerability$/, EventType.VULNERABILITY],
  [/^(siem\.mlRule|machine_learning)$/, EventType.ANOMALY],
]
const vague: EventWords = [[/^(intrusion_detection|threat)$/, EventType.INTRUSION]]
