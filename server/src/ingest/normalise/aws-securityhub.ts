import { EventType } from '../../scoring/event-type'
import { Severity } from '../../scoring/severity'
import { isJsonObject } from '../finding'
import { unwrapped } from '../reading/envelope'
import { textOf } from '../reading/fields'
import { labelsOf } from '../reading/labels'
import type { Look } from '../reading/look'
import { matching } from '../reading/matching'
import type { Reading } from '../reading/reading'
import { onScale } from '../reading/severity'
import { securityHubPlaces } from './aws-securityhub-places'
import { readSecurityHubOcsf } from './aws-securityhub-ocsf'
import type { Normaliser } from './normaliser'

/** Findings in ASFF alone, as the API lists them and in EventBridge's envelope; there also in OCSF, which Security Hub writes by now. */
export const awsSecurityHub: Normaliser = {
  id: 'aws-securityhub',
  name: 'AWS Security Hub',
  signs: [
    ['source=aws.securityhub', 'detail.findings'],
    ['ProductArn', 'AwsAccountId', 'GeneratorId'],
    ['Findings.0.ProductArn', 'Findings.0.AwsAccountId'],
    ['findings.0.ProductArn', 'findings.0.AwsAccountId'],
    ['detail.findings.0.ProductArn', 'detail.findings.0.AwsAccountId'],
  ],
  lists: ['detail.findings', 'Findings', 'findings'],
  read,
}

function read(look: Look): Reading {
  const finding = unwrapped(look, 'detail.findings.0', 'Findings.0', 'findings.0')
  return finding.has('finding_info') ? readSecurityHubOcsf(finding) : readAsff(finding)
}

const { INFORMATIONAL, LOW, MEDIUM, HIGH, CRITICAL } = Severity

function readAsff(finding: Look): Reading {
  const label = finding('Severity.Label', 'FindingProviderFields.Severity.Label')
  const score = finding('Severity.Normalized')
  const isOver = isResolved(finding)
  const types = finding.all('Types', 'FindingProviderFields.Types')
  return {
    kind: isOver ? 'RESOLUTION' : 'ALERT',
    title: finding('Title'),
    description: finding('Description'),
    severity: label === undefined ? onScale(score, [[0, INFORMATIONAL], [1, LOW], [40, MEDIUM], [70, HIGH], [90, CRITICAL]]) : null,
    vendorSeverity: label ?? score,
    vendorScore: score,
    vendorId: finding('Id'),
    identity: identityOf(finding),
    vendorStatus: finding('Workflow.Status', 'WorkflowState'),
    ruleId: finding('GeneratorId'),
    ruleName: finding('Compliance.SecurityControlId') ?? types[0],
    link: finding('SourceUrl'),
    cloudAccount: finding('AwsAccountId'),
    ...securityHubPlaces(finding),
    tags: finding.all('Resources.*.Tags').filter(isJsonObject).flatMap(labelsOf),
    tactics: types.flatMap((type) => /^TTPs\/([^/]+)/.exec(textOf(type) ?? '')?.[1] ?? []),
    eventType: matching(types[0], kinds),
    eventAt: finding('CreatedAt', 'FirstObservedAt', 'UpdatedAt'),
    endedAt: isOver ? finding('UpdatedAt') : undefined,
    observables: finding.all('Vulnerabilities.*.Id').map((value) => ({ type: 'CVE', value })),
  } // prettier-ignore
}

/** Amazon's own ids are unique everywhere; those of others only within their product. */
function identityOf(finding: Look): string | undefined {
  const [product, id] = [textOf(finding('ProductArn')), textOf(finding('Id'))]
  return product === null || id === null || id.startsWith('arn:') ? undefined : `${product}/${id}`
}

/** Archived by the product that found it: the resource is gone or in order again. */
const isResolved = (finding: Look): boolean =>
  finding('Workflow.Status') === 'RESOLVED' || finding('RecordState') === 'ARCHIVED' || finding('Compliance.Status') === 'PASSED' // prettier-ignore

/** ASFF's types: namespace/category/classifier. */
const kinds: [RegExp, EventType][] = [
  [/\/Vulnerabilities/, EventType.VULNERABILITY],
  [/^Software and Configuration Checks|^Sensitive Data Identifications/, EventType.POLICY],
  [/^Effects\/Data|Exfiltration/, EventType.DATA_BREACH],
  [/^Effects\/Denial of Service/, EventType.DDOS],
  [/Malware|^TTPs\/Command and Control|CryptoCurrency/i, EventType.MALWARE],
  [/^TTPs\/Credential Access/, EventType.CREDENTIAL_ACCESS],
  [/^TTPs\/(Discovery|Reconnaissance)/, EventType.RECONNAISSANCE],
  [/^(TTPs|Effects)/, EventType.INTRUSION],
  [/^Unusual Behaviors/, EventType.ANOMALY],
]
