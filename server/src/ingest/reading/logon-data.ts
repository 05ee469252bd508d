import type { Look } from './look'
import { numberOf } from './severity'
import type { Reading } from './reading'

/** Events whose target is a group, a share or a log: who did it is the subject. */
const bySubject = new Set([
  ...[
    1102, 4657, 4663, 4697, 4698, 4699, 4700, 4701, 4702, 4719, 4727, 4728, 4729, 4730, 4731, 4732, 4733, 4734, 4735,
    4737,
  ],
  ...[4688, 4754, 4755, 4756, 4757, 4758, 5136, 5137, 5140, 5141, 5145],
])
const groups = new Set([4727, 4728, 4729, 4730, 4731, 4732, 4733, 4734, 4735, 4737, 4754, 4755, 4756, 4757, 4758])

/** What the data of an event of Windows' security log names: a logon's target is the user, not the service that asked for it. */
export function logonData(data: Look, id: number | null): Reading {
  const [target, subject] = [data('TargetUserName'), data('SubjectUserName')]
  const isGroup = id !== null && groups.has(id)
  const creates = data('NewProcessName') !== undefined
  const creator = { path: data('ParentProcessName'), pid: data('ProcessId') }
  return {
    user: id !== null && bySubject.has(id) ? (subject ?? target) : (target ?? subject ?? data('AccountName')),
    resource: isGroup ? target : data('TaskName', 'ServiceName', 'ShareName', 'ObjectName', 'ObjectDN'),
    srcIp: data('IpAddress', 'ClientAddress', 'SourceAddress'),
    srcPort: portIn(data('IpPort', 'SourcePort')),
    dstIp: data('DestAddress'),
    dstPort: portIn(data('DestPort')),
    fileName: data('ServiceFileName'),
    process: creates
      ? {
          path: data('NewProcessName'),
          commandLine: data('CommandLine'),
          pid: data('NewProcessId'),
          user: subject,
          parent: creator,
        }
      : { path: data('ProcessName', 'Application', 'CallerProcessName'), pid: pidIn(data('ProcessId', 'ProcessID')) },
  }
}

/** 0 where there was no network, and no process. */
const portIn = (value: unknown): unknown => (numberOf(value) === 0 ? undefined : value)
const pidIn = (value: unknown): unknown => (numberOf(value) === 0 || value === '0x0' ? undefined : value)
