/** What a rule may compare, named and ordered as on the server; a test holds the two to each other. */
const LABELS = {
  product: 'product',
  title: 'title',
  ruleId: 'rule id',
  ruleName: 'rule name',
  entity: 'entity',
  host: 'host',
  user: 'user',
  resource: 'resource',
  cloudAccount: 'cloud account',
  srcIp: 'source address',
  srcPort: 'source port',
  dstIp: 'destination address',
  dstPort: 'destination port',
  domain: 'domain',
  url: 'URL',
  fileName: 'file name',
  md5: 'MD5',
  sha1: 'SHA-1',
  sha256: 'SHA-256',
  mailSender: 'mail sender',
  mailSubject: 'mail subject',
  disposition: 'what the control did',
  vendorSeverity: 'severity there',
} as const

export const DEDUP_FIELDS = Object.keys(LABELS) as (keyof typeof LABELS)[]
export const MOST_FIELDS = 20

const isKnown = (name: string): name is keyof typeof LABELS => Object.hasOwn(LABELS, name)

/** A field of a rule or of a fingerprint in words; the path of a payload's own value stays as it is. */
export const dedupFieldLabel = (name: string): string =>
  isKnown(name) ? LABELS[name] : name === 'vendorId' ? 'vendor id' : name

/** What speaks against taking this path into a rule; null when nothing does. The server checks the same. */
export function pathFault(path: string, chosen: readonly string[]): string | null {
  if (path === '') return 'Type a path such as raw.data.port.'
  if (chosen.includes(path)) return `${path} is compared already.`
  if (chosen.length >= MOST_FIELDS) return `A rule compares at most ${MOST_FIELDS} fields.`
  if (path.length > 200) return 'A path has at most 200 characters.'
  if (!path.startsWith('raw.')) return 'A path begins with raw. and leads through the payload: raw.data.port.'
  return /^raw(\.[^.\s]+){1,10}$/.test(path)
    ? null
    : 'Names, without blanks, and at most 10 of them, with one dot between: raw.data.port.'
}

/**
 * The picked fields as a rule names them: those of the saved rule first and in its order, because another order makes other fingerprints;
 * then further ones in the order of the list, then paths as they were typed.
 */
export function orderedFields(picked: readonly string[], saved: readonly string[]): string[] {
  const kept = saved.filter((name) => picked.includes(name))
  const added = picked.filter((name) => !saved.includes(name))
  return [...kept, ...DEDUP_FIELDS.filter((name) => added.includes(name)), ...added.filter((name) => !isKnown(name))]
}
