import { EventType } from '../../scoring/event-type'
import { Severity } from '../../scoring/severity'
import { opened, signsWithin } from '../reading/envelope'
import { eventTypeOfTactics, eventTypeOfWords, type EventWords } from '../reading/event-type'
import { textOf } from '../reading/fields'
import type { Look } from '../reading/look'
import type { Reading } from '../reading/reading'
import { onScale, type Scale } from '../reading/severity'
import type { Normaliser } from './normaliser'

/** Around a line: Splunk's HTTP Event Collector, an Elasticsearch hit, Elastic's own module. */
const envelopes = ['event', '_source', 'suricata.eve', '_source.suricata.eve']

/** Lines of eve.json: alerts, and whatever else the sensor logs. It states no id: a flow may raise many alerts. */
export const suricata: Normaliser = {
  id: 'suricata',
  name: 'Suricata',
  signs: signsWithin(
    [
      ['event_type=alert', 'alert.signature_id'],
      ['alert.signature_id', 'alert.gid'],
      ['event_type', 'flow_id', 'src_ip', 'proto'],
    ],
    ...envelopes,
  ),
  read: (look) => line(opened(look, ['event_type'], envelopes), look),
}

/** Priorities of the rule's class: 1 is the worst. */
const priorities: Scale = [[1, Severity.HIGH], [2, Severity.MEDIUM], [3, Severity.LOW], [4, Severity.INFORMATIONAL]] // prettier-ignore

function line(look: Look, whole: Look): Reading {
  const category = look('alert.category')
  const tactics = look('alert.metadata.mitre_tactic_id', 'alert.metadata.mitre_tactic_name')
  return {
    title: look('alert.signature', 'anomaly.event', 'event_type'),
    description: category,
    severity: onScale(look('alert.severity'), priorities),
    vendorSeverity: look('alert.severity'),
    ruleId: look('alert.signature_id'),
    ruleName: look('alert.signature'),
    user: look('smb.ntlmssp.user', 'krb5.cname'),
    srcIp: look('src_ip') ?? whole('source.ip', 'source.address'),
    srcPort: look('src_port') ?? whole('source.port'),
    dstIp: look('dest_ip') ?? whole('destination.ip', 'destination.address'),
    dstPort: look('dest_port') ?? whole('destination.port'),
    domain: look('http.hostname', 'tls.sni', 'quic.sni', 'dns.query.0.rrname', 'dns.queries.0.rrname', 'dns.rrname'),
    url: urlOf(look),
    fileName: look('fileinfo.filename', 'files.0.filename'),
    md5: look('fileinfo.md5', 'files.0.md5'),
    sha1: look('fileinfo.sha1', 'files.0.sha1'),
    sha256: look('fileinfo.sha256', 'files.0.sha256'),
    mailSender: look('email.from', 'smtp.mail_from'),
    mailRecipients: look('email.to', 'smtp.rcpt_to'),
    mailSubject: look('email.subject'),
    tags: look('alert.metadata.tag', 'tags'),
    techniques: look('alert.metadata.mitre_technique_id'),
    tactics,
    disposition: look('alert.action', 'verdict.action'),
    eventAt: look('timestamp') ?? whole('@timestamp'),
    eventType: look.has('anomaly') ? EventType.ANOMALY : (eventTypeOfWords(category, classes) ?? eventTypeOfTactics(tactics)),
  } // prettier-ignore
}

/** The log writes the path alone; it is of clear HTTP, or there would be none. */
function urlOf(look: Look): unknown {
  const [host, path, port] = [look('http.hostname'), look('http.url'), look('http.http_port')].map((one) => textOf(one, 2_000)) // prettier-ignore
  if (!host || !path?.startsWith('/')) return path
  return `http://${host}${port && port !== '80' ? `:${port}` : ''}${path}`
}

/** The descriptions in classification.config. */
const classes: EventWords = [
  [/phishing|social engineering/i, EventType.PHISHING],
  [/trojan|malware|command and control|crypto ?currency|exploit kit|spyware|targeted malicious/i, EventType.MALWARE],
  [/denial of service/i, EventType.DDOS],
  [/credential theft|login|default username|suspicious username|was detected.*password/i, EventType.CREDENTIAL_ACCESS],
  [/information leak|network scan|scan|query|information gathering|external ip address/i, EventType.RECONNAISSANCE],
  [/attack|privilege gain|executable code|shellcode|suspicious filename|system call/i, EventType.INTRUSION],
  [/policy|privacy violation|inappropriate|unwanted program/i, EventType.POLICY],
  [/unusual|protocol anomaly|non-standard protocol/i, EventType.ANOMALY],
]
