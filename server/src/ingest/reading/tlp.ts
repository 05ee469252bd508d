import { wordOf } from './fields'

const levels = new Map([
  ['white', 'TLP:CLEAR'],
  ['clear', 'TLP:CLEAR'],
  ['green', 'TLP:GREEN'],
  ['amber', 'TLP:AMBER'],
  ['amber+strict', 'TLP:AMBER+STRICT'],
  ['red', 'TLP:RED'],
])

/** `tlp:white`, `TLP:CLEAR` and `clear` in TLP 2.0's words (FIRST, 2022); null for what is none of them. */
export const tlpOf = (value: unknown): string | null =>
  levels.get((wordOf(value, 40) ?? '').toLowerCase().replace(/^tlp:/, '')) ?? null

/** Whose level binds most, where an object bears several. */
export function strictestTlp(values: unknown[]): string | null {
  const found = values.flatMap((value) => tlpOf(value) ?? [])
  return [...levels.values()].findLast((level) => found.includes(level)) ?? null
}
