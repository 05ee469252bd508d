import { textOf } from './fields'

/** What the first pattern that fits the text stands for; null when none does. */
export function matching<T>(value: unknown, table: readonly (readonly [RegExp, T])[]): T | null {
  const text = textOf(value)
  return text === null ? null : (table.find(([pattern]) => pattern.test(text))?.[1] ?? null)
}
