import { isJsonObject } from '../finding'
import { textOf } from '../reading/fields'
import type { Look } from '../reading/look'
import type { Reading } from '../reading/reading'

/** GuardDuty's own fields, which it hands on flattened. */
const guardDuty = 'ProductFields.aws/guardduty/service/action'

/** Whom and what a finding in ASFF is about. */
export function securityHubPlaces(finding: Look): Partial<Reading> {
  const key = 'Resources.*.Details.AwsIamAccessKey'
  return {
    host: instanceOf(finding),
    user: finding(
      `${key}.UserName`, `${key}.PrincipalName`, `${key}.SessionContext.SessionIssuer.UserName`, 'Resources.*.Details.AwsIamUser.UserName',
    ),
    resource: finding('Resources.0.Id'),
    ...connectionOf(finding),
    domain: finding('Action.DnsRequestAction.Domain', 'Network.DestinationDomain', `${guardDuty}/dnsRequestAction/domain`),
    fileName: finding('Malware.*.Path'),
    process: {
      name: finding('Process.Name'), path: finding('Process.Path'), pid: finding('Process.Pid'), parent: { pid: finding('Process.ParentPid') },
    },
  } // prettier-ignore
}

/** The machine among the resources, by the id at the end of its name. */
function instanceOf(finding: Look): string | undefined {
  const resources = finding.all('Resources').filter(isJsonObject)
  const instance = resources.find(({ Type }) => Type === 'AwsEc2Instance')
  return /\bi-[0-9a-f]{8,17}$/.exec(textOf(instance?.Id) ?? '')?.[0]
}

const call = 'awsApiCallAction/remoteIpDetails/ipAddressV4'

function connectionOf(finding: Look): Partial<Reading> {
  const connection = 'Action.NetworkConnectionAction'
  const probe = 'Action.PortProbeAction.PortProbeDetails.0'
  const remote = finding(`${connection}.RemoteIpDetails.IpAddressV4`)
  if (remote !== undefined) {
    const [far, near] = [finding(`${connection}.RemotePortDetails.Port`), finding(`${connection}.LocalPortDetails.Port`)]
    const isOutbound = textOf(finding(`${connection}.ConnectionDirection`))?.toUpperCase() === 'OUTBOUND'
    return isOutbound ? { srcPort: near, dstIp: remote, dstPort: far } : { srcIp: remote, srcPort: far, dstPort: near }
  }
  return {
    srcIp: finding(
      'Action.AwsApiCallAction.RemoteIpDetails.IpAddressV4', `${probe}.RemoteIpDetails.IpAddressV4`, 'Network.SourceIpV4', 'Network.SourceIpV6',
      `${guardDuty}/${call}`,
    ),
    srcPort: finding('Network.SourcePort'),
    dstIp: finding('Network.DestinationIpV4', 'Network.DestinationIpV6'),
    dstPort: finding(`${probe}.LocalPortDetails.Port`, 'Network.DestinationPort'),
  }
} // prettier-ignore
