import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped } from 'graphql'

const rfc3339 = /^(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/

/** RFC 3339 to a Date; digits finer than milliseconds are cut, never rounded. Null when the text is no such time. */
export function parseDateTime(text: string): Date | null {
  const match = rfc3339.exec(text)
  if (!match) return null
  const [, day = '', time = '', fraction = '', zone = ''] = match
  const date = new Date(`${day}T${time}${fraction.slice(0, 4)}${zone.toUpperCase()}`)
  const isReal = !Number.isNaN(date.getTime()) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)
  return isReal ? date : null
}

function fromInput(value: unknown): Date {
  const date = typeof value === 'string' ? parseDateTime(value) : null
  if (!date)
    throw new GraphQLError('DateTime must be RFC 3339, such as 2026-01-31T09:30:00.000Z', {
      extensions: { code: 'BAD_USER_INPUT' },
    })
  return date
}

export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'RFC 3339, always UTC, milliseconds, Z; finer digits are cut, never rounded.',
  serialize: (value) => (value instanceof Date ? value.toISOString() : fromInput(value).toISOString()),
  parseValue: fromInput,
  parseLiteral: (node) => fromInput(node.kind === Kind.STRING ? node.value : null),
})

export const JsonValue = new GraphQLScalarType({
  name: 'JSON',
  description: 'Any JSON value. Integers beyond 2^53 lose digits in a browser; rawText does not.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
})
