import { isJsonObject } from '../finding'
import { hashOf, textOf } from './fields'
import { lookInto, type Look } from './look'
import { pathIn } from './process'
import type { ProcessReading, Reading } from './reading'

/** A piece of evidence: `kind` is `device`, `user`, `file`, … whichever API it is from. */
interface Evidence {
  kind: string
  look: Look
}

/**
 * Evidence of Graph's alerts (typed by `@odata.type`), of Defender for Endpoint's (`entityType`, flat), and of the alerts within an incident of
 * either: the first of each kind in our fields, what else is telling as observables.
 */
export function evidenceReading(look: Look): Reading {
  const evidence = look.all('evidence', 'alerts.*.evidence', 'alerts.*.entities').filter(isJsonObject).map(evidenceOf)
  const of = (...kinds: string[]): Look => evidence.find(({ kind }) => kinds.includes(kind))?.look ?? lookInto({})
  const [process, mail, url, cloud] = [of('process'), of('analyzedmessage', 'mailmessage'), of('url'), of('azureresource', 'amazonresource', 'googlecloudresource')]
  const file = evidence.some(({ kind }) => kind === 'file') ? of('file') : process
  return {
    host: of('device')('deviceDnsName', 'hostName') ?? look('alerts.*.devices.*.deviceDnsName') ?? process('deviceDnsName'),
    user: userOf(of('user')) ?? userOf(of('mailbox')) ?? userOf(process),
    resource: cloud('resourceId', 'amazonResourceId', 'fullResourceName'),
    ...addressesOf(evidence),
    ...(mail('senderIp') === undefined ? {} : { srcIp: mail('senderIp') }),
    url: url('url'),
    fileName: file(...fileAt('fileName')),
    sha1: file(...fileAt('sha1')),
    sha256: file(...fileAt('sha256')),
    md5: file(...fileAt('md5')),
    mailSender: mail('p2Sender.emailAddress', 'p1Sender.emailAddress', 'sender'),
    mailRecipients: mail('recipientEmailAddress', 'recipient'),
    mailSubject: mail('subject'),
    disposition: evidence.map((one) => one.look('detectionStatus', 'deliveryAction')).find((one) => one !== undefined),
    process: processOf(process),
    observables: evidence.flatMap(observablesOf),
  }
} // prettier-ignore

function evidenceOf(item: Record<string, unknown>): Evidence {
  const type = textOf(item['@odata.type'] ?? item.entityType, 100) ?? ''
  const kind =
    type
      .split('.')
      .at(-1)
      ?.replace(/Evidence$/, '') ?? ''
  return { kind: kind.toLowerCase(), look: lookInto(item) }
}

const userOf = (look: Look): unknown =>
  look('userAccount.accountName', 'accountName', 'userAccount.userPrincipalName', 'userPrincipalName', 'primaryAddress', 'mailboxAddress') // prettier-ignore

const fileAt = (field: string): string[] => [`fileDetails.${field}`, `imageFile.${field}`, field]

/** Roles tell on which end an address was; one without a role is taken for where it came from. */
function addressesOf(evidence: Evidence[]): Reading {
  const found = evidence.filter(({ kind }) => kind === 'ip').map(({ look }) => ({ ip: look('ipAddress'), isTarget: isTarget(look) })) // prettier-ignore
  return { srcIp: found.find((one) => !one.isTarget)?.ip, dstIp: found.find((one) => one.isTarget)?.ip }
}

const isTarget = (look: Look): boolean => look.all('roles').some((role) => role === 'destination' || role === 'commandAndControl') // prettier-ignore

const processOf = (look: Look): ProcessReading => ({
  name: look('imageFile.fileName', 'fileName'),
  path: pathIn(look('imageFile.filePath', 'filePath'), look('imageFile.fileName', 'fileName')),
  commandLine: look('processCommandLine'),
  pid: look('processId'),
  user: userOf(look),
  parent: {
    name: look('parentProcessImageFile.fileName', 'parentProcessFileName'),
    path: pathIn(
      look('parentProcessImageFile.filePath', 'parentProcessFilePath'),
      look('parentProcessImageFile.fileName', 'parentProcessFileName'),
    ),
    pid: look('parentProcessId'),
  },
})

function observablesOf({ kind, look }: Evidence): { type: string; value: unknown }[] {
  if (kind === 'ip') return [{ type: 'IP_ADDRESS', value: look('ipAddress') }]
  if (kind === 'url') return [{ type: 'URL', value: look('url') }]
  if (kind === 'device') return [{ type: 'HOSTNAME', value: look('deviceDnsName') }]
  if (kind === 'file' || kind === 'process') {
    const [sha256, sha1] = [hashOf(look(...fileAt('sha256')), 'sha256'), hashOf(look(...fileAt('sha1')), 'sha1')]
    return [
      { type: 'HASH_SHA256', value: sha256 },
      { type: 'HASH_SHA1', value: sha1 },
    ]
  }
  if (kind === 'registrykey' || kind === 'registryvalue' || kind === 'registry') {
    const [hive, key] = [textOf(look('registryHive')), textOf(look('registryKey'), 1_000)]
    return [{ type: 'REGISTRY_KEY', value: hive && key ? `${hive}\\${key}` : key }]
  }
  return []
}
