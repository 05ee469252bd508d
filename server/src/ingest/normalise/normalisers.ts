import { awsGuardDuty } from './aws-guardduty'
import { awsSecurityHub } from './aws-securityhub'
import { awsWaf } from './aws-waf'
import { chainsaw } from './chainsaw'
import { ciscoDuo } from './cisco-duo'
import { cloudflare } from './cloudflare'
import { crowdstrike } from './crowdstrike'
import { elasticSecurity } from './elastic-security'
import { falco } from './falco'
import { gitHub } from './github'
import { grafana } from './grafana'
import { hayabusa } from './hayabusa'
import { microsoftDefender } from './microsoft-defender'
import { microsoftSentinel } from './microsoft-sentinel'
import { misp } from './misp'
import { newrelic } from './newrelic'
import type { Normaliser } from './normaliser'
import { ocsf } from './ocsf'
import { okta } from './okta'
import { orca } from './orca'
import { osquery } from './osquery'
import { paloAltoCortexXdr } from './paloalto-cortex-xdr'
import { pingdom } from './pingdom'
import { prometheusAlertmanager } from './prometheus-alertmanager'
import { santamon } from './santamon'
import { sentinelOne } from './sentinelone'
import { splunk } from './splunk'
import { stix } from './stix'
import { suricata } from './suricata'
import { sysmon } from './sysmon'
import { tetragon } from './tetragon'
import { tocsin } from './tocsin'
import { wazuh } from './wazuh'
import { windowsSecurity } from './windows-security'
import { zeek } from './zeek'

/** Every product that is known by its own file, one line each. Where two would recognise the same item, the one that knows more stands first. */
export const normalisers: readonly Normaliser[] = [
  awsGuardDuty,
  ocsf, // before Security Hub, whose second version sends it
  awsSecurityHub,
  awsWaf,
  chainsaw,
  ciscoDuo,
  cloudflare,
  crowdstrike,
  elasticSecurity,
  falco,
  gitHub,
  grafana, // before Alertmanager, whose form its own is like
  hayabusa,
  microsoftDefender,
  microsoftSentinel,
  misp,
  newrelic,
  okta,
  orca,
  osquery,
  paloAltoCortexXdr,
  pingdom,
  prometheusAlertmanager,
  santamon,
  sentinelOne,
  splunk,
  stix,
  suricata,
  tetragon,
  tocsin,
  wazuh,
  zeek,
  // Windows' own events last: products that detect something in one keep it within.
  sysmon,
  windowsSecurity,
]

export const normaliserById: ReadonlyMap<string, Normaliser> = new Map(normalisers.map((one) => [one.id, one]))
