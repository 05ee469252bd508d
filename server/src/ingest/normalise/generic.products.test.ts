import { readItems } from '../read-items'
import { unbundle } from '../unbundle'
import { normalise } from './normalise'

/** Bodies in the form of products that no file here knows, with what has to come out of them by the names of their keys alone. */
const read = (body: unknown) =>
  unbundle(readItems(Buffer.from(JSON.stringify(body))), 'auto').map((item) =>
    normalise('value' in item ? item.value : {}, { name: 'Test', product: 'auto' }),
  )

type Case = [product: string, body: unknown, finding: Record<string, unknown>]

const hash = { md5: '0a'.repeat(16), sha1: '0b'.repeat(20), sha256: '0c'.repeat(32) }
const at = (time: string) => new Date(time)

// prettier-ignore
const cases: Case[] = [
  ['Trend Micro Vision One', {
    schemaVersion: '1.13', id: 'WB-9002-20260102-00001', investigationStatus: 'New', status: 'Open', workbenchLink: 'https://portal.example.com/index.html#/workbench?id=WB-9002',
    alertProvider: 'SAE', model: 'Possible Credential Dumping via Registry', modelId: '1ebd4f91', score: 64, severity: 'high',
    impactScope: { desktopCount: 1, entities: [{ entityType: 'host', entityValue: { guid: '7AAC2D48', name: 'nimda', ips: ['192.0.2.29'] }, entityId: '7AAC2D48' }] },
    description: 'A user obtained account logon information.', createdDateTime: '2026-01-02T03:04:05Z', updatedDateTime: '2026-01-03T03:04:05Z',
    matchedRules: [{ id: '6ba5', name: 'Potential Credential Dumping via Registry', matchedFilters: [{ id: 'ccf8', name: 'Reg export', mitreTechniqueIds: ['V9.T1003.004', 'T1003.002'] }] }],
  }, { severity: 'HIGH', vendorId: 'WB-9002-20260102-00001', eventAt: at('2026-01-02T03:04:05Z'), techniques: ['T1003.004', 'T1003.002'], title: 'Possible Credential Dumping via Registry', link: 'https://portal.example.com/index.html#/workbench?id=WB-9002' }],

  ['Sophos Central', {
    customer_id: 'ab12', id: '3f1b2a60-aaaa-4bbb-8ccc-000000000001', severity: 'medium', type: 'Event::Endpoint::Threat::CleanedUp', name: "Malware cleaned up: 'EICAR-AV-Test'",
    location: 'PC-7', source: 'n/a', threat: 'EICAR-AV-Test', created_at: '2026-01-02T03:04:06.000Z', when: '2026-01-02T03:04:05.000Z', user_id: '5e2', endpoint_id: '9d1', endpoint_type: 'computer',
    source_info: { ip: '192.0.2.10' },
  }, { severity: 'MEDIUM', vendorId: '3f1b2a60-aaaa-4bbb-8ccc-000000000001', title: "Malware cleaned up: 'EICAR-AV-Test'" }],

  ['Fortinet FortiGate syslog', {
    message: '<189>date=2026-01-02 time=03:04:05 devname="fw-1" devid="FGT1" logid="0419016384" type="utm" subtype="ips" eventtype="signature" level="alert" tz="+0100" severity="critical" srcip=203.0.113.5 dstip=192.0.2.8 srcport=41000 dstport=443 action="dropped" attack="Web.Server.Overflow" attackid=107347 msg="web_server: Web.Server.Overflow" url="/index.php"',
  }, { severity: 'CRITICAL', srcIp: '203.0.113.5', dstIp: '192.0.2.8', srcPort: 41000, dstPort: 443, eventAt: at('2026-01-02T02:04:05Z'), host: 'fw-1', title: 'Web.Server.Overflow', disposition: 'dropped' }],

  ['ArcSight CEF in a forwarder', {
    host: 'collector.example.net',
    message: '<134>Jan  2 03:04:05 dp CEF:0|Imperva|SecureSphere|14.7|1002|SQL injection \\| union|8|src=203.0.113.9 spt=5501 dst=192.0.2.80 dpt=80 suser=bob request=http://shop.example.com/a?b=c rt=1767323045000 cs1Label=Policy cs1=Web profile act=Block',
  }, { title: 'SQL injection | union', product: 'SecureSphere', severity: 'HIGH', vendorSeverity: '8', ruleId: '1002', srcIp: '203.0.113.9', srcPort: 5501, dstIp: '192.0.2.80', user: 'bob', url: 'http://shop.example.com/a?b=c', disposition: 'Block', eventAt: at('2026-01-02T03:04:05Z') }],

  ['LEEF', { raw: 'LEEF:1.0|Lancope|StealthWatch|6.8|41|src=192.0.2.5\tdst=198.51.100.7\tsev=5\tusrName=carol\tdstPort=22\tmsg=Suspicious scan' },
    { product: 'StealthWatch', severity: 'MEDIUM', srcIp: '192.0.2.5', dstIp: '198.51.100.7', user: 'carol', dstPort: 22, title: 'Suspicious scan', ruleId: '41' }],

  ['Cisco Secure Endpoint', {
    version: 'v1.2.0', data: { id: 6455442249407791000, timestamp: 1767323045, timestamp_nanoseconds: 0, date: '2026-01-02T03:04:05+00:00', event_type: 'Threat Detected', event_type_id: 1090519054, detection: 'W32.EICAR', detection_id: '6455442249407791109', connector_guid: '1a',
      severity: 'High', computer: { connector_guid: '1a', hostname: 'demo-pc', external_ip: '203.0.113.77', user: 'dave@DEMO-PC', active: true, network_addresses: [{ ip: '192.0.2.33', mac: '00:00:5e:00:53:01' }] },
      file: { disposition: 'Malicious', file_name: 'eicar.com', file_path: 'C:\\tmp\\eicar.com', identity: { sha256: hash.sha256, sha1: hash.sha1, md5: hash.md5 } } },
  }, { severity: 'HIGH', host: 'demo-pc', user: 'dave@DEMO-PC', ...hash, fileName: 'eicar.com', eventAt: at('2026-01-02T03:04:05Z'), vendorId: '6455442249407791109', srcIp: null }],

  ['Vectra detection', {
    id: 8812, category: 'command_and_control', detection: 'Hidden HTTPS Tunnel', detection_type: 'Hidden HTTPS Tunnel', d_type_vname: 'Hidden HTTPS Tunnel', src_ip: '192.0.2.44', src_host: { id: 3, name: 'pc-44', ip: '192.0.2.44' }, state: 'active', threat: 70, certainty: 45,
    first_timestamp: '2026-01-02T03:04:05Z', last_timestamp: '2026-01-02T04:04:05Z', detection_url: 'https://vectra.example.com/detections/8812', sensor: 'abcd', sensor_name: 'sensor-1',
  }, { title: 'Hidden HTTPS Tunnel', srcIp: '192.0.2.44', vendorId: '8812', eventAt: at('2026-01-02T03:04:05Z'), host: 'pc-44', link: 'https://vectra.example.com/detections/8812', severity: 'UNKNOWN' }],

  ['Darktrace model breach', {
    commentCount: 0, pbid: 3221, time: 1767323045000, creationTime: 1767323050000, score: 0.674, model: { then: { name: 'Device::Anomalous Nmap Scan', pid: 4, uuid: '8000-1', priority: 4, category: 'Suspicious' } },
    device: { did: 12, ip: '192.0.2.60', hostname: 'srv-60', typename: 'server' }, breachUrl: 'https://dt.example.com/#modelbreach/3221', triggeredComponents: [{ time: 1767323044000, cbid: 1 }],
  }, { vendorId: '3221', host: 'srv-60', eventAt: at('2026-01-02T03:04:05Z'), link: 'https://dt.example.com/#modelbreach/3221', srcIp: null, severity: 'UNKNOWN' }],

  ['Lacework', {
    event_title: 'Clone of Unauthorized API Call', event_link: 'https://acme.example.com/ui/investigation/recents/EventDossier-120', lacework_account: 'acme', event_source: 'AWS CloudTrail', event_description: 'For account: 123456789012: Unauthorized', event_timestamp: '02 Jan 2026 03:04:05 GMT', event_type: 'CloudTrailDefaultAlert', event_id: '120', event_severity: '3', rec_id: 'x',
  }, { title: 'Clone of Unauthorized API Call', link: 'https://acme.example.com/ui/investigation/recents/EventDossier-120', severity: 'UNKNOWN', vendorSeverity: '3', eventAt: at('2026-01-02T03:04:05Z') }],

  ['Wiz issue', {
    trigger: { source: 'ISSUES', type: 'Created', ruleId: 'rule-1', ruleName: 'Send all' }, issue: { id: 'ef0d-01', status: 'OPEN', severity: 'CRITICAL', created: '2026-01-02T03:04:05Z', projects: 'Shop' },
    resource: { id: 'arn:aws:s3:::example-bucket', name: 'example-bucket', type: 'bucket', cloudPlatform: 'AWS', subscriptionId: '123456789012', region: 'eu-west-1' }, control: { id: 'wc-id-1', name: 'Bucket is public', severity: 'CRITICAL' },
  }, { severity: 'CRITICAL', vendorId: 'ef0d-01', eventAt: at('2026-01-02T03:04:05Z'), vendorStatus: 'OPEN', cloudAccount: '123456789012', kind: 'ALERT', resource: 'arn:aws:s3:::example-bucket' }],

  ['Snyk', {
    project: { name: 'acme/shop:package.json', id: 'af1', type: 'npm' }, org: { name: 'acme', id: 'a04' },
    newIssues: [{ id: 'SNYK-JS-EXAMPLE-1', issueType: 'vuln', pkgName: 'left', issueData: { id: 'SNYK-JS-EXAMPLE-1', title: 'Prototype Pollution', severity: 'high', url: 'https://snyk.example.com/vuln/SNYK-JS-EXAMPLE-1', cvssScore: 7.4, publicationTime: '2026-01-02T03:04:05Z' }, priorityScore: 704 }],
  }, { title: 'Prototype Pollution', severity: 'HIGH', vendorId: 'SNYK-JS-EXAMPLE-1', vendorScore: 74 }],

  ['Prisma Cloud', {
    alertId: 'P-1234', policyName: 'AWS Security Group allows all traffic on SSH port (22)', severity: 'high', alertStatus: 'open', alertTs: 1767323045000, firstSeen: 1767323045000, lastSeen: 1767326645000, accountName: 'prod', accountId: '123456789012', resourceId: 'sg-1', resourceName: 'default', policyId: '617b', policyDescription: 'SSH is open',
    callbackUrl: 'https://app.example.com/alerts?alertId=P-1234', policyType: 'config', riskRating: 'C', user: null,
  }, { title: 'AWS Security Group allows all traffic on SSH port (22)', severity: 'HIGH', vendorId: 'P-1234', ruleId: '617b', eventAt: at('2026-01-02T03:04:05Z'), cloudAccount: '123456789012', resource: 'sg-1', user: null, vendorStatus: 'open' }],

  ['Carbon Black Cloud', {
    id: 'cb-1', type: 'CB_ANALYTICS', severity: 7, backend_timestamp: '2026-01-02T03:05:00.000Z', detection_timestamp: '2026-01-02T03:04:05.000Z', reason: 'The application mimi.exe acted as a network server.', reason_code: 'R_1', device_id: 31, device_name: 'CORP\\pc-31', device_external_ip: '203.0.113.31', device_internal_ip: '192.0.2.31', device_os_version: '10.0.19041.1',
    alert_url: 'https://cb.example.com/alerts?s=cb-1', workflow: { status: 'OPEN' }, process_name: 'c:\\tmp\\mimi.exe', process_sha256: hash.sha256, process_md5: hash.md5, process_cmdline: 'mimi.exe -x', process_username: 'CORP\\erin', parent_name: 'c:\\windows\\explorer.exe', device_username: 'erin@example.com', threat_id: 't-9', primary_event_id: 'q',
  }, { severity: 'HIGH', title: 'The application mimi.exe acted as a network server.', host: 'CORP\\pc-31', sha256: hash.sha256, md5: hash.md5, vendorId: 'cb-1', eventAt: at('2026-01-02T03:04:05Z'), link: 'https://cb.example.com/alerts?s=cb-1', srcIp: null, process: expect.objectContaining({ name: 'mimi.exe', parent: expect.objectContaining({ name: 'explorer.exe' }) }) }],

  ['Rapid7 InsightIDR', {
    id: '58b0', rrn: 'rrn:investigation:us:1', title: 'Brute Force - Local Account', source: 'ALERT', status: 'OPEN', priority: 'HIGH', disposition: 'UNDECIDED', created_time: '2026-01-02T03:04:05Z', last_accessed: '2026-01-02T05:04:05Z', assignee: { email: 'analyst@example.com', name: 'Ann Analyst' }, latest_alert_time: '2026-01-02T04:04:05Z', first_alert_time: '2026-01-02T03:04:00Z',
  }, { title: 'Brute Force - Local Account', severity: 'HIGH', vendorId: '58b0', user: null, eventAt: at('2026-01-02T03:04:05Z'), vendorStatus: 'OPEN' }],

  ['Tenable', {
    asset: { fqdn: 'web.example.com', hostname: 'web', ipv4: '192.0.2.90', uuid: 'aa-1', device_type: 'general-purpose' }, output: 'The remote host ...', plugin: { id: 51192, name: 'SSL Certificate Cannot Be Trusted', family: 'General', description: 'The certificate ...', cvss_base_score: 6.4, risk_factor: 'medium' },
    port: { port: 443, protocol: 'TCP', service: 'www' }, severity: 'medium', severity_id: 2, severity_default_id: 2, first_found: '2026-01-02T03:04:05.000Z', last_found: '2026-01-03T03:04:05.000Z', state: 'OPEN', scan: { uuid: 's', started_at: '2026-01-03T03:00:00.000Z' },
  }, { title: 'SSL Certificate Cannot Be Trusted', severity: 'MEDIUM', ruleId: '51192', host: 'web.example.com', vendorScore: 64, vendorStatus: 'OPEN' }],

  ['Jira', {
    timestamp: 1767323045000, webhookEvent: 'jira:issue_created', user: { self: 'https://jira.example.com/user?u=1', name: 'frank', emailAddress: 'frank@example.com', displayName: 'Frank' },
    issue: { id: '10002', self: 'https://jira.example.com/rest/api/2/issue/10002', key: 'SEC-1', fields: { summary: 'Phishing reported', created: '2026-01-02T03:04:05.000+0000', priority: { name: 'High', id: '2' }, status: { name: 'To Do' }, labels: ['phish'] } },
  }, { title: 'Phishing reported', severity: 'HIGH', vendorStatus: 'To Do', eventAt: at('2026-01-02T03:04:05Z') }],

  ['PagerDuty v3', {
    event: { id: '01B', event_type: 'incident.triggered', resource_type: 'incident', occurred_at: '2026-01-02T03:04:05.704Z', agent: { html_url: 'https://acme.example.com/users/P1', id: 'P1', type: 'user_reference' },
      data: { id: 'PGR0VU2', type: 'incident', self: 'https://api.example.com/incidents/PGR0VU2', html_url: 'https://acme.example.com/incidents/PGR0VU2', number: 2, status: 'triggered', incident_key: 'd3640fbd41094207a1c11e58e46b1662', created_at: '2026-01-02T03:04:05Z', title: 'Disk is full', urgency: 'high', priority: { id: 'PS', summary: 'P1' } } },
  }, { title: 'Disk is full', vendorStatus: 'triggered', link: 'https://acme.example.com/incidents/PGR0VU2', severity: 'HIGH', kind: 'ALERT' }],

  ['PagerDuty v3, over', { event: { id: '01C', event_type: 'incident.resolved', occurred_at: '2026-01-02T03:14:05Z', data: { id: 'PGR0VU2', type: 'incident', status: 'resolved', title: 'Disk is full', resolved_at: '2026-01-02T03:14:04Z' } } }, { kind: 'RESOLUTION' }],

  ['PagerDuty events', { routing_key: 'r', event_action: 'trigger', dedup_key: 'srv01/HTTP', payload: { summary: 'HTTP is down on srv01', source: 'srv01.example.com', severity: 'critical', timestamp: '2026-01-02T03:04:05Z', component: 'http', custom_details: { 'ping time': '1500ms' } } },
    { title: 'HTTP is down on srv01', severity: 'CRITICAL', vendorId: 'srv01/HTTP', eventAt: at('2026-01-02T03:04:05Z') }],

  ['Datadog', {
    id: '7452', event_type: 'query_alert_monitor', title: '[Triggered on {host:web-3}] High CPU', body: 'CPU was above 90', date: 1767323045000, last_updated: 1767323045000, org: { id: '1', name: 'acme' }, alert_id: '9911', alert_type: 'error', alert_transition: 'Triggered', hostname: 'web-3', priority: 'normal', link: 'https://app.example.com/event/7452', tags: ['env:prod', 'role:web'],
  }, { title: '[Triggered on {host:web-3}] High CPU', severity: 'HIGH', host: 'web-3', eventAt: at('2026-01-02T03:04:05Z'), link: 'https://app.example.com/event/7452', vendorId: '9911' }],

  ['Datadog, over', { id: '7453', title: '[Recovered] High CPU', alert_id: '9911', alert_transition: 'Recovered', hostname: 'web-3' }, { kind: 'RESOLUTION', vendorId: '9911' }],

  ['Zabbix', { event_id: '31', event_name: 'High bandwidth on eth0', event_severity: 'Disaster', event_date: '2026.01.02', event_time: '03:04:05', host_name: 'rtr-1', host_ip: '192.0.2.1', trigger_id: '15987', trigger_status: 'PROBLEM', event_value: '1' },
    { title: 'High bandwidth on eth0', severity: 'CRITICAL', host: 'rtr-1', ruleId: '15987', vendorId: null, srcIp: null }],

  ['Nagios', { notification_type: 'RECOVERY', host_name: 'db-1', service_desc: 'Disk', service_state: 'OK', service_output: 'DISK OK - 80% free', long_date_time: 'Fri Jan 2 03:04:05 UTC 2026' },
    { kind: 'RESOLUTION', host: 'db-1', vendorStatus: 'OK' }],

  ['Sentry', {
    action: 'triggered', installation: { uuid: 'inst' }, actor: { type: 'application', id: 'sentry', name: 'Sentry' },
    data: { event: { event_id: 'e4874d664c3540c1a32eab185f12c5ab', level: 'error', title: "ReferenceError: heck is not defined", message: '', datetime: '2026-01-02T03:04:05.000000Z', timestamp: 1767323045.0, received: 1767323099.0, culprit: '?(runner)', web_url: 'https://sentry.example.com/issues/1170820242/', url: 'https://sentry.example.com/api/0/events/', platform: 'javascript', user: { ip_address: '192.0.2.200' }, issue_id: '1170820242' }, triggered_rule: 'Very Important Alert Rule' },
  }, { title: 'ReferenceError: heck is not defined', severity: 'HIGH', eventAt: at('2026-01-02T03:04:05Z'), link: 'https://sentry.example.com/issues/1170820242/' }],

  ['Sumo Logic insight', { id: 'd4b9', readableId: 'INSIGHT-220', name: 'Defense Evasion with Persistence', severity: 'MEDIUM', status: { displayName: 'New', name: 'new' }, created: '2026-01-02T03:04:05.000000', entity: { entityType: '_ip', hostname: null, name: '192.0.2.17', value: '192.0.2.17' }, signals: [{ id: 's1', name: 'Log cleared', severity: 4, timestamp: '2026-01-02T03:00:00', ruleId: 'MATCH-S00123', tags: ['_mitreAttackTechnique:T1070'] }] },
    { title: 'Defense Evasion with Persistence', severity: 'MEDIUM', vendorId: 'd4b9', eventAt: at('2026-01-02T03:04:05Z') }],

  ['QRadar offense', { id: 42, description: 'Multiple Login Failures\n', offense_type: 3, offense_source: '203.0.113.42', magnitude: 7, severity: 8, credibility: 4, relevance: 5, status: 'OPEN', start_time: 1767323045000, last_updated_time: 1767326645000, event_count: 12, rules: [{ id: 100061, type: 'CRE_RULE' }], categories: ['SSH Login Failed'] },
    { title: 'Multiple Login Failures', severity: 'HIGH', vendorId: '42', eventAt: at('2026-01-02T03:04:05Z'), srcIp: '203.0.113.42' }],

  ['LogRhythm', { alarmId: 777, alarmRuleName: 'AIE: Lateral Movement', alarmStatus: 'New', alarmDate: '2026-01-02T03:04:05Z', dateInserted: '2026-01-02T03:05:00Z', rbpMax: 81, entityName: 'Primary', impactedHost: 'srv-8', originIP: '192.0.2.14', login: 'gina' },
    { title: 'AIE: Lateral Movement', eventAt: at('2026-01-02T03:04:05Z'), srcIp: '192.0.2.14', user: 'gina', host: 'srv-8', vendorId: '777', vendorStatus: 'New' }],

  ['Google SCC', {
    notificationConfigName: 'organizations/1/notificationConfigs/c', finding: { name: 'organizations/1/sources/2/findings/f3', parent: 'organizations/1/sources/2', resourceName: '//compute.example.com/projects/p/instances/i', state: 'ACTIVE', category: 'Malware: Bad IP', externalUri: 'https://console.example.com/finding', eventTime: '2026-01-02T03:04:05.123Z', createTime: '2026-01-02T03:04:09Z', severity: 'HIGH', findingClass: 'THREAT', mitreAttack: { primaryTactic: 'COMMAND_AND_CONTROL' }, sourceProperties: {} },
    resource: { name: '//compute.example.com/projects/p/instances/i', displayName: 'i', type: 'google.compute.Instance' },
  }, { severity: 'HIGH', title: 'Malware: Bad IP', eventAt: at('2026-01-02T03:04:05.123Z'), link: 'https://console.example.com/finding', resource: '//compute.example.com/projects/p/instances/i', vendorStatus: 'ACTIVE' }],

  ['Azure Monitor', {
    schemaId: 'azureMonitorCommonAlertSchema', data: { essentials: { alertId: '/subscriptions/1/providers/Microsoft.AlertsManagement/alerts/b9', alertRule: 'Logons from new place', severity: 'Sev1', signalType: 'Log', monitorCondition: 'Fired', monitoringService: 'Log Alerts V2', alertTargetIDs: ['/subscriptions/1/vm/web'], firedDateTime: '2026-01-02T03:04:05.6Z', description: 'Odd logons' }, alertContext: { properties: null, conditionType: 'LogQueryCriteria' } },
  }, { title: 'Logons from new place', severity: 'HIGH', vendorSeverity: 'Sev1', vendorId: '/subscriptions/1/providers/Microsoft.AlertsManagement/alerts/b9', eventAt: at('2026-01-02T03:04:05.6Z'), product: 'Log Alerts V2', kind: 'ALERT' }],

  ['Azure Monitor, over', { schemaId: 'azureMonitorCommonAlertSchema', data: { essentials: { alertId: '/alerts/b9', alertRule: 'Odd', severity: 'Sev1', monitorCondition: 'Resolved', resolvedDateTime: '2026-01-02T04:04:05Z', firedDateTime: '2026-01-02T03:04:05Z' } } },
    { kind: 'RESOLUTION', endedAt: at('2026-01-02T04:04:05Z'), eventAt: at('2026-01-02T03:04:05Z') }],

  ['1Password', { uuid: '56YE2TYN2VFYRLNSHKPW5NVT5E', session_uuid: 'A5K6', timestamp: '2026-01-02T03:04:05Z', country: 'FR', category: 'firewall_failed', type: 'continent_blocked', details: null, target_user: { uuid: 'IR7', name: 'Wendy', email: 'wendy@example.com' }, client: { app_name: '1Password Browser', app_version: '20240', platform_name: 'Chrome', os_version: '13.2.0.1', ip_address: '192.0.2.50' } },
    { vendorId: '56YE2TYN2VFYRLNSHKPW5NVT5E', srcIp: '192.0.2.50', eventAt: at('2026-01-02T03:04:05Z'), user: 'Wendy' }],

  ['Auth0', { log_id: '900', data: { date: '2026-01-02T03:04:05.000Z', type: 'limit_wc', description: 'Blocked account', connection: 'Users', client_id: 'AaiyAP', client_name: 'Shop', ip: '203.0.113.50', user_agent: 'Chrome 99.0.0.0', user_id: 'auth0|1', user_name: 'hal@example.com', log_id: '900' } },
    { vendorId: '900', srcIp: '203.0.113.50', user: 'hal@example.com', description: 'Blocked account', eventAt: at('2026-01-02T03:04:05Z') }],

  ['Proofpoint TAP', { messagesDelivered: [], GUID: 'c26dbea0', QID: 'r2FNwRHF004109', sender: 'evil@example.org', senderIP: '198.51.100.99', recipient: ['ida@example.com'], subject: 'Invoice', messageTime: '2026-01-02T03:04:05.000Z', phishScore: 95, malwareScore: 0, threatsInfoMap: [{ threat: 'http://bad.example.org/x', threatID: 'aa', threatStatus: 'active', classification: 'phish', threatUrl: 'https://threatinsight.example.com/aa' }] },
    { mailSender: 'evil@example.org', srcIp: '198.51.100.99', mailRecipients: ['ida@example.com'], mailSubject: 'Invoice', eventAt: at('2026-01-02T03:04:05Z'), title: 'Invoice' }],

  ['Mimecast', { logType: 'ttp.url', data: [{ userEmailAddress: 'jo@example.com', fromUserEmailAddress: 'x@example.org', url: 'https://bad.example.org/login', ttpDefinition: 'Default', subject: 'Reset', action: 'block', adminOverride: 'N/A', scanResult: 'malicious', category: 'Phishing & Fraud', sendingIp: '198.51.100.4', date: '2026-01-02T03:04:05+0000' }] },
    { url: 'https://bad.example.org/login', user: 'jo@example.com', mailSender: 'x@example.org', eventAt: at('2026-01-02T03:04:05Z'), disposition: 'block', mailSubject: 'Reset' }],

  ['Abnormal', { threatId: '184712ab', messages: [{ abxMessageId: 4551618356913732000, attackType: 'Phishing: Credential', subject: 'Your account', fromAddress: 'support@example.org', recipientAddress: 'kim@example.com', senderIpAddress: '198.51.100.12', receivedTime: '2026-01-02T03:04:05Z', attackScore: 90, abxPortalUrl: 'https://portal.example.com/threat/184712ab' }] },
    { vendorId: '184712ab', mailSender: 'support@example.org', mailRecipients: ['kim@example.com'], srcIp: '198.51.100.12', eventAt: at('2026-01-02T03:04:05Z') }],

  ['Slack', { text: 'Alert fired', attachments: [{ title: 'Root login', fallback: 'x', fields: [{ title: 'Severity', value: 'High', short: true }, { title: 'Host', value: 'web-9', short: true }, { title: 'Source IP', value: '203.0.113.8', short: true }], ts: 1767323045 }] },
    { title: 'Root login', severity: 'HIGH', host: 'web-9', srcIp: '203.0.113.8', eventAt: at('2026-01-02T03:04:05Z') }],

  ['Opsgenie', { action: 'Create', alert: { alertId: '052652ac', message: 'Server down', tags: ['a', 'b'], tinyId: '23', entity: 'srv-2', alias: 'srv-2/down', createdAt: 1767323045000, updatedAt: 1767323045999, username: 'root@example.com', priority: 'P2', source: 'monitor' }, integrationName: 'Hook' },
    { title: 'Server down', severity: 'HIGH', vendorId: '052652ac', eventAt: at('2026-01-02T03:04:05Z'), tags: ['a', 'b'] }],

  ['Chronicle', { type: 'RULE_DETECTION', id: 'de_1', createdTime: '2026-01-02T03:10:00Z', detectionTime: '2026-01-02T03:04:05Z', detection: [{ ruleName: 'mimikatz_use', ruleId: 'ru_1', severity: 'HIGH', urlBackToProduct: 'https://chronicle.example.com/x', alertState: 'ALERTING', ruleType: 'MULTI_EVENT' }] },
    { title: 'mimikatz_use', severity: 'HIGH', ruleId: 'ru_1', eventAt: at('2026-01-02T03:04:05Z'), vendorId: 'de_1' }],

  ['Cybereason', { malopId: '11.2718', displayName: 'svchost.exe', detectionEngine: 'EDR', severity: 'High', status: 'Active', creationTime: 1767323045000, lastUpdateTime: 1767323095000, machines: [{ guid: 'm1', displayName: 'pc-5', osType: 'WINDOWS', connected: true }], users: [{ guid: 'u1', displayName: 'corp\\lee' }] },
    { severity: 'HIGH', eventAt: at('2026-01-02T03:04:05Z'), vendorStatus: 'Active', host: 'pc-5', user: 'corp\\lee' }],
]

