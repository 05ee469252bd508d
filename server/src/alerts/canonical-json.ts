const deepest = 100

/**
 * JSON without spaces and with sorted names, so that equal values are equal text (in the manner of RFC 8785).
 * Null when the value is nested more than 100 deep, which no evidence is and which would exhaust the stack.
 */
export function canonicalJson(value: unknown): string | null {
  return depthOf(value, 1) > deepest ? null : JSON.stringify(sorted(value))
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

function depthOf(value: unknown, depth: number): number {
  if (!isObject(value) || depth > deepest) return depth
  return Object.values(value).reduce((most: number, one) => Math.max(most, depthOf(one, depth + 1)), depth)
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isObject(value)) return value
  const names = Object.keys(value).sort()
  const made: Record<string, unknown> = Object.create(null) as Record<string, unknown> // "__proto__" is a name like any other
  for (const name of names) made[name] = sorted((value as Record<string, unknown>)[name])
  return made
}
