import { Severity } from '../../scoring/severity'
import { isJsonObject } from '../finding'
import { textOf } from '../reading/fields'
import { lookInto, type Look } from '../reading/look'
import type { IndicatorReading, Reading } from '../reading/reading'
import { onScale } from '../reading/severity'
import { addressOf } from '../reading/stix-pattern'
import { strictestTlp } from '../reading/tlp'
import type { Normaliser } from './normaliser'

/** MISP's events, with and without the envelope, alone or as a search answers them. Opens no alert. */
export const misp: Normaliser = {
  id: 'misp',
  name: 'MISP',
  signs: [
    ['Event.info', 'Event.uuid'],
    ['response.0.Event.info'],
    ['info', 'uuid', 'threat_level_id'],
    ['info', 'uuid', 'Orgc', 'Attribute'],
  ],
  lists: ['response'],
  read,
}

const { HIGH, MEDIUM, LOW, UNKNOWN } = Severity

function read(look: Look): Reading {
  const event = look.has('Event') ? look.within('Event') : look.has('response') ? look.within('response.0.Event') : look
  const attributes = attributesOf(event)
  const tags = event.all('Tag.*.name')
  const values = attributes.map((one) => ({ ...one, values: valuesOf(one.look) }))
  const valueOf = (type: string) => values.flatMap((one) => one.values).find((value) => value.type === type)?.value
  return {
    kind: 'INDICATOR',
    title: event('info'),
    severity: onScale(event('threat_level_id'), [[1, HIGH], [2, MEDIUM], [3, LOW], [4, UNKNOWN]]), // prettier-ignore
    vendorSeverity: event('threat_level_id'),
    vendorId: event('uuid'),
    eventAt: event('timestamp', 'publish_timestamp', 'date'),
    url: valueOf('URL'),
    domain: valueOf('DOMAIN'),
    fileName: valueOf('FILE_NAME'),
    md5: valueOf('HASH_MD5'),
    sha1: valueOf('HASH_SHA1'),
    sha256: valueOf('HASH_SHA256'),
    tags,
    techniques: [...tags, ...attributes.flatMap((one) => one.tags)].filter((tag) =>
      (textOf(tag) ?? '').includes('mitre-'),
    ),
    indicators: values.filter((one) => one.isForDetection).flatMap((one) => indicatorsOf(one, tags, event('info'))),
  }
}

interface Attribute {
  look: Look
  tags: unknown[]
  /** MISP's own word that detection may rely on it; the others give context. */
  isForDetection: boolean
}

/** The event's own and those of its objects, without what was deleted. */
function attributesOf(event: Look): Attribute[] {
  const all = event.all('Attribute', 'Object.*.Attribute').filter(isJsonObject)
  return all
    .map(lookInto)
    .flatMap((look) =>
      isTrue(look('deleted')) ? [] : [{ look, tags: look.all('Tag.*.name'), isForDetection: isTrue(look('to_ids')) }],
    )
}

const isTrue = (value: unknown): boolean => value === true || value === 1 || value === '1' || value === 'true'

function indicatorsOf(one: Attribute & { values: Value[] }, tags: unknown[], info: unknown): IndicatorReading[] {
  return one.values.map((value) => ({
    ...value,
    name: one.look('comment') ?? info,
    tlp: strictestTlp(one.tags) ?? strictestTlp(tags),
    validFrom: one.look('first_seen'),
  }))
}

interface Value {
  type: string
  value: string
}

const types: Record<string, string> = {
  md5: 'HASH_MD5',
  sha1: 'HASH_SHA1',
  sha256: 'HASH_SHA256',
  filename: 'FILE_NAME',
  domain: 'DOMAIN',
  hostname: 'HOSTNAME',
  url: 'URL',
  email: 'EMAIL_ADDRESS',
  'email-src': 'EMAIL_ADDRESS',
  'email-dst': 'EMAIL_ADDRESS',
  'mac-address': 'MAC_ADDRESS',
  regkey: 'REGISTRY_KEY',
  vulnerability: 'CVE',
}
const addresses = new Set(['ip', 'ip-src', 'ip-dst'])

/** Both halves of `filename|sha256`: MISP correlates them one by one. Only a registry key may hold the bar in its second half. */
function valuesOf(attribute: Look): Value[] {
  const type = textOf(attribute('type'), 100) ?? ''
  const value = textOf(attribute('value'), 4_000) ?? ''
  const [first = '', second] = (type === 'malware-sample' ? 'filename|md5' : type).split('|')
  if (second === undefined) return valueAs(first, value)
  const at = first === 'regkey' ? value.indexOf('|') : value.lastIndexOf('|')
  return at < 0 ? [] : [...valueAs(first, value.slice(0, at)), ...valueAs(second, value.slice(at + 1))]
}

function valueAs(type: string, value: string): Value[] {
  if (value === '') return []
  if (addresses.has(type)) {
    const address = addressOf(value)
    return address && address.type !== 'DOMAIN' ? [address] : []
  }
  const ours = Object.hasOwn(types, type) ? types[type] : undefined
  return ours === undefined ? [] : [{ type: ours, value }]
}