it.each(cases)('%s', (_product, body, finding) => {
  const said = read(body).map((one) => Object.fromEntries(Object.entries(one).filter(([field]) => field in finding)))
  expect(said).toEqual([finding])
})

it('takes a page of a search apart, and leaves the details of one alert together', () => {
  const hit = (id: string) => ({
    _id: id,
    _source: { '@timestamp': '2026-01-02T03:04:05Z', 'rule.name': 'r', severity: 'low' },
  })
  expect(read({ took: 3, hits: { total: 2, hits: [hit('a'), hit('b')] } })).toHaveLength(2)
  expect(read({ results: [{ title: 'a' }, { title: 'b' }] }).map(({ title }) => title)).toEqual(['a', 'b'])
  const details = [{ ip: '192.0.2.1' }, { ip: '192.0.2.2' }]
  for (const key of ['evidence', 'entities', 'observables', 'artifacts', 'events', 'results', 'data'])
    expect(read({ title: 't', severity: 'high', [key]: details })).toHaveLength(1)
})

it('reads at most 2,000 leaves, and never falls over what only looks like a form', () => {
  const filler = Object.fromEntries(Array.from({ length: 2_100 }, (_, at) => [`k${at}`, at]))
  expect(read({ ...filler, severity: 'high' })[0]?.severity).toBe('UNKNOWN')
  for (const message of [
    '{"a":[',
    'CEF:0|',
    'LEEF:2.0|a|b|c|d|',
    '<999>text of a line',
    'a=b '.repeat(5_000),
    `${'['.repeat(3_000)}${']'.repeat(3_000)}`,
  ])
    expect(read({ message, severity: 'low' })[0]).toMatchObject({ severity: 'LOW', kind: 'ALERT' })
})

