import { isReporter, isThing, isWrapper } from './context'
import { addressMeanings } from './addresses'
import { timeMeanings } from './times'
import { vocabulary, type Named } from './vocabulary'

export type Field =
  | Named
  | 'eventAt' | 'endedAt' | 'srcIp' | 'srcPort' | 'dstIp' | 'dstPort' | 'localIp' | 'remoteIp' | 'domain' | 'url' | 'link' | 'hash' | 'md5' | 'sha1' | 'sha256'
  | 'techniques' | 'tactics' | 'pattern' // prettier-ignore

/** A field that a value may be for, and how far its key is from the field's best name: 0 is the best. */
export interface Meaning {
  field: Field
  rank: number
}

interface Entry extends Meaning {
  isBare: boolean
}

const entries = new Map<string, Entry[]>()
for (const [field, lines] of Object.entries(vocabulary) as [Named, string[]][]) {
  for (const [rank, line] of lines.entries()) {
    for (const word of line.trim().split(/\s+/)) {
      const name = word.replace('~', '')
      const all = entries.get(name) ?? []
      if (!all.some((one) => one.field === field)) all.push({ field, rank, isBare: word.startsWith('~') })
      entries.set(name, all)
    }
  }
}

/** Fields of the alert itself: what is said of a thing in it does not count. */
const ofTheAlert = new Set<Field>([
  'title', 'description', 'severity', 'score', 'product', 'vendorId', 'ruleId', 'ruleName', 'vendorStatus', 'disposition', 'link', 'eventAt',
  'endedAt', 'tags', 'mailSubject', 'kindWord',
]) // prettier-ignore

/** Names that are a thing's own when a thing stands right around them: `agent.id`, `package.name`, `policy.type`. */
const plain = new Set(
  'id uid guid uuid name type status state key value title description level severity time version action'.split(' '),
)

/** What a value at this place may mean. Thought out once for each place: see Path. */
export function meaningsOf(names: readonly string[]): Meaning[] {
  const name = names.at(-1) ?? ''
  const around = names.slice(0, -1)
  if (isNoise(name, around)) return []
  const found = [...namedMeanings(name, around), ...patternMeanings(name, around)]
  return found.filter(({ field }, at) => found.findIndex((one) => one.field === field) === at)
}

function namedMeanings(name: string, around: readonly string[]): Meaning[] {
  const parent = around.at(-1) ?? ''
  const isOwn = around.every(isWrapper)
  const meanings: Meaning[] = []
  for (const [compound, outer] of compoundsOf(name, around)) {
    for (const { field, rank, isBare } of entries.get(compound) ?? []) {
      const inThing = outer.some(isThing)
      if (isBare && compound === name && !isOwn) continue
      if (ofTheAlert.has(field) && (inThing || (compound === name && plain.has(name) && isThing(parent)))) continue
      meanings.push({ field, rank: rank + (inThing ? 0.3 : 0) })
    }
  }
  return meanings.filter(({ field }) => !isElsewhere(field, name, around))
}

/** The name with its parents, the longest first, and what stands around that. */
function compoundsOf(name: string, around: readonly string[]): [string, readonly string[]][] {
  const [parent = '', grand = ''] = [around.at(-1), around.at(-2)]
  return [
    [grand + parent + name, around.slice(0, -2)],
    [parent + name, around.slice(0, -1)],
    [parent.replace(/s$/, '') + name, around],
    [name, around],
  ]
}

/** Where a name means something else than it says. */
function isElsewhere(field: Field, name: string, around: readonly string[]): boolean {
  const parent = around.at(-1) ?? ''
  if (field === 'host')
    return /^(http|request|url|dns)/.test(parent) || (isReporter(parent) && name !== 'name' && name !== 'hostname')
  if (field === 'user') {
    const isAccount =
      /^(account)?(name|id|email)$|^accountname$/.test(name) &&
      !around.some((one) => /user|actor|account|entit|evidence|principal/.test(one))
    return (
      (name.startsWith('account') && isAccount) ||
      around.some((one) => /^(comments?|owner|assign|createdby|parent|repository|author)/.test(one))
    )
  }
  if (field === 'cloudAccount') return name === 'account' && !around.every(isWrapper)
  if (field === 'processName' || field === 'commandLine' || field === 'pid')
    return around.some((one) => one.includes('parent'))
  if (field === 'fileName') return name === 'path' && !/file|syscheck|object/.test(parent)
  return false
}

/** Meanings that a name's form gives away. */
function patternMeanings(name: string, around: readonly string[]): Meaning[] {
  return [
    ...addressMeanings(name, around),
    ...timeMeanings(name, around),
    ...hashMeanings(name, around),
    ...attackMeanings(name, around),
  ]
}

const someHash = /(md5|sha_?1|sha_?256|hash|digest|checksum)/

function hashMeanings(name: string, around: readonly string[]): Meaning[] {
  const [parent = ''] = [around.at(-1)]
  const said = someHash.exec(name)?.[1] ?? (/hash/.test(parent) ? 'hash' : null)
  const isOther = /ja3|ja4|hassh|imphash|ssdeep|cert|dthash|confighash|before|layer|image/
  if (
    said === null ||
    [name, ...around.filter((one) => !/^(image|commonlabels)$/.test(one))].some((one) => isOther.test(one))
  )
    return []
  const rank = around.some((one) => /parent/.test(one)) || name.startsWith('parent') || name.startsWith('grand') ? 2 : 0
  return [{ field: 'hash', rank }]
}

function attackMeanings(name: string, around: readonly string[]): Meaning[] {
  const all = [name, ...around].join(' ')
  if (!/mitre|technique|attack|attck|threat|tactic|killchain|ttp/.test(all)) return []
  return /tactic/.test(name)
    ? [{ field: 'tactics', rank: 0 }]
    : [{ field: 'techniques', rank: 0 }, { field: 'tactics', rank: 1 }] // prettier-ignore
}

/** Places that speak of the software or of the paperwork, where whatever looks like something is not. */
function isNoise(name: string, around: readonly string[]): boolean {
  return (
    /version|useragent|^(country|city|latitude|longitude|lat|lon|region)/.test(name) ||
    around.some((one) => /^(geo|geolocation|location|useragent|geoip|remediation|recommendation)$/.test(one))
  )
}
