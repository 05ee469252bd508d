import { EventType } from '../../scoring/event-type'
import { eventTypeOfTactics, eventTypeOfWords, type EventWords } from '../reading/event-type'
import { opened, signsWithin } from '../reading/envelope'
import type { Look } from '../reading/look'
import type { ProcessReading, Reading } from '../reading/reading'
import { sentinelOneActivity } from './sentinelone-activity'
import type { Normaliser } from './normaliser'

/** Threats, alerts of STAR rules and activities of the management API, also within its lists. */
export const sentinelOne: Normaliser = {
  id: 'sentinelone',
  name: 'SentinelOne',
  signs: signsWithin(
    [
      ['threatInfo.threatId'],
      ['threatInfo.confidenceLevel'],
      ['alertInfo.alertId', 'ruleInfo'],
      ['activityType', 'primaryDescription'],
      ['activitytype', 'primarydescription'],
    ],
    'data.0',
  ),
  lists: ['data'],
  read(whole, item) {
    const look = opened(whole, ['threatInfo', 'alertInfo'], ['data.0'])
    if (look.has('threatInfo')) return threat(look)
    return look.has('alertInfo') ? alert(look) : sentinelOneActivity(item)
  },
} // prettier-ignore

/** States no severity but how sure it is. An analyst's `resolved` is the vendor's status: it does not say that the threat is gone. */
function threat(look: Look): Reading {
  const tactics = look.all('indicators.*.tactics.*.name')
  return {
    title: look('threatInfo.threatName'),
    description: look.all('indicators.*.description').filter((one) => typeof one === 'string').join('\n'),
    vendorSeverity: look('threatInfo.confidenceLevel'),
    vendorId: look('threatInfo.threatId', 'id'),
    vendorStatus: look('threatInfo.incidentStatus'),
    host: look('agentRealtimeInfo.agentComputerName', 'agentDetectionInfo.agentComputerName'),
    user: look('threatInfo.processUser', 'agentDetectionInfo.agentLastLoggedInUserName'),
    resource: look('kubernetesInfo.pod', 'containerInfo.name'),
    cloudAccount: look('agentDetectionInfo.cloudProviders.AWS.awsAccountId', 'agentDetectionInfo.cloudProviders.Azure.azureSubscriptionId'),
    fileName: look('threatInfo.filePath', 'threatInfo.threatName'),
    md5: look('threatInfo.md5'),
    sha1: look('threatInfo.sha1'),
    sha256: look('threatInfo.sha256'),
    tags: [look('threatInfo.classification'), ...look.all('threatInfo.engines')],
    techniques: look.all('indicators.*.tactics.*.techniques.*.name'),
    tactics,
    disposition: look('threatInfo.mitigationStatus'),
    eventAt: look('threatInfo.identifiedAt', 'threatInfo.createdAt'),
    eventType: eventTypeOfWords(look('threatInfo.classification'), classes) ?? eventTypeOfTactics(tactics),
    process: threatProcess(look.within('threatInfo')),
  }
} // prettier-ignore

/** A static engine found a file that something else wrote; the others saw the file run. */
function threatProcess(look: Look): ProcessReading {
  const originator = { name: look('originatorProcess') }
  if (look('detectionType') === 'static') return { ...originator, user: look('processUser') }
  return {
    path: look('filePath'),
    commandLine: look('maliciousProcessArguments'),
    user: look('processUser'),
    parent: originator,
  }
}

/** An alert of a STAR custom rule. */
function alert(look: Look): Reading {
  return {
    title: look('ruleInfo.name'),
    description: look('ruleInfo.description'),
    vendorSeverity: look('ruleInfo.severity'),
    vendorId: look('alertInfo.alertId'),
    vendorStatus: look('alertInfo.incidentStatus'),
    ruleId: look('ruleInfo.id'),
    ruleName: look('ruleInfo.name'),
    host: look('agentDetectionInfo.name', 'agentRealtimeInfo.name'),
    user: look('sourceProcessInfo.user', 'alertInfo.loginsUserName', 'sourceProcessInfo.effectiveUser'),
    resource: look('kubernetesInfo.pod', 'containerInfo.name'),
    srcIp: look('alertInfo.srcIp', 'alertInfo.srcMachineIp'),
    srcPort: look('alertInfo.srcPort'),
    dstIp: look('alertInfo.dstIp'),
    dstPort: look('alertInfo.dstPort'),
    domain: look('alertInfo.dnsRequest'),
    fileName: look('targetProcessInfo.tgtFilePath', 'sourceProcessInfo.filePath'),
    md5: look('sourceProcessInfo.fileHashMd5'),
    sha1: look('targetProcessInfo.tgtFileHashSha1', 'sourceProcessInfo.fileHashSha1'),
    sha256: look('targetProcessInfo.tgtFileHashSha256', 'sourceProcessInfo.fileHashSha256'),
    tags: look('alertInfo.source'),
    eventAt: look('alertInfo.createdAt', 'alertInfo.reportedAt'),
    eventType: eventTypeOfWords(look('alertInfo.indicatorCategory'), classes),
    process: { ...processOf(look.within('sourceProcessInfo')), parent: processOf(look.within('sourceParentProcessInfo')) },
  }
} // prettier-ignore

const processOf = (look: Look): ProcessReading => ({
  name: look('name'),
  path: look('filePath'),
  commandLine: look('commandline'),
  pid: look('pid'),
  user: look('user'),
})

/** Classifications of threats, and categories of indicators. */
const classes: EventWords = [
  [/hacktool|exploit|lateral movement|remote shell|postexploitation|injection/i, EventType.INTRUSION],
  [/malware|ransom|trojan|virus|worm|stealer|backdoor|rootkit|downloader|dropper|miner|packed|pua|adware|spyware|infostealer|malicious/i, EventType.MALWARE],
] // prettier-ignore
