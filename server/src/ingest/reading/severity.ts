import { Severity } from '../../scoring/severity'
import type { JsonObject } from '../finding'
import { firstText, textOf, valueAt } from './fields'
import { places, type Path } from './paths'

const words: [Severity, string][] = [
  [Severity.INFORMATIONAL, 'informational information info debug ok none'],
  [Severity.LOW, 'low minor notice note'],
  [Severity.MEDIUM, 'medium med moderate warning warn average suspicious'],
  [Severity.HIGH, 'high error err major important severe malicious'],
  [Severity.CRITICAL, 'critical crit alert disaster'],
  [Severity.FATAL, 'fatal emergency emerg panic'],
]
const severityByWord = new Map(
  words.flatMap(([severity, all]) => all.split(' ').map((word) => [word, severity] as const)),
)

/** A severity word in any case; UNKNOWN for everything else. A number says nothing without its product's scale. */
export const severityOfWord = (value: unknown): Severity =>
  severityByWord.get(textOf(value, 64)?.toLowerCase() ?? '') ?? Severity.UNKNOWN

const { INFORMATIONAL, LOW, MEDIUM, HIGH, CRITICAL } = Severity

/** From this number on; the last step that is reached counts. */
type Scale = [from: number, severity: Severity][]

/** Where a number stands tells whose it is, and so what it means. */
const scales: [Path, Scale][] = [
  // Wazuh's rule levels: https://documentation.wazuh.com/current/user-manual/ruleset/rules/rules-classification.html
  [['rule', 'level'], [[0, LOW], [7, MEDIUM], [12, HIGH], [15, CRITICAL]]],
  // Suricata's EVE: the priority of the rule's class, 1 is the worst.
  [['alert', 'severity'], [[1, HIGH], [2, MEDIUM], [3, LOW], [4, INFORMATIONAL]]],
  // GuardDuty through EventBridge: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html
  [['detail', 'severity'], [[1, LOW], [4, MEDIUM], [7, HIGH], [9, CRITICAL]]],
] // prettier-ignore

export interface StatedSeverity {
  severity: Severity
  /** As the payload has it, word or number. */
  stated: string | null
}

/** A word that is known, else a number on a known scale, else UNKNOWN with whatever was stated. */
export function severityOf(item: JsonObject): StatedSeverity {
  const stated = firstText(item, places.severity, 64)
  const severity = severityOfWord(stated)
  if (severity !== Severity.UNKNOWN) return { severity, stated }
  for (const [path, scale] of scales) {
    const number = valueAt(item, path)
    if (typeof number !== 'number') continue
    const step = scale.findLast(([from]) => number >= from)
    if (step) return { severity: step[1], stated: String(number) }
  }
  return { severity, stated }
}
