import { before, type Make, type Scene } from '../scene'

interface Finding {
  type: string
  title: string
  description: string
  severity: number
  resource: object
  action: object
}

/** A finding as EventBridge hands it to an API destination. */
function finding(scene: Scene, { type, title, description, severity, resource, action }: Finding): object {
  const { random, at, world } = scene
  const { cloudAccount: account, region } = world
  const [id, detectorId] = [random.hex(32), random.hex(32)]
  const time = at.toISOString()
  return {
    version: '0',
    id: random.uuid(),
    'detail-type': 'GuardDuty Finding',
    source: 'aws.guardduty',
    account,
    time: `${time.slice(0, 19)}Z`,
    region,
    resources: [],
    detail: {
      schemaVersion: '2.0', accountId: account, region, partition: 'aws', id,
      arn: `arn:aws:guardduty:${region}:${account}:detector/${detectorId}/finding/${id}`,
      type, resource, severity, title, description, createdAt: before(scene, 300).toISOString(), updatedAt: time,
      service: { serviceName: 'guardduty', detectorId, action, resourceRole: 'TARGET', archived: false, count: random.int(1, 12), eventFirstSeen: before(scene, 600).toISOString(), eventLastSeen: time },
    },
  } // prettier-ignore
}

const instance = ({ random, linux }: Scene) => ({
  resourceType: 'Instance',
  instanceDetails: { instanceId: `i-${random.hex(17)}`, instanceType: 't3.large', networkInterfaces: [{ privateIpAddress: linux.ip }], tags: [{ key: 'Name', value: linux.name }] },
}) // prettier-ignore

const accessKey = ({ random, person }: Scene) => ({
  resourceType: 'AccessKey',
  accessKeyDetails: { accessKeyId: `AKIAEXAMPLE${random.hex(9).toUpperCase()}`, principalId: `AIDAEXAMPLE${random.hex(9).toUpperCase()}`, userName: person.login, userType: 'IAMUser' },
}) // prettier-ignore

const apiCall = ({ stranger }: Scene, api: string, serviceName: string) => ({
  actionType: 'AWS_API_CALL',
  awsApiCallAction: { api, serviceName, callerType: 'Remote IP', remoteIpDetails: { ipAddressV4: stranger, organization: { asn: '64496', asnOrg: 'documentation' } } },
}) // prettier-ignore

const exfiltratedKey: Make = (scene) =>
  finding(scene, {
    type: 'UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS', severity: 8,
    title: 'Credentials of an instance role were used from outside AWS.',
    description: `Credentials that were created for an EC2 instance were used from ${scene.stranger}.`,
    resource: accessKey(scene), action: apiCall(scene, 'GetSecretValue', 'secretsmanager.amazonaws.com'),
  }) // prettier-ignore

const trailStopped: Make = (scene) =>
  finding(scene, {
    type: 'Stealth:IAMUser/CloudTrailLoggingDisabled', severity: 2,
    title: 'A CloudTrail trail was disabled.', description: `${scene.person.login} stopped the trail of the account.`,
    resource: accessKey(scene), action: apiCall(scene, 'StopLogging', 'cloudtrail.amazonaws.com'),
  }) // prettier-ignore

const anomalousCalls: Make = (scene) =>
  finding(scene, {
    type: 'CredentialAccess:IAMUser/AnomalousBehavior', severity: 5,
    title: `User ${scene.person.login} called credential APIs in an unusual way.`,
    description: 'The calls, their place and their time differ from what this user does.',
    resource: accessKey(scene), action: apiCall(scene, 'ListAccessKeys', 'iam.amazonaws.com'),
  }) // prettier-ignore

const mining: Make = (scene) =>
  finding(scene, {
    type: 'CryptoCurrency:EC2/BitcoinTool.B!DNS', severity: 8,
    title: 'An EC2 instance queries a name of a mining pool.', description: `The instance asks for ${scene.domain}.`,
    resource: instance(scene), action: { actionType: 'DNS_REQUEST', dnsRequestAction: { domain: scene.domain, protocol: 'UDP', blocked: false } },
  }) // prettier-ignore

const portProbe: Make = (scene) =>
  finding(scene, {
    type: 'Recon:EC2/PortProbeUnprotectedPort', severity: 2,
    title: 'An unprotected port of an EC2 instance is being probed.', description: `${scene.stranger} probes port 22.`,
    resource: instance(scene), action: { actionType: 'PORT_PROBE', portProbeAction: { blocked: false, portProbeDetails: [{ localPortDetails: { port: 22, portName: 'SSH' }, remoteIpDetails: { ipAddressV4: scene.stranger } }] } },
  }) // prettier-ignore

export const guardduty = { exfiltratedKey, trailStopped, anomalousCalls, mining, portProbe }
