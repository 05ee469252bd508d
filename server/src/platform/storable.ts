const unstorable = /[\0\p{Cs}]/gu
/** A quick look that whole surrogate pairs pass too: most text needs no second one. */
const suspect = /[\0\ud800-\udfff]/

/** Text as Postgres can hold it: NUL and halves of surrogate pairs become U+FFFD. */
export const storableText = (text: string): string => (suspect.test(text) ? text.replace(unstorable, '\ufffd') : text)

/** JSON that jsonb accepts. Nearly every batch passes the first look, which costs one scan instead of a call per value. */
export function storableJson(rows: unknown): string {
  const json = JSON.stringify(rows)
  if (!/\\u(0000|d[89a-f])/i.test(json)) return json
  return JSON.stringify(rows, (_, value: unknown) => (typeof value === 'string' ? storableText(value) : value))
}

/** A sender's clock may say anything; what lies outside the years that Postgres and ISO 8601 write alike is no time. */
export function storableTime(at: Date | null): Date | null {
  const year = at?.getUTCFullYear() ?? 0
  return year >= 1 && year <= 9999 ? at : null
}
