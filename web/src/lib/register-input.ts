type Value = string | string[] | boolean | undefined
type Field = { name: string; kind: string }

/** What a row says, as a form holds it: several values in one text. */
export function draftOf(
  fields: readonly Field[],
  row: Readonly<Record<string, unknown>>,
): Record<string, string | boolean> {
  return Object.fromEntries(fields.map(({ name }) => [name, shown(row[name])]))
}

function shown(value: unknown): string | boolean {
  if (typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.join(', ')
  return typeof value === 'string' ? value : ''
}

/** What the server is told. An empty text takes the value away from a row that is there; a new row simply has none. */
export function inputOf(
  fields: readonly Field[],
  draft: Readonly<Record<string, Value>>,
  isNew: boolean,
): Record<string, Value> {
  return Object.fromEntries(
    fields.map(({ name, kind }) => {
      const value = draft[name]
      if (typeof value !== 'string') return [name, value]
      if (kind === 'list') return [name, partsOf(value)]
      const text = value.trim()
      return [name, text === '' && isNew ? undefined : text]
    }),
  )
}

/** Commas, semicolons and new lines part several values. */
export const partsOf = (text: string): string[] =>
  text
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
