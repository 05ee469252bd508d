import { Severity } from '../../scoring/severity'
import { textOf } from './fields'

const words: [Severity, string][] = [
  [Severity.INFORMATIONAL, 'informational information info debug trace verbose ok none normal harmless'],
  [Severity.LOW, 'low minor notice note'],
  [Severity.MEDIUM, 'medium med moderate warning warn average suspicious elevated'],
  [Severity.HIGH, 'high error err major important severe malicious'],
  [Severity.CRITICAL, 'critical crit alert disaster urgent blocker very-high'],
  [Severity.FATAL, 'fatal emergency emerg panic catastrophic'],
]
const severityByWord = new Map(
  words.flatMap(([severity, all]) => all.split(' ').map((word) => [word, severity] as const)),
)

/** A severity word in any case; UNKNOWN for everything else. A number says nothing without its product's scale. */
export const severityOfWord = (value: unknown): Severity =>
  severityByWord.get(textOf(value, 64)?.toLowerCase() ?? '') ?? Severity.UNKNOWN

/** From this number on; the last step that is reached counts. */
export type Scale = [from: number, severity: Severity][]

/** Where a number stands on its product's scale; null for what is no number or stands below it. */
export function onScale(value: unknown, scale: Scale): Severity | null {
  const number = numberOf(value)
  return number === null ? null : (scale.findLast(([from]) => number >= from)?.[1] ?? null)
}

/** A finite number, also written in digits. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return typeof value === 'string' && /^\s*-?\d{1,15}(\.\d{1,15})?\s*$/.test(value) ? Number(value) : null
}

/** A number between two bounds on a line from 0 to 100, in whole points. */
export function scoreOf(value: unknown, most: number, least = 0): number | null {
  const number = numberOf(value)
  if (number === null) return null
  return Math.min(100, Math.max(0, Math.round(((number - least) / (most - least)) * 100)))
}
