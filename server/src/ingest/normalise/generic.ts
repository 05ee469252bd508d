import type { JsonObject } from '../finding'
import { domainOf, ipOf, textOf } from '../reading/fields'
import type { Look } from '../reading/look'
import type { ProcessReading, Reading } from '../reading/reading'
import { Gathered } from './generic/gather'
import { kindOf } from './generic/kind'
import { ratingOf } from './generic/severity'
import { gitHubAlertId } from './github-alert-id'
import type { Normaliser } from './normaliser'

/** Lists that hold a body's alerts. What details one alert, such as evidence, entities or observables, is none of them. */
const alertLists = [
  'alerts',
  'findings',
  'incidents',
  'detections',
  'data.alerts',
  'data.findings',
  'data.incidents',
  'issues',
  'offenses',
  'newIssues',
  'Findings',
  'Alerts',
] as const
/** Lists of anything: of alerts in a page of them, of details in a body that is an alert itself. */
const anyLists = [
  'events',
  'records',
  'Records',
  'data',
  'value',
  'results',
  'hits.hits',
  'items',
  'messages',
  'data.items',
  'data.results',
  'data.events',
] as const

export const genericLists = [...alertLists, ...anyLists] as const

/** Where a body of a product never seen may hold several alerts. */
export const listsIn = (look: Look): readonly string[] => (statesItself(look) ? alertLists : genericLists)

const statesItself = (look: Look): boolean =>
  look('title', 'name', 'message', 'summary', 'description') !== undefined &&
  look('severity', 'priority', 'level', 'status', 'id') !== undefined

/** Products never seen: the usual fields by their usual names, wherever they stand. Whatever needs more than a name is for a product's own file. */
export const generic: Normaliser = { id: 'generic', name: 'generic', signs: [], lists: genericLists, read }

const plain = [
  'product', 'description', 'vendorStatus', 'ruleId', 'ruleName', 'link', 'user', 'resource', 'cloudAccount', 'srcPort', 'dstPort', 'domain', 'url',
  'fileName', 'md5', 'sha1', 'sha256', 'mailSender', 'mailSubject', 'disposition', 'eventAt',
] as const // prettier-ignore

const listed = ['mailRecipients', 'tags', 'techniques', 'tactics'] as const

function read(look: Look, item: JsonObject): Reading {
  const gathered = new Gathered(item)
  const named = textOf(look('entity'), 255)
  const kind = kindOf(gathered)
  const reading: Reading = {
    kind,
    title: firstLine(gathered.get('title')),
    ...ratingOf(gathered.severities, gathered.scores),
    vendorId: gathered.get('vendorId') ?? gitHubAlertId(item),
    entity: named,
    host: gathered.get('host') ?? (named && isHostName(named) ? named : undefined),
    ...endsOf(gathered, named),
    endedAt: kind === 'RESOLUTION' ? gathered.get('endedAt') : undefined,
    process: processIn(gathered),
  }
  for (const field of plain) reading[field] = gathered.get(field)
  for (const field of listed) reading[field] = gathered.all(field)
  return reading
}

/** Where only this end and the other one are told, this one is where it began; the other one alone is who called. */
function endsOf(gathered: Gathered, named: string | null): Pick<Reading, 'srcIp' | 'dstIp'> {
  const [local, remote] = [gathered.get('localIp'), gathered.get('remoteIp')]
  const [src, dst] = [gathered.get('srcIp'), gathered.get('dstIp')]
  if (src !== undefined || local === undefined) return { srcIp: src ?? remote ?? ipOf(named), dstIp: dst }
  return { srcIp: remote === undefined ? ipOf(named) : local, dstIp: dst ?? remote }
}

function processIn(gathered: Gathered): ProcessReading {
  const path = gathered.get('processName')
  const parent = gathered.get('parentName')
  return {
    name: path,
    path: isPath(path) ? path : undefined,
    commandLine: gathered.get('commandLine'),
    pid: gathered.get('pid'),
    parent: {
      name: parent,
      path: isPath(parent) ? parent : undefined,
      commandLine: gathered.get('parentCommandLine'),
      pid: gathered.get('parentPid'),
    },
  }
}

const isPath = (value: unknown): boolean => typeof value === 'string' && /[\\/]/.test(value)

/** A long message's first line says what happened. */
const firstLine = (value: unknown): unknown =>
  typeof value === 'string' ? (value.trim().split(/\r?\n/, 1)[0] ?? '').replace(/:$/, '') : value

/** One word like srv-1 or db.example.net: not an address, a mail address or a sentence. */
const isHostName = (text: string): boolean => domainOf(text) !== null || /^(?=.*[a-z])[a-z0-9][a-z0-9_-]*$/i.test(text)
