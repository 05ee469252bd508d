import { namedHashes } from './hashes'
import { wordOf } from './fields'
import type { Look } from './look'
import type { Reading } from './reading'

/** What the data of a Sysmon event names. `User` is the process's; the account of the log entry is Sysmon's own and is never read. */
export function sysmonData(data: Look): Reading {
  const hashes = namedHashes(data('Hashes', 'Hash'))
  const target = data('TargetObject')
  return {
    user: data('User', 'SourceUser'),
    srcIp: data('SourceIp'),
    srcPort: data('SourcePort'),
    dstIp: data('DestinationIp'),
    dstPort: data('DestinationPort'),
    domain: data('QueryName', 'DestinationHostname'),
    fileName: data('TargetFilename', 'ImageLoaded') ?? (Object.keys(hashes).length > 0 ? data('Image') : undefined),
    ...hashes,
    techniques: techniquesIn(data('RuleName')),
    process: {
      path: data('Image', 'SourceImage'),
      commandLine: data('CommandLine'),
      pid: data('SourceProcessId', 'ProcessId'),
      user: data('User', 'SourceUser'),
      parent: {
        path: data('ParentImage'),
        commandLine: data('ParentCommandLine'),
        pid: data('ParentProcessId'),
        user: data('ParentUser'),
      },
    },
    observables: target === undefined ? [] : [{ type: 'REGISTRY_KEY', value: target }],
  }
}

/** Published configurations name rules `technique_id=T1055.001,technique_name=…`. */
const techniquesIn = (ruleName: unknown): string[] => (wordOf(ruleName, 500) ?? '').split(/[,;|]/)
