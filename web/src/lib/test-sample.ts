/** One alert that a payload was understood as, as far as a sample tells of it. */
export interface Understood {
  kind?: string | null
  product?: string | null
  severity?: string | null
  title?: string | null
  fields: readonly { name: string; value: string }[]
}

/** Fields that are numbers in a finding; all others are text, also where they look like a number. */
const NUMBERS = ['srcPort', 'dstPort', 'vendorScore']

/** The API gives every value as text, and as JSON what is a list or has parts of its own. */
function plain(name: string, value: string): unknown {
  if (!NUMBERS.includes(name) && !/^[[{]/.test(value)) return value
  try {
    return JSON.parse(value) as unknown
  } catch {
    return value
  }
}

function findingOf({ kind, product, severity, title, fields }: Understood): Record<string, unknown> {
  const said = { kind, product, severity, title }
  const filled = Object.entries(said).filter(([, value]) => value !== null && value !== undefined)
  return {
    ...Object.fromEntries(filled),
    ...Object.fromEntries(fields.map(({ name, value }) => [name, plain(name, value)])),
  }
}

/** What was understood of each item, as a list in lines. */
export const findingsJson = (items: readonly Understood[]): string => JSON.stringify(items.map(findingOf), null, 2)

/**
 * A file of one test sample: what it is about, the body, and what is to be understood of it. The body is put in as it was typed and never
 * read as numbers, so that an id beyond 2^53 stays exact; it must be JSON.
 */
export function testSample(about: string, body: string, items: readonly Understood[]): string {
  const findings = findingsJson(items).replaceAll('\n', '\n    ')
  return `[\n  {\n    "about": ${JSON.stringify(about)},\n    "body": ${body.trim()},\n    "findings": ${findings}\n  }\n]\n`
}
