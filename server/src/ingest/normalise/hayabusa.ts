import { Severity } from '../../scoring/severity'
import { textOf, wordOf } from '../reading/fields'
import { namedHashes } from '../reading/hashes'
import { logonData } from '../reading/logon-data'
import { lookInto, type Look } from '../reading/look'
import type { Reading } from '../reading/reading'
import { numberOf, severityOfWord } from '../reading/severity'
import { sysmonData } from '../reading/sysmon-data'
import type { Normaliser } from './normaliser'

/** What `hayabusa json-timeline` writes, in any of its profiles: Details under Hayabusa's short names, AllFieldInfo under the event's own. */
export const hayabusa: Normaliser = {
  id: 'hayabusa',
  name: 'Hayabusa',
  signs: [
    ['RuleTitle', 'Computer', 'EventID', 'Level'],
    ['RuleTitle', 'Timestamp', 'Channel'],
  ],
  read,
}

function read(look: Look): Reading {
  const details = detailsOf(look, 'Details')
  const event = eventDataOf(look)
  return {
    title: look('RuleTitle'),
    description: look('Details', 'RuleDescription'),
    severity: severityOf(look('Level')),
    vendorSeverity: look('Level'),
    // The rule's own id, or what names it: an EventID has many rules.
    ruleId: look('RuleID', 'RuleFile', 'RuleTitle'),
    ruleName: look('RuleTitle'),
    host: look('Computer'),
    eventAt: look('Timestamp'),
    ...said(event),
    ...said(shortNames(details)),
    techniques: look.all('MitreTags', 'OtherTags'),
    tactics: look.all('MitreTactics').map((word) => tactics.get(wordOf(word) ?? '') ?? word),
    process: processIn(details) ?? event.process,
    tags: look.all('OtherTags'),
  }
}

const shortNames = (details: Look): Reading => ({
  user: details('TgtUser', 'User', 'SrcUser'),
  srcIp: details('SrcIP'),
  srcPort: details('SrcPort'),
  dstIp: details('TgtIP', 'DstIP'),
  dstPort: details('TgtPort', 'DstPort'),
  domain: details('Query', 'TgtHost'),
  url: details('URL'),
  fileName: details('Path', 'TgtFile', 'File'),
  resource: details('Svc', 'Task', 'TgtGrp', 'ShareName'),
  ...namedHashes(details('Hashes')),
  ...hashesIn(details),
})

const hashesIn = (details: Look): Reading =>
  said({ md5: details('Hashes.MD5'), sha1: details('Hashes.SHA1'), sha256: details('Hashes.SHA256') })

function processIn(details: Look): Reading['process'] {
  const [path, commandLine] = [details('Proc'), details('Cmdline')]
  if (path === undefined && commandLine === undefined) return undefined
  const parent = {
    path: details('ParentProc', 'ParentImage'),
    commandLine: details('ParentCmdline'),
    pid: details('ParentPID'),
  }
  return { path, commandLine, pid: details('PID', 'SrcPID'), user: details('User'), parent }
}

function eventDataOf(look: Look): Reading {
  const data = look.has('AllFieldInfo') ? detailsOf(look, 'AllFieldInfo') : detailsOf(look, 'ExtraFieldInfo')
  const id = numberOf(look('EventID'))
  return wordOf(look('Channel'), 100)?.startsWith('Sysmon') ? sysmonData(data) : logonData(data, id)
}

/** An object, or one line of `Name: value` between broken bars. */
function detailsOf(look: Look, place: string): Look {
  const line = textOf(look(place), 20_000)
  if (line === null) return look.within(place)
  const pairs = line.split(' ¦ ').map((part): [string, string] => {
    const at = part.indexOf(': ')
    return at < 0 ? [part, ''] : [part.slice(0, at).trim(), part.slice(at + 2)]
  })
  return lookInto(Object.fromEntries(pairs))
}

/** Without what says nothing, so that it does not hide what another part says. */
const said = (reading: Reading): Reading =>
  Object.fromEntries(Object.entries(reading).filter(([, value]) => value !== undefined))

const severityOf = (level: unknown): Severity =>
  /^emer/i.test(wordOf(level, 20) ?? '') ? Severity.FATAL : severityOfWord(level)

/** Hayabusa's abbreviations of ATT&CK's tactics (config/mitre_tactics.txt). */
const tactics = new Map([
  ['Recon', 'TA0043'], ['ResDev', 'TA0042'], ['InitAccess', 'TA0001'], ['Exec', 'TA0002'], ['Persis', 'TA0003'], ['PrivEsc', 'TA0004'],
  ['Evas', 'TA0005'], ['CredAccess', 'TA0006'], ['Disc', 'TA0007'], ['LatMov', 'TA0008'], ['Collect', 'TA0009'], ['C2', 'TA0011'],
  ['Exfil', 'TA0010'], ['Impact', 'TA0040'],
]) // prettier-ignore
