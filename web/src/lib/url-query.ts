/** A URL's query as vue-router reads it. */
export type UrlQuery = Record<string, string | null | undefined | (string | null)[]>

/** What a parameter says, each time that it is there. */
export const textsOf = (value: UrlQuery[string]): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string' && one !== '')

/** Several values in one parameter; a comma that belongs to a value is written with a backslash before it. */
export const listText = (values: readonly string[]): string =>
  values.map((value) => value.replaceAll(/[\\,]/g, '\\$&')).join(',')

/** The values of a parameter, empty ones left out. */
export const listOf = (value: UrlQuery[string]): string[] => textsOf(value).flatMap(split).filter(Boolean)

/** Splits at the commas that belong to no value. */
function split(text: string): string[] {
  const values = ['']
  for (const [part] of text.matchAll(/\\[\s\S]|[\s\S]/g)) {
    if (part === ',') values.push('')
    else values.push(`${values.pop()}${part.length > 1 && part.startsWith('\\') ? part.slice(1) : part}`)
  }
  return values
}
