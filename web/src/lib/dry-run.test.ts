import { reportOf, reportWords, type DryRunReport } from './dry-run'

const report = (changes: Partial<DryRunReport> = {}): DryRunReport => ({
  events: 12_000,
  alertsNow: 30,
  alertsThen: 20,
  merged: { count: 5, examples: [] },
  split: { count: 0, examples: [] },
  ...changes,
})

it('says in one sentence what would change', () => {
  expect(reportWords(report())).toBe('20 alerts instead of 30, out of the newest 12,000 findings.')
  const same = report({ alertsThen: 30, merged: { count: 0, examples: [] } })
  expect(reportWords(same)).toBe('The same 30 alerts, of the same events, out of the newest 12,000 findings.')
  expect(reportWords(report({ events: 0 }))).toMatch(/nothing to try/)
})

it('does not take the same number for the same alerts', () => {
  expect(reportWords(report({ alertsThen: 30, split: { count: 5, examples: [] } }))).toMatch(/^30 alerts instead of 30/)
})

it('takes only a report for one', () => {
  expect(reportOf(report())).toEqual(report())
  for (const other of [null, undefined, {}, 'text', { events: 1 }]) expect(reportOf(other)).toBeNull()
})
