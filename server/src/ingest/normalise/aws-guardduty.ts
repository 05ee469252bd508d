import { EventType } from '../../scoring/event-type'
import { Severity } from '../../scoring/severity'
import { unwrapped } from '../reading/envelope'
import { textOf } from '../reading/fields'
import { labelsOf } from '../reading/labels'
import type { Look } from '../reading/look'
import { matching } from '../reading/matching'
import type { Reading } from '../reading/reading'
import { numberOf, onScale } from '../reading/severity'
import { guardDutyPlaces } from './aws-guardduty-places'
import type { Normaliser } from './normaliser'

/** Findings alone (S3 export, API), in EventBridge's envelope, and as the command line prints them, whose names begin with capitals. */
export const awsGuardDuty: Normaliser = {
  id: 'aws-guardduty',
  name: 'AWS GuardDuty',
  signs: [
    ['source=aws.guardduty', 'detail'],
    ['detail-type=GuardDuty Finding'],
    ['service.serviceName=guardduty'],
    ['Service.ServiceName=guardduty'],
    ['findings.0.service.serviceName=guardduty'],
    ['Findings.0.Service.ServiceName=guardduty'],
  ],
  lists: ['Findings', 'findings'],
  read,
}

const { LOW, MEDIUM, HIGH, CRITICAL } = Severity

function read(look: Look): Reading {
  const finding = unwrapped(look, 'detail', 'findings.0', 'Findings.0')
  const say = (...paths: string[]) => finding(...paths, ...paths.map(capital))
  const severity = say('severity')
  const type = say('type')
  return {
    title: say('title'),
    description: say('description'),
    severity: onScale(severity, [[1, LOW], [4, MEDIUM], [7, HIGH], [9, CRITICAL]]), // prettier-ignore
    vendorSeverity: severity,
    vendorScore: (numberOf(severity) ?? NaN) * 10,
    vendorId: say('id', 'arn'),
    ruleId: type,
    ruleName: type,
    cloudAccount: say('accountId'),
    ...guardDutyPlaces(say),
    tags: labelsOf(finding.all(...both('resource.instanceDetails.tags'), ...both('resource.s3BucketDetails.*.tags'))),
    tactics: [tacticOf(type), ...finding.all(...both('service.detection.sequence.indicators.*.values'))],
    techniques: finding.all(...both('service.detection.sequence.indicators.*.values')),
    eventType: matching(type, purposes),
    eventAt: say('updatedAt', 'createdAt', 'service.eventLastSeen'),
  } // prettier-ignore
}

const capital = (path: string): string => path.replace(/(^|\.)[a-z]/g, (start) => start.toUpperCase())
const both = (path: string): string[] => [path, capital(path)]

/** A type begins with its purpose: `CredentialAccess:IAMUser/…`; some are named after tactics. */
const tacticNames =
  /^(CredentialAccess|DefenseEvasion|Discovery|Execution|Exfiltration|Impact|InitialAccess|Persistence|PrivilegeEscalation):/

const tacticOf = (type: unknown): string | undefined =>
  tacticNames.exec(textOf(type) ?? '')?.[1]?.replace(/(?<=[a-z])(?=[A-Z])/g, ' ')

const purposes: [RegExp, EventType][] = [
  [/DenialOfService|DDoS|:.*\/.*Dos\./, EventType.DDOS],
  [/^(Backdoor|Trojan|CryptoCurrency)|Malicious(File|Software)|MaliciousFile/, EventType.MALWARE],
  [/^CredentialAccess|BruteForce/, EventType.CREDENTIAL_ACCESS],
  [/^Exfiltration/, EventType.DATA_BREACH],
  [/Phishing/, EventType.PHISHING],
  [/^(Recon|Discovery|PenTest)/i, EventType.RECONNAISSANCE],
  [/^Policy/, EventType.POLICY],
  [/^Behavior|Anomalous/, EventType.ANOMALY],
  [/^(AttackSequence|DefenseEvasion|Execution|Impact|InitialAccess|Persistence|PrivilegeEscalation|Stealth|UnauthorizedAccess)/, EventType.INTRUSION],
] // prettier-ignore
