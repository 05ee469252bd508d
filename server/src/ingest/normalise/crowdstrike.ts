import { textOf } from '../reading/fields'
import type { Look } from '../reading/look'
import { pathIn } from '../reading/process'
import type { ProcessReading, Reading } from '../reading/reading'
import { opened, signsWithin } from '../reading/envelope'
import { crowdstrikeAlert } from './crowdstrike-alert'
import { falconSeverity, falconType, indicatorOf } from './crowdstrike-words'
import type { Normaliser } from './normaliser'

const envelopes = ['crowdstrike', 'resources.0']

/** Falcon's event stream (`metadata` and `event`, also within `crowdstrike` as Elastic's module has it), and what the APIs for alerts and detections give. */
export const crowdstrike: Normaliser = {
  id: 'crowdstrike',
  name: 'CrowdStrike Falcon',
  signs: signsWithin(
    [
      ['metadata.customerIDString', 'metadata.eventType', 'event'],
      ['metadata.eventType', 'event.FalconHostLink'],
      ['composite_id', 'cid'],
      ['composite_id', 'falcon_host_link'],
      ['detection_id', 'behaviors'],
    ],
    ...envelopes,
  ),
  lists: ['resources'],
  read(whole) {
    const look = opened(whole, ['metadata', 'composite_id', 'detection_id'], envelopes)
    return look.has('metadata.eventType') ? event(look) : crowdstrikeAlert(look)
  },
}

function event(stream: Look): Reading {
  const look = stream.within('event')
  const [id, customer, offset] = [look('CompositeId', 'DetectId', 'IncidentID', 'DetectionId'), stream('metadata.customerIDString'), stream('metadata.offset')]
  const tactics = [...look.all('MitreAttack.*.TacticID'), look('Tactic')]
  return {
    title: look('DetectName', 'Name', 'IncidentType', 'RuleName', 'OperationName', 'PolicyName') ?? stream('metadata.eventType'),
    description: look('DetectDescription', 'Description', 'IncidentDescription', 'PolicyStatement'),
    ...falconSeverity(look('SeverityName'), look('Severity'), stream('metadata.eventType')),
    ...(look.has('FineScore') ? { vendorScore: look('FineScore') } : {}),
    vendorId: id,
    identity: id === undefined && customer !== undefined ? [customer, offset].map((one) => textOf(one) ?? '').join(':') : undefined,
    vendorStatus: look('State', 'Status'),
    ruleId: look('RuleId'),
    ruleName: look('RuleName'),
    link: look('FalconHostLink'),
    host: look('ComputerName', 'Hostname', 'HostName', 'SourceEndpointHostName', 'EndpointName'),
    user: look('UserName', 'SourceAccountName', 'SourceAccountUpn', 'UserId'),
    cloudAccount: look('AccountId', 'CloudAccountId'),
    resource: look('ResourceId', 'ResourceName'),
    ...trafficOf(look),
    ...filesOf(look),
    tags: look('Tags'),
    techniques: look.all('MitreAttack.*.TechniqueID').concat(look('TechniqueId', 'Technique')),
    tactics,
    disposition: look('PatternDispositionDescription'),
    eventAt: stream('metadata.eventCreationTime'),
    eventType: falconType([look('Tactic'), look('Objective'), stream('metadata.eventType')], tactics),
    process: processOf(look),
  }
} // prettier-ignore

/** `ConnectionDirection` of the firewall's events is 1 for what came in; the sensor's own address of all others. */
function trafficOf(look: Look): Reading {
  const local = { ip: look('LocalAddress', 'LocalIP'), port: look('LocalPort') }
  const remote = { ip: look('RemoteAddress'), port: look('RemotePort') }
  const [from, to] = textOf(look('ConnectionDirection')) === '1' ? [remote, local] : [local, remote]
  return {
    srcIp: from.ip ?? look('SourceEndpointIpAddress', 'UserIp'),
    srcPort: from.port,
    dstIp: to.ip ?? look('TargetEndpointIpAddress'),
    dstPort: to.port,
    ...indicatorOf(look('IOCType'), look('IOCValue')),
  }
}

const filesOf = (look: Look): Reading => ({
  fileName: look('AssociatedFile', 'FileName'),
  md5: look('MD5String'),
  sha1: look('SHA1String'),
  sha256: look('SHA256String'),
})

/** Process ids are the sensor's own; the kernel's is `LocalProcessId`. */
const processOf = (look: Look): ProcessReading => ({
  name: look('FileName'),
  path: pathIn(look('FilePath'), look('FileName')),
  commandLine: look('CommandLine'),
  pid: look('LocalProcessId'),
  user: look('UserName'),
  parent: {
    name: look('ParentImageFileName'),
    path: look('ParentImageFilePath') ?? pathLike(look('ParentImageFileName')),
    commandLine: look('ParentCommandLine'),
    parent: {
      name: look('GrandParentImageFileName', 'GrandparentImageFileName', 'GrandParentImageFilename'),
      path: look('GrandParentImageFilePath') ?? pathLike(look('GrandparentImageFileName')),
      commandLine: look('GrandParentCommandLine', 'GrandparentCommandLine'),
    },
  },
})

const pathLike = (value: unknown): unknown => (/[\\/]/.test(textOf(value, 1_000) ?? '') ? value : undefined)
