import { textOf } from './fields'

/** Patterns with what stands for each; the first that fits counts. */
export type Patterns<T> = readonly (readonly [RegExp, T])[]

/** What the first pattern that fits the text stands for; null when none does. */
export function matching<T>(value: unknown, patterns: Patterns<T>): T | null {
  const text = textOf(value)
  return text === null ? null : matchingAny([text], patterns)
}

/** What the first pattern that fits one of the texts stands for; null when none does. */
export const matchingAny = <T>(texts: readonly string[], patterns: Patterns<T>): T | null =>
  patterns.find(([pattern]) => texts.some((text) => pattern.test(text)))?.[1] ?? null
