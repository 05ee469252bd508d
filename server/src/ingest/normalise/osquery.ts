import { Severity } from '../../scoring/severity'
import type { JsonObject } from '../finding'
import { objectAt } from '../reading/envelope'
import { ipOf, textOf, wordOf } from '../reading/fields'
import { labelsOf } from '../reading/labels'
import type { Look } from '../reading/look'
import { matching } from '../reading/matching'
import { fileOf } from '../reading/process'
import type { ProcessReading, Reading } from '../reading/reading'
import type { Normaliser } from './normaliser'

/** Results of scheduled queries (row by row, as a batch of differences, as a snapshot) and status logs, also as the TLS logger posts them. */
export const osquery: Normaliser = {
  id: 'osquery',
  name: 'osquery',
  signs: [
    ['hostIdentifier', 'calendarTime'],
    ['hostIdentifier', 'unixTime'],
    ['data.0.hostIdentifier', 'data.0.calendarTime'],
    ['node_key', 'log_type', 'data'],
  ],
  lists: ['data'],
  read,
}

function read(look: Look, item: JsonObject): Reading {
  const path = look.has('data.0.hostIdentifier') ? 'data.0.' : ''
  const log = path ? look.within('data.0') : look
  const row = log.within('columns', 'diffResults.added.0', 'diffResults.removed.0', 'snapshot.0')
  return {
    title: log('name', 'message'),
    description: log('message'),
    severity: matching(log('severity'), levels),
    vendorSeverity: log('severity'),
    vendorStatus: log('action'),
    ruleId: log('name'),
    ruleName: log('name'),
    host: log('decorations.hostname', 'decorations.computer_name', 'hostIdentifier'),
    ...subjectsOf(row),
    tags: labelsOf(objectAt(item, `${path}decorations`)),
    eventAt: log('unixTime', 'calendarTime'),
  }
}

/** glog's, of status logs; results have none. */
const levels: [RegExp, Severity][] = [
  [/^(0|info)$/i, Severity.INFORMATIONAL],
  [/^(1|warning)$/i, Severity.MEDIUM],
  [/^(2|error)$/i, Severity.HIGH],
  [/^(3|fatal)$/i, Severity.FATAL],
]

/** Columns that mean the same in all tables that have them. `host` of logons is where they came from. */
function subjectsOf(row: Look): Partial<Reading> {
  const path = wordOf(row('target_path', 'path'))
  return {
    user: row('username', 'user'),
    srcIp: ipOf(row('host')) ?? row('local_address'),
    srcPort: row('local_port'),
    dstIp: row('remote_address'),
    dstPort: row('remote_port', 'port'),
    fileName: row('filename') ?? fileOf(path),
    md5: row('md5'),
    sha1: row('sha1'),
    sha256: row('sha256'),
    process: processOf(row),
    observables: [{ type: 'FILE_PATH', value: path }],
  }
}

/** `name` and `path` are a process's only in tables that have its number. */
function processOf(row: Look): ProcessReading | null {
  if (textOf(row('pid')) === null) return null
  const [name, path, commandLine] = [row('name', 'process_name'), row('path'), row('cmdline')]
  return { name, path, commandLine, pid: row('pid'), user: row('username'), parent: { pid: row('parent', 'ppid') } }
}
