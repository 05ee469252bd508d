import type { SchemaManual } from './schema-manual'

export interface SchemaHit {
  type: string
  /** Field, input field or enum value; null when the type itself was found. */
  member: string | null
  description: string
}

/** Names that begin with the words first, then names that hold them, then descriptions. At most `limit`. */
export function searchSchema(manual: SchemaManual, text: string, limit = 40): SchemaHit[] {
  const wanted = text.trim().toLowerCase()
  if (!wanted) return []
  const hits: { rank: number; hit: SchemaHit }[] = []
  const consider = (type: string, member: string | null, description: string) => {
    const rank = rankOf(member ?? type, description, wanted)
    if (rank !== null) hits.push({ rank, hit: { type, member, description } })
  }
  for (const { name, description, fields, values } of manual.values()) {
    consider(name, null, description)
    for (const member of [...fields, ...values]) consider(name, member.name, member.description)
  }
  return hits
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ hit }) => hit)
}

function rankOf(name: string, description: string, wanted: string): number | null {
  const lower = name.toLowerCase()
  if (lower === wanted) return 0
  if (lower.startsWith(wanted)) return 1
  if (lower.includes(wanted)) return 2
  return description.toLowerCase().includes(wanted) ? 3 : null
}
