import { textOf } from '../reading/fields'
import type { Reading } from '../reading/reading'

type Say = (...paths: string[]) => unknown

const action = 'service.action'
const remote = 'remoteIpDetails.ipAddressV4'
const remote6 = 'remoteIpDetails.ipAddressV6'

/** Calls come from the remote address; of connections it depends on the direction. */
const callers = ['awsApiCallAction', 'kubernetesApiCallAction', 'rdsLoginAttemptAction'].map(
  (one) => `${action}.${one}`,
)

/** Whom and what a finding is about: resource, ends of the connection, file, process. */
export function guardDutyPlaces(say: Say): Partial<Reading> {
  return {
    host: say('resource.instanceDetails.instanceId'),
    user: say(
      'resource.accessKeyDetails.userName', 'resource.kubernetesDetails.kubernetesUserDetails.username', 'resource.rdsDbUserDetails.user',
    ),
    resource: say(
      'resource.s3BucketDetails.0.arn', 'resource.s3BucketDetails.0.name', 'resource.eksClusterDetails.arn', 'resource.ecsClusterDetails.arn',
      'resource.lambdaDetails.functionArn', 'resource.rdsDbInstanceDetails.dbInstanceArn', 'resource.rdsLimitlessDbDetails.dbShardGroupArn',
      'resource.instanceDetails.instanceId',
    ),
    ...connectionOf(say),
    domain: say(`${action}.dnsRequestAction.domain`),
    ...malwareOf(say),
    process: processOf(say),
    disposition: isBlocked(say) ? 'blocked' : undefined,
  } // prettier-ignore
}

function connectionOf(say: Say): Partial<Reading> {
  const connection = `${action}.networkConnectionAction`
  const probe = `${action}.portProbeAction.portProbeDetails.0`
  const far = { ip: say(`${connection}.${remote}`, `${connection}.${remote6}`), port: say(`${connection}.remotePortDetails.port`) }
  const near = { ip: say(`${connection}.localIpDetails.ipAddressV4`), port: say(`${connection}.localPortDetails.port`) }
  if (far.ip !== undefined) {
    const isOutbound = textOf(say(`${connection}.connectionDirection`))?.toUpperCase() === 'OUTBOUND'
    const [from, to] = isOutbound ? [near, far] : [far, near]
    return { srcIp: from.ip, srcPort: from.port, dstIp: to.ip, dstPort: to.port }
  }
  return {
    srcIp: say(...callers.flatMap((one) => [`${one}.${remote}`, `${one}.${remote6}`]), `${probe}.${remote}`),
    dstIp: say(`${probe}.localIpDetails.ipAddressV4`),
    dstPort: say(`${probe}.localPortDetails.port`),
  }
} // prettier-ignore

const isBlocked = (say: Say): boolean =>
  [say(`${action}.dnsRequestAction.blocked`), say(`${action}.networkConnectionAction.blocked`)].includes(true)

/** Malware protection's scans of volumes and buckets; digests are SHA-256. */
function malwareOf(say: Say): Partial<Reading> {
  const file = 'service.ebsVolumeScanDetails.scanDetections.threatDetectedByName.threatNames.0.filePaths.0'
  const item = 'service.malwareScanDetails.threats.0.itemPaths.0'
  return {
    fileName: say(`${file}.fileName`, `${item}.nestedItemPath`),
    sha256: say(`${file}.hash`, `${item}.hash`, 'service.runtimeDetails.process.executableSha256'),
  }
}

/** Runtime monitoring. */
function processOf(say: Say): Reading['process'] {
  const process = 'service.runtimeDetails.process'
  const lineage = `${process}.lineage.0`
  return {
    name: say(`${process}.name`),
    path: say(`${process}.executablePath`),
    commandLine: say('service.runtimeDetails.context.commandLineExample'),
    pid: say(`${process}.pid`),
    user: say(`${process}.user`),
    parent: { name: say(`${lineage}.name`), path: say(`${lineage}.executablePath`), pid: say(`${lineage}.pid`) },
  }
}
