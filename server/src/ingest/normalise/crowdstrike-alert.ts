import { textOf } from '../reading/fields'
import { lookInto, type Look } from '../reading/look'
import { pathIn } from '../reading/process'
import type { ProcessReading, Reading } from '../reading/reading'
import { falconSeverity, falconType, indicatorOf } from './crowdstrike-words'

/** An alert as the API (entities/alerts) gives it, or a detection with its behaviours (entities/summaries), of which the first counts. */
export function crowdstrikeAlert(whole: Look): Reading {
  const look = whole.has('behaviors.0') ? whole.within('behaviors.0') : whole
  const device = deviceOf(whole)
  const status = whole('status')
  const isOver = textOf(status)?.toLowerCase() === 'closed'
  const tactics = whole.all('tactic_id', 'tactic', 'mitre_attack.*.tactic_id', 'behaviors.*.tactic_id', 'behaviors.*.tactic')
  return {
    kind: isOver ? 'RESOLUTION' : 'ALERT',
    title: look('display_name', 'name', 'scenario'),
    description: look('description'),
    ...falconSeverity(whole('severity_name', 'max_severity_displayname'), whole('severity', 'max_severity')),
    vendorId: whole('composite_id', 'detection_id'),
    vendorStatus: status,
    link: whole('falcon_host_link'),
    host: device('hostname') ?? whole('source_endpoint_host_name', 'host_names.0'),
    user: look('user_name', 'source_account_name') ?? whole('user_names.0'),
    cloudAccount: device('service_provider_account_id'),
    srcIp: device('local_ip') ?? whole('source_endpoint_address_ip4'),
    dstIp: whole('target_endpoint_address_ip4'),
    ...indicatorOf(look('ioc_type'), look('ioc_value')),
    fileName: look('filename'),
    md5: look('md5'),
    sha1: look('sha1'),
    sha256: look('sha256'),
    tags: whole('tags', 'device.tags'),
    techniques: whole.all('technique_id', 'mitre_attack.*.technique_id', 'behaviors.*.technique_id'),
    tactics,
    disposition: look('pattern_disposition_description'),
    eventAt: whole('created_timestamp', 'timestamp', 'first_behavior'),
    endedAt: isOver ? whole('updated_timestamp', 'date_updated') : undefined,
    eventType: falconType([look('tactic'), look('objective'), whole('product')], tactics),
    process: processOf(look),
  }
} // prettier-ignore

const deviceOf = (look: Look): Look => (look.has('device') ? look.within('device') : lookInto({}))

/** `process_id` is the sensor's own number; the kernel's is `local_process_id`. */
const processOf = (look: Look, from = ''): ProcessReading => ({
  name: look(`${from}filename`),
  path: pathIn(look(`${from}filepath`), look(`${from}filename`)),
  commandLine: look(`${from}cmdline`),
  pid: look(`${from}local_process_id`),
  user: look(`${from}user_name`),
  parent: from.startsWith('grandparent')
    ? null
    : from === ''
      ? look.has('parent_details.cmdline')
        ? processOf(look, 'parent_details.')
        : { commandLine: look('parent_cmdline') }
      : processOf(look, 'grandparent_details.'),
})