it.each([
  [{ severity: 4 }, 'UNKNOWN'],
  [{ severity: 7 }, 'HIGH'],
  [{ severity: 6.5 }, 'MEDIUM'],
  [{ severity: 75 }, 'HIGH'],
  [{ severity: 250 }, 'UNKNOWN'],
  [{ severity_id: 5 }, 'CRITICAL'],
  [{ priority: 1 }, 'UNKNOWN'],
  [{ priority: 'P2' }, 'HIGH'],
  [{ level: 3 }, 'UNKNOWN'],
  [{ confidence_level: 'high' }, 'UNKNOWN'],
  [{ severity: '1 - Critical' }, 'CRITICAL'],
  [{ severity: 'not critical' }, 'UNKNOWN'],
  [{ log: { syslog: { severity: { code: 2 } } } }, 'CRITICAL'],
  [{ risk_score: 47 }, 'MEDIUM'],
  [{ severity: 3, severity_name: 'Medium' }, 'MEDIUM'],
  [{ process: { severity: 'critical' } }, 'UNKNOWN'],
])('takes %j for %s', (body, severity) => {
  expect(read(body)[0]?.severity).toBe(severity)
})

it("takes nothing of the reporter's own, nor what only looks like an address", () => {
  const body = {
    title: 't',
    agent: { ip: '192.0.2.1', version: '8.8.8.8' },
    observer: { ip: '192.0.2.2' },
    manager: { name: 'm-1' },
    sensor_ip: '192.0.2.3',
    client_version: '4.6.12.241',
    host: { ip: '192.0.2.4' },
  }
  expect(read(body)[0]).toMatchObject({ srcIp: null, dstIp: null, host: null, vendorId: null })
})
