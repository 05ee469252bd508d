import { isJsonObject, type JsonObject } from '../finding'
import { textOf } from '../reading/fields'
import { lookInto, type Look } from '../reading/look'
import type { IndicatorReading, Reading } from '../reading/reading'
import { valuesInPattern } from '../reading/stix-pattern'
import { strictestTlp } from '../reading/tlp'
import type { Normaliser } from './normaliser'

/** Threat intelligence in STIX 2.x: a bundle, or an indicator by itself as TAXII lists them. Opens no alert. */
export const stix: Normaliser = {
  id: 'stix',
  name: 'STIX',
  signs: [
    ['type=bundle', 'objects'],
    ['type=indicator', 'pattern'],
    ['spec_version', 'type', 'created', 'id'],
    ['objects.0.spec_version', 'objects.0.type'],
  ],
  // A bundle's objects refer to each other: it is read whole.
  lists: [],
  read,
}

/** Indicators that one bundle may hold; checked() holds as many values. */
const most = 1_000

function read(look: Look, item: JsonObject): Reading {
  const objects = (Array.isArray(item.objects) ? (item.objects as unknown[]) : [item]).filter(isJsonObject)
  const markings = markingsIn(objects)
  const indicators = objects
    .filter(({ type }) => type === 'indicator')
    .slice(0, most)
    .map(lookInto)
  const values = indicators.flatMap((one) => indicatorsOf(one, markings)).slice(0, most)
  const [first, ...others] = indicators
  const main = first ?? lookInto(objects.find(({ type }) => type === 'report') ?? objects[0] ?? item)
  const valueOf = (type: string) => values.find((one) => one.type === type)?.value
  return {
    kind: 'INDICATOR',
    title: titleOf(objects, main),
    description: main('description'),
    vendorId: others.length > 0 ? look('id') : (main('id') ?? look('id')),
    eventAt: main('modified', 'created', 'valid_from'),
    url: valueOf('URL'),
    domain: valueOf('DOMAIN'),
    fileName: valueOf('FILE_NAME'),
    md5: valueOf('HASH_MD5'),
    sha1: valueOf('HASH_SHA1'),
    sha256: valueOf('HASH_SHA256'),
    tags: main.all('indicator_types', 'labels'),
    tactics: main
      .all('kill_chain_phases')
      .filter(isJsonObject)
      .filter(isAttack)
      .map(({ phase_name }) => phase_name),
    indicators: values,
  }
}

/** The report that binds the bundle together, else its first indicator, else whatever it holds. */
function titleOf(objects: JsonObject[], main: Look): unknown {
  const reports = objects.filter(({ type }) => type === 'report')
  const named = reports.length === 1 ? reports[0]?.name : undefined
  return textOf(named) ?? main('name') ?? main('pattern', 'type')
}

const isAttack = ({ kill_chain_name }: JsonObject): boolean => kill_chain_name === 'mitre-attack'

function indicatorsOf(indicator: Look, markings: Map<string, string>): IndicatorReading[] {
  const pattern = indicator('pattern')
  const isOurs = (indicator('pattern_type') ?? 'stix') === 'stix'
  if (typeof pattern !== 'string' || !isOurs || indicator('revoked') === true) return []
  const tlp = strictestTlp(indicator.all('object_marking_refs').map((id) => markings.get(textOf(id, 100) ?? '')))
  return valuesInPattern(pattern).map((value) => ({
    ...value,
    name: indicator('name'),
    tlp,
    validFrom: indicator('valid_from'),
    validUntil: indicator('valid_until'),
  }))
}

/** The markings that STIX 2.1 (7.2.1.4) and OASIS' extension for TLP 2.0 name for all to use. */
const wellKnown: [id: string, level: string][] = [
  ['613f2e26-407d-48c7-9eca-b8e91df99dc9', 'white'],
  ['34098fce-860f-48ae-8e50-ebd3cc5e41da', 'green'],
  ['f88d31f6-486f-44da-b317-01333bde0b82', 'amber'],
  ['5e57c739-391a-4eb3-b6be-7d15ca92d5ed', 'red'],
  ['94868c89-83c2-464b-929b-a1a8aa3c8487', 'clear'],
  ['bab4a63c-aed9-4cf5-a766-dfca5abac2bb', 'green'],
  ['55d920b0-5e8b-4f79-9ee9-91f868d9b421', 'amber'],
  ['939a9414-2ddd-4d32-a0cd-375ea402b003', 'amber+strict'],
  ['e828b379-4e03-4974-9ac4-e53a884c97c1', 'red'],
]
const extension = 'extensions.extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d.tlp_2_0'

/** By id; a bundle may bring markings of its own. */
function markingsIn(objects: JsonObject[]): Map<string, string> {
  const markings = new Map(wellKnown.map(([id, level]) => [`marking-definition--${id}`, level]))
  for (const object of objects) {
    if (object.type !== 'marking-definition' || typeof object.id !== 'string' || markings.has(object.id)) continue
    const level = textOf(lookInto(object)('definition.tlp', extension, 'name'), 40)
    if (level !== null) markings.set(object.id, level)
  }
  return markings
}
