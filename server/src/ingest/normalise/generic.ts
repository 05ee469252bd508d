import { Severity } from '../../scoring/severity'
import type { JsonObject } from '../finding'
import type { Look } from '../reading/look'
import type { Reading } from '../reading/reading'
import { onScale, severityOfWord, type Scale } from '../reading/severity'
import { domainOf, ipOf, textOf } from '../reading/fields'
import { gitHubAlertId } from './github-alert-id'
import type { Normaliser } from './normaliser'
import { places } from './paths'

/** Lists that hold a body's alerts. */
export const genericLists = [
  'alerts',
  'findings',
  'events',
  'records',
  'Records',
  'incidents',
  'detections',
  'data',
  'value',
] as const

export const generic: Normaliser = { id: 'generic', name: 'generic', signs: [], lists: genericLists, read }

function read(look: Look, item: JsonObject): Reading {
  const named = textOf(look('entity'), 255)
  return {
    product: look(...places.product),
    title: look(...titlePlaces),
    description: look(...places.description),
    ...severityIn(look),
    vendorId: look(...places.vendorId) ?? gitHubAlertId(item),
    entity: named,
    host: look(...places.host) ?? (named && isHostName(named) ? named : undefined),
    srcIp: look(...places.srcIp) ?? ipOf(named),
    ...Object.fromEntries(plain.map((field) => [field, look(...places[field])])),
  }
}

const plain = [
  'ruleId', 'ruleName', 'link', 'user', 'resource', 'cloudAccount', 'srcPort', 'dstIp', 'dstPort', 'domain', 'url', 'fileName', 'md5', 'sha1',
  'sha256', 'tags', 'techniques', 'tactics', 'disposition', 'eventAt',
] as const // prettier-ignore

const titlePlaces = [
  ...places.title,
  ...places.ruleAsTitle,
  ...places.message,
  ...places.vendorTitle,
  ...places.type,
  ...places.ruleText,
]

const { INFORMATIONAL, LOW, MEDIUM, HIGH, CRITICAL } = Severity
const scales: [string, Scale][] = [
  ['rule.level', [[0, LOW], [7, MEDIUM], [12, HIGH], [15, CRITICAL]]],
  ['alert.severity', [[1, HIGH], [2, MEDIUM], [3, LOW], [4, INFORMATIONAL]]],
  ['detail.severity', [[1, LOW], [4, MEDIUM], [7, HIGH], [9, CRITICAL]]],
] // prettier-ignore

function severityIn(look: Look): Pick<Reading, 'severity' | 'vendorSeverity'> {
  const stated = look(...places.severity)
  const severity = severityOfWord(stated)
  if (severity !== Severity.UNKNOWN) return { severity, vendorSeverity: stated }
  for (const [path, scale] of scales) {
    const step = onScale(look(path), scale)
    if (step) return { severity: step, vendorSeverity: look(path) }
  }
  return { severity, vendorSeverity: stated }
}

/** One word like srv-1 or db.example.net: not an address, a mail address or a sentence. */
const isHostName = (text: string): boolean => domainOf(text) !== null || /^(?=.*[a-z])[a-z0-9][a-z0-9_-]*$/i.test(text)
