import { EventType } from '../../scoring/event-type'
import { labelsOf } from '../reading/labels'
import type { Look } from '../reading/look'
import { matching } from '../reading/matching'
import type { Reading } from '../reading/reading'

/** A finding as Security Hub hands it to EventBridge under "Findings Imported V2": OCSF's class for its kind, the resources as AWS has them. */
export function readSecurityHubOcsf(finding: Look): Reading {
  const rule = ['compliance.control', 'finding_info.analytic.uid', 'metadata.product.feature.uid']
  const isOver = finding('status') === 'Resolved' || finding('activity_name') === 'Close'
  return {
    kind: isOver ? 'RESOLUTION' : 'ALERT',
    title: finding('finding_info.title'),
    description: finding('finding_info.desc'),
    vendorSeverity: finding('severity', 'vendor_attributes.severity'),
    vendorId: finding('finding_info.uid', 'metadata.uid'),
    vendorStatus: finding('status'),
    ruleId: finding(...rule),
    ruleName: finding('finding_info.analytic.name') ?? finding(...rule),
    link: finding('finding_info.src_url'),
    cloudAccount: finding('cloud.account.uid', 'resources.*.owner.account.uid'),
    host: finding('device.hostname', 'resources.*.hostname'),
    user: finding('actor.user.name', 'evidences.*.actor.user.name'),
    resource: finding('resources.*.uid'),
    srcIp: finding('evidences.*.src_endpoint.ip'),
    srcPort: finding('evidences.*.src_endpoint.port'),
    dstIp: finding('evidences.*.dst_endpoint.ip'),
    dstPort: finding('evidences.*.dst_endpoint.port'),
    domain: finding('evidences.*.query.hostname'),
    techniques: finding.all('finding_info.attacks.*.technique.uid', 'finding_info.attacks.*.sub_technique.uid'),
    tactics: finding.all('finding_info.attacks.*.tactic.uid', 'finding_info.attacks.*.tactics.*.uid'),
    tags: finding.all('resources.*.tags').flatMap((tag) => labelsOf([tag])),
    eventType: matching(finding('class_uid'), [[/^2002$/, EventType.VULNERABILITY], [/^200[36]$/, EventType.POLICY]]),
    eventAt: finding('finding_info.created_time_dt', 'finding_info.created_time', 'time_dt', 'time'),
    endedAt: isOver ? finding('finding_info.modified_time_dt', 'finding_info.modified_time', 'time') : undefined,
    observables: finding.all('vulnerabilities.*.cve.uid').map((value) => ({ type: 'CVE', value })),
  }
} // prettier-ignore
