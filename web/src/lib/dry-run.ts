import { counted } from './words'

/** One line of a dry run's report. */
export interface TriedChange {
  title: string
  entity: string | null
  events: number
  alerts: number
}

/** What a rule that was tried would have made of what came; see `startDedupDryRun`. */
export interface DryRunReport {
  events: number
  alertsNow: number
  alertsThen: number
  merged: { count: number; examples: TriedChange[] }
  split: { count: number; examples: TriedChange[] }
}

/** A job's result as a report; null for anything else. */
export function reportOf(result: unknown): DryRunReport | null {
  const report = result as Partial<DryRunReport> | null
  const isReport = typeof report?.events === 'number' && Array.isArray(report.merged?.examples)
  return isReport ? (report as DryRunReport) : null
}

const number = (count: number): string => count.toLocaleString('en')

/** The report in one sentence. */
export function reportWords({ events, alertsNow, alertsThen, merged, split }: DryRunReport): string {
  if (events === 0) return 'No findings have come yet: there is nothing to try the rule on.'
  const outcome =
    alertsNow === alertsThen && merged.count + split.count === 0
      ? `The same ${counted(alertsNow, 'alert')}, of the same events`
      : `${counted(alertsThen, 'alert')} instead of ${number(alertsNow)}`
  return `${outcome}, out of the newest ${counted(events, 'finding')}.`
}
