import { spanWords } from './span-words'

/** What became of a source's items; the rest of the schema's type does not matter here. */
export interface Intake {
  created: number
  folded: number
  suppressed: number
  stored: number
}

export interface IntakePart {
  id: keyof Intake
  label: string
  /** What it means, in a few words. */
  hint: string
  count: number
  /** 0 to 1 of all items. */
  share: number
}

const words: Record<keyof Intake, { label: string; hint: string }> = {
  created: { label: 'New alerts', hint: 'opened an alert' },
  folded: { label: 'Folded', hint: 'into an open alert' },
  suppressed: { label: 'Swallowed', hint: 'by an alert closed as harmless' },
  stored: { label: 'Stored', hint: 'as events alone' },
}
const order: readonly (keyof Intake)[] = ['created', 'folded', 'suppressed', 'stored']

export const intakeTotal = (intake: Intake): number => order.reduce((sum, id) => sum + intake[id], 0)

/** What became of the items, largest meaning first. Of a source of findings `stored` is left out where it is zero, as all else is of telemetry. */
export function intakeParts(intake: Intake, kind: 'FINDINGS' | 'TELEMETRY'): IntakePart[] {
  const total = intakeTotal(intake)
  const isUsual = (id: keyof Intake) => (id === 'stored') === (kind === 'TELEMETRY')
  return order
    .filter((id) => intake[id] > 0 || isUsual(id))
    .map((id) => ({ id, ...words[id], count: intake[id], share: total === 0 ? 0 : intake[id] / total }))
}

/** "38 %", "< 1 %", "> 99 %": rounding never says none or all where it is not so. */
export function shareWords(share: number): string {
  const percent = Math.round(share * 100)
  if (percent === 0 && share > 0) return '< 1 %'
  return percent === 100 && share < 1 ? '> 99 %' : `${percent} %`
}

export interface Lag {
  median: number
  p95: number
  ahead: number
}

/** How late items arrive: "Half of them arrive within 2 seconds, 95 of 100 within 1 minute." */
export function lagWords({ median, p95 }: Lag): string {
  const within = (seconds: number) => (seconds < 1 ? 'a second' : spanWords(seconds))
  return within(median) === within(p95)
    ? `Nearly all arrive within ${within(p95)} of what they tell of.`
    : `Half of them arrive within ${within(median)} of what they tell of, 95 of 100 within ${within(p95)}.`
}
