import { wordOf } from '../reading/fields'
import type { Look } from '../reading/look'
import type { Reading } from '../reading/reading'
import { sysmonData } from '../reading/sysmon-data'
import { windowsEventOf } from '../reading/windows-event'
import type { Normaliser } from './normaliser'
import { ofChannel, ofProvider } from './windows-signs'

const log = 'Microsoft-Windows-Sysmon'

/** Events of Sysmon's log: nxlog, EVTX as JSON, winlogbeat. Each is telemetry of the informational level, unless a rule of ours says more. */
export const sysmon: Normaliser = {
  id: 'sysmon',
  name: 'Microsoft Sysmon',
  signs: [...ofChannel(`${log}/Operational`), ...ofProvider(log)],
  read,
}

function read(look: Look): Reading {
  const event = windowsEventOf(look)
  const { data } = event
  const title = names.get(event.id ?? -1) ?? event.message?.split(/[:\r\n]/)[0]
  return {
    title,
    description: event.message,
    severity: event.severity,
    vendorSeverity: event.level,
    ruleId: event.id,
    ruleName: data('RuleName') ?? title,
    host: event.computer,
    // Shippers write local times without a zone; Sysmon's own is UTC.
    eventAt: data('UtcTime') ?? event.at,
    ...sysmonData(data),
    tags: [wordOf(look('tags')), ...look.all('tags')],
  }
}

/** As Sysmon's manifest names them. */
const names = new Map([
  [1, 'Process Create'], [2, 'File creation time changed'], [3, 'Network connection detected'], [4, 'Sysmon service state changed'],
  [5, 'Process terminated'], [6, 'Driver loaded'], [7, 'Image loaded'], [8, 'CreateRemoteThread detected'], [9, 'RawAccessRead detected'],
  [10, 'Process accessed'], [11, 'File created'], [12, 'Registry object added or deleted'], [13, 'Registry value set'],
  [14, 'Registry object renamed'], [15, 'File stream created'], [16, 'Sysmon config state changed'], [17, 'Pipe Created'],
  [18, 'Pipe Connected'], [19, 'WmiEventFilter activity detected'], [20, 'WmiEventConsumer activity detected'],
  [21, 'WmiEventConsumerToFilter activity detected'], [22, 'Dns query'], [23, 'File Delete archived'], [24, 'Clipboard changed'],
  [25, 'Process Tampering'], [26, 'File Delete logged'], [27, 'File Block Executable'], [28, 'File Block Shredding'],
  [29, 'File Executable Detected'], [255, 'Sysmon error'],
]) // prettier-ignore
