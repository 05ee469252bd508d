import { EventType } from '../../scoring/event-type'
import { Severity } from '../../scoring/severity'
import { opened, signsWithin } from '../reading/envelope'
import { eventTypeOfTactics, eventTypeOfWords, type EventWords } from '../reading/event-type'
import { textOf } from '../reading/fields'
import { namedHashes, type Hashes } from '../reading/hashes'
import type { Look } from '../reading/look'
import type { ProcessReading, Reading } from '../reading/reading'
import { onScale, scoreOf, type Scale } from '../reading/severity'
import type { Normaliser } from './normaliser'

/** Around an alert: a document of the indexer, what an active response is handed, the integration with Shuffle. */
const envelopes = ['_source', 'parameters.alert', 'all_fields']

/** Alerts of the manager (alerts.json), also those that it made of other products' logs. */
export const wazuh: Normaliser = {
  id: 'wazuh',
  name: 'Wazuh',
  signs: signsWithin([['rule.level', 'rule.firedtimes'], ['rule.level', 'manager.name'], ['rule.level', 'decoder.name']], ...envelopes), // prettier-ignore
  read: (look) => alert(opened(look, ['rule.level'], envelopes)),
}

/** Levels 0 to 15, in the bands of the product's own dashboard. */
const levels: Scale = [[0, Severity.LOW], [7, Severity.MEDIUM], [12, Severity.HIGH], [15, Severity.CRITICAL]] // prettier-ignore

function alert(look: Look): Reading {
  const level = look('rule.level')
  const groups = look('rule.groups')
  const tactics = look('rule.mitre.tactic', 'rule.mitre.tactics')
  return {
    title: look('rule.description'),
    description: look('full_log', 'data.win.system.message', 'data.description'),
    severity: onScale(level, levels),
    vendorSeverity: level,
    vendorScore: scoreOf(level, 15),
    vendorId: look('id'),
    ruleId: look('rule.id'),
    ruleName: look('rule.description'),
    host: hostOf(look),
    user: userOf(look),
    cloudAccount: look('data.aws.accountId', 'data.aws.aws_account_id', 'data.aws.recipientAccountId'),
    ...trafficOf(look),
    ...fileOf(look),
    techniques: look('rule.mitre.id'),
    tactics,
    tags: groups,
    disposition: look('data.alert.action', 'data.action', 'data.win.eventdata.actionName'),
    eventAt: look('timestamp', '@timestamp'),
    eventType: eventTypeOfWords(groups, kinds) ?? eventTypeOfTactics(tactics),
    process: processOf(look),
  }
}

/** What the manager (agent 000) says of itself, or took from a device without an agent, which then names itself in its log. */
const hostOf = (look: Look): unknown =>
  look('agent.id') === '000'
    ? look('predecoder.hostname', 'agentless.host', 'agent.name')
    : look('agent.name', 'predecoder.hostname', 'data.win.system.computer')

/** `dstuser` is the account that is logged in to; with sudo and su, it is whom `srcuser` becomes. */
function userOf(look: Look): unknown {
  const [from, to] = [look('data.srcuser'), look('data.dstuser')]
  const becomes = ['sudo', 'su'].includes(textOf(look('decoder.name')) ?? '')
  return (
    (becomes ? (from ?? to) : (to ?? from)) ??
    look(
      'data.win.eventdata.targetUserName', 'data.win.eventdata.subjectUserName', 'data.win.eventdata.user', 'data.eventdata.user',
      'syscheck.audit.login_user.name', 'syscheck.audit.user.name', 'data.aws.userIdentity.userName', 'data.office365.UserId', 'data.user',
      'data.gcp.protoPayload.authenticationInfo.principalEmail', 'data.github.actor',
    )
  ) // prettier-ignore
}

const trafficOf = (look: Look): Reading => ({
  srcIp: look(
    'data.srcip', 'data.src_ip', 'data.win.eventdata.ipAddress', 'data.win.eventdata.sourceIp', 'data.eventdata.sourceIp',
    'data.aws.sourceIPAddress', 'data.aws.source_ip_address', 'data.office365.ClientIP',
  ), // prettier-ignore
  srcPort: look('data.srcport', 'data.src_port', 'data.win.eventdata.ipPort', 'data.win.eventdata.sourcePort'),
  dstIp: look('data.dstip', 'data.dest_ip', 'data.win.eventdata.destinationIp', 'data.eventdata.destinationIp'),
  dstPort: look('data.dstport', 'data.dest_port', 'data.win.eventdata.destinationPort'),
  domain: look('data.http.hostname', 'data.tls.sni', 'data.dns.query.0.rrname', 'data.win.eventdata.queryName'),
  url: look('data.url', 'data.http.url'),
})

function fileOf(look: Look): Reading {
  const hashes = namedHashes(look('data.win.eventdata.hashes', 'data.eventdata.hashes'))
  const hashOf = (kind: keyof Hashes) =>
    look(`syscheck.${kind}_after`, `data.virustotal.source.${kind}`) ?? hashes[kind]
  return {
    fileName: look('syscheck.path', 'data.virustotal.source.file', 'data.win.eventdata.targetFilename', 'data.file'),
    md5: hashOf('md5'),
    sha1: hashOf('sha1'),
    sha256: hashOf('sha256'),
  }
}

/** Of Windows' event log and Sysmon, auditd, or who changed a file. */
function processOf(look: Look): ProcessReading {
  const win = look.has('data.eventdata') ? look.within('data.eventdata') : look.within('data.win.eventdata')
  return {
    name: look('data.audit.command', 'syscheck.audit.process.name'),
    path: win('image', 'newProcessName', 'processName', 'sourceImage') ?? look('data.audit.exe', 'syscheck.audit.process.name'),
    commandLine: win('commandLine') ?? look('data.command'),
    pid: win('processId', 'newProcessId') ?? look('data.audit.pid', 'syscheck.audit.process.id'),
    user: win('user'),
    parent: {
      path: win('parentImage', 'parentProcessName'),
      commandLine: win('parentCommandLine'),
      pid: win('parentProcessId') ?? look('data.audit.ppid'),
      user: win('parentUser'),
    },
  } // prettier-ignore
}

/** Groups of the rules that the product brings along. */
const kinds: EventWords = [
  [/^vulnerability-detector$/, EventType.VULNERABILITY],
  [/^(rootcheck|rootkit|virus|virustotal|malware|yara|windows_defender)$/, EventType.MALWARE],
  [/^(d?dos|denial_of_service)$/, EventType.DDOS],
  [/^(authentication_fail(ed|ures)|invalid_login|win_authentication_failed)$/, EventType.CREDENTIAL_ACCESS],
  [/^(recon|web_scan|network_scan|scan)$/, EventType.RECONNAISSANCE],
  [/^(attacks?|web_?attack|exploit_attempt|sql_?injection|xss|shellshock|ids)$/, EventType.INTRUSION],
  [/^(sca|policy_violation|policy_changed|oscap|ciscat)$/, EventType.POLICY],
  [/^(service_availability|agent_flooding|low_diskspace)$/, EventType.AVAILABILITY],
]
