import type { RuleSort, Verdict } from '../gql/graphql'
import { sentenceCase } from './words'

export const RULE_SORTS = {
  ALERTS: 'Most alerts',
  LAST_SEEN: 'Last seen',
  FALSE_POSITIVE_RATE: 'Most false positives',
  NAME: 'By name',
} as const satisfies Record<RuleSort, string>

/** "33 %"; "–" while nobody has judged. */
export const percentWords = (rate: number | null | undefined): string =>
  rate == null ? '–' : `${Math.round(rate * 100)} %`

export type VerdictGroup = 'real' | 'false' | 'harmless' | 'open'

const GROUPS: Partial<Record<Verdict, VerdictGroup>> = {
  TRUE_POSITIVE: 'real',
  SUSPICIOUS: 'real',
  SECURITY_RISK: 'real',
  FALSE_POSITIVE: 'false',
  UNKNOWN: 'open',
  INSUFFICIENT_DATA: 'open',
}

export interface VerdictPart {
  verdict: Verdict
  label: string
  group: VerdictGroup
  count: number
  /** Of 100. */
  width: number
}

/** Verdicts as parts of a bar: what was real first, then false alarms, then what else there is. */
export function verdictParts(counts: readonly { verdict: Verdict; count: number }[]): VerdictPart[] {
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  const order: VerdictGroup[] = ['real', 'false', 'harmless', 'open']
  return counts
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => ({
      verdict,
      label: sentenceCase(verdict),
      group: GROUPS[verdict] ?? 'harmless',
      count,
      width: (count / total) * 100,
    }))
    .sort((a, b) => order.indexOf(a.group) - order.indexOf(b.group) || b.count - a.count)
}

/** The queue of one rule's alerts, closed ones too. */
export function queueOfRule({ product, ruleId }: { product: string; ruleId: string }): {
  filter: string
  status: string
} {
  return { filter: JSON.stringify({ product: { eq: product }, ruleId: { eq: ruleId } }), status: 'all' }
}
