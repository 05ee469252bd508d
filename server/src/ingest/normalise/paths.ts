const paths = (...written: string[]): string[] => written

/** Elastic's alert documents have flat keys with dots in them. */
const kibana = (key: string): string => `kibana.alert.${key}`

const defenderHost = 'evidence.0.deviceDnsName'
const sentinel = 'object.properties' // the body that an automation rule hands on
const sentinelEntity = `${sentinel}.relatedEntities.0.properties`
const awsCaller = 'detail.service.action.awsApiCallAction.remoteIpDetails.ipAddressV4'

/**
 * Names for the same thing in the payloads of many products, the common form's own first. Whatever needs more than a name (several alerts in
 * one body, a scale, a list to look through) is for a normaliser of that product.
 */
export const places = {
  title: paths('title'),
  ruleAsTitle: paths(kibana('rule.name')),
  message: paths('message'),
  vendorTitle: paths(
    'alert.signature', 'detail.title', 'displayMessage', 'event.DetectName', 'event.Name', 'properties.title', `${sentinel}.title`,
    'threatInfo.threatName', 'commonAnnotations.summary', 'search_name', 'alert.security_advisory.summary',
    'alert.secret_type_display_name',
  ), // prettier-ignore
  type: paths('type', 'event_type'),
  ruleText: paths('rule.description', 'alert.rule.description', 'rule.name', 'rule', 'commonLabels.alertname'),
  description: paths(
    'message', 'description', kibana('reason'), 'detail.description', 'event.DetectDescription', 'event.Description', 'properties.description',
    `${sentinel}.description`, 'output', 'commonAnnotations.description', 'alert.security_advisory.description', 'full_log', 'rule.description',
  ), // prettier-ignore
  severity: paths(
    'severity', kibana('severity'), 'event.SeverityName', 'properties.severity', `${sentinel}.severity`, 'commonLabels.severity', 'priority',
    'threatInfo.confidenceLevel', 'result.severity', 'alert.security_advisory.severity', 'alert.rule.security_severity_level',
    'alert.rule.severity',
  ), // prettier-ignore
  product: paths('product', 'source'),
  /** Unique wherever the product runs, so `uuid` stands before `id`: MISP counts ids in each instance. */
  vendorId: paths(
    'detail.id', kibana('uuid'), 'uuid', 'id', 'alert_id', 'signal_id', 'event.CompositeId', 'event.DetectId', 'object.id', 'sid',
  ), // prettier-ignore
  gitHubAddress: paths('alert.html_url', 'alert.url'),
  ruleId: paths(
    'rule_id', kibana('rule.uuid'), 'rule.id', 'alert.signature_id', 'detail.type', 'eventType', 'commonLabels.alertname', 'alert.rule.id',
    'alert.security_advisory.ghsa_id', 'alert.secret_type', 'detectorId', 'rule',
  ), // prettier-ignore
  ruleName: paths(
    'rule_name', kibana('rule.name'), 'rule.name', 'rule.description', 'alert.signature', 'alert.rule.description', 'commonLabels.alertname',
    'search_name', 'rule',
  ), // prettier-ignore
  link: paths(
    'link',
    'alertWebUrl',
    'event.FalconHostLink',
    `${sentinel}.incidentUrl`,
    'results_link',
    'alert.html_url',
    'externalURL',
  ),
  entity: paths('entity'),
  host: paths(
    'host', 'hostname', 'host_id', 'host.name', 'event.ComputerName', 'event.Hostname', 'agentRealtimeInfo.agentComputerName', 'agent.name',
    'computerDnsName', defenderHost, `${sentinelEntity}.hostName`, 'result.host',
  ), // prettier-ignore
  user: paths(
    'user', 'username', 'user.name', 'event.UserName', 'actor.alternateId', 'threatInfo.processUser', 'detail.resource.accessKeyDetails.userName',
    'data.dstuser', 'data.srcuser', 'output_fields.user.name', `${sentinelEntity}.accountName`, 'result.user',
  ), // prettier-ignore
  resource: paths(
    'resource', 'repository.full_name', 'detail.resource.instanceDetails.instanceId', 'detail.resource.s3BucketDetails.0.name',
    'commonLabels.instance',
  ), // prettier-ignore
  cloudAccount: paths('cloud_account', 'detail.accountId'),
  srcIp: paths(
    'source_ip',
    'src_ip',
    'source.ip',
    'client.ipAddress',
    'data.srcip',
    awsCaller,
    'result.src',
    'result.src_ip',
  ),
  srcPort: paths('src_port', 'source.port', 'data.srcport'),
  dstIp: paths('dest_ip', 'dst_ip', 'destination.ip', 'data.dstip', 'result.dest_ip'),
  dstPort: paths('dest_port', 'dst_port', 'destination.port', 'data.dstport'),
  domain: paths('domain', 'detail.service.action.dnsRequestAction.domain'),
  url: paths('url'),
  fileName: paths('file_name', 'filename', 'file.name', 'event.FileName', 'syscheck.path'),
  md5: paths('md5', 'event.MD5String', 'syscheck.md5_after', 'process.hash.md5', 'threatInfo.md5'),
  sha1: paths('sha1', 'event.SHA1String', 'syscheck.sha1_after', 'process.hash.sha1', 'threatInfo.sha1'),
  sha256: paths('sha256', 'event.SHA256String', 'syscheck.sha256_after', 'process.hash.sha256', 'threatInfo.sha256'),
  tags: paths('tags'),
  techniques: paths('techniques', 'mitreTechniques', 'rule.mitre.id'),
  tactics: paths('tactics'),
  disposition: paths(
    'disposition',
    'alert.action',
    'outcome.result',
    'event.PatternDispositionDescription',
    'threatInfo.mitigationStatus',
  ),
  eventAt: paths(
    'event_time', 'timestamp', 'ts', '@timestamp', 'detail.updatedAt', 'time', 'published', 'createdDateTime', 'metadata.eventCreationTime',
    'properties.createdTimeUtc', `${sentinel}.createdTimeUtc`, 'threatInfo.identifiedAt', 'alerts.0.startsAt', 'result._time',
    'alert.created_at',
  ), // prettier-ignore
} satisfies Record<string, string[]>
