import { badInput } from '../errors'

/** For whom and when a filter is asked: `me` and `within` depend on it. */
export interface Asker {
  /** Null for an API key. */
  userId: string | null
  now: Date
}

/**
 * One field of a filter, said twice: as SQL and in memory. A property test holds the two equal. `Input` is the condition as the API takes
 * it, never null.
 */
export interface Rule<Input, Row, By extends Asker = Asker> {
  /** Fields of the row that decide, by their names in the schema: a change elsewhere cannot move a row in or out. */
  reads: readonly string[]
  /** Number of values in the condition. @throws BAD_USER_INPUT for values that no row could be compared with. */
  check(input: Input, path: string): number
  /** A condition that may be null for "no": callers only ever ask whether it IS TRUE. */
  sql(input: Input, params: Params, asker: By): string
  matches(input: Input, row: Row, asker: By): boolean
}

/** The parameters of one statement; values never become part of its text. */
export class Params {
  readonly values: unknown[] = []

  /** @returns the place, with its type: `$3::text[]`. */
  add(value: unknown, type: string): string {
    return `$${this.values.push(value)}::${type}`
  }
}

/** All of these; nothing at all is true. */
export const allOf = (conditions: string[]): string =>
  conditions.length > 0 ? `(${conditions.join(' AND ')})` : 'TRUE'

/** One of these; nothing at all is false. */
export const anyOf = (conditions: string[]): string =>
  conditions.length > 0 ? `(${conditions.join(' OR ')})` : 'FALSE'

/** Is present: null and absent both say "no condition". */
export const isGiven = <Value>(value: Value | null | undefined): value is Value => value !== null && value !== undefined

const longestText = 4_096

/** @throws BAD_USER_INPUT for text that no column can hold (NUL, half a surrogate pair) or that is longer than 4,096 characters. */
export function checkText(text: string, path: string): void {
  if (text.length > longestText) throw badInput(path, `must have at most ${longestText} characters`)
  if (/[\0\p{Cs}]/u.test(text)) throw badInput(path, 'must not contain NUL or half a surrogate pair')
}
