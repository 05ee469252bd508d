import fc from 'fast-check'
import { DryRun, type TriedEvent } from './dry-run'

const day = 86_400
const start = Date.UTC(2026, 0, 1)
const event = (now: string, then: string, atSeconds: number, title = now): TriedEvent => ({
  keys: { now, then },
  at: new Date(start + atSeconds * 1_000),
  title,
  entity: null,
})

function reportOf(events: TriedEvent[], windows = { now: day, then: day }) {
  const run = new DryRun({ now: { windowSeconds: windows.now }, then: { windowSeconds: windows.then } })
  for (const one of events) run.add(one)
  return run.report()
}

it('finds nothing to merge or to split when the rule stays as it is', () => {
  const report = reportOf([event('a', 'a', 0), event('b', 'b', 1), event('a', 'a', 2)])
  expect(report).toEqual({
    events: 3,
    alertsNow: 2,
    alertsThen: 2,
    merged: { count: 0, examples: [] },
    split: { count: 0, examples: [] },
  })
})

it('tells which alerts would have been one', () => {
  const report = reportOf([event('a', 'x', 0), event('b', 'x', 1), event('a', 'x', 2), event('c', 'c', 3)])
  expect(report).toMatchObject({
    alertsNow: 3,
    alertsThen: 2,
    merged: { count: 1, examples: [{ title: 'a', events: 3, alerts: 2 }] },
    split: { count: 0 },
  })
})

it('tells which alert would have been several', () => {
  const report = reportOf([event('a', '1', 0), event('a', '2', 1), event('a', '3', 2)])
  expect(report).toMatchObject({
    alertsNow: 1,
    alertsThen: 3,
    split: { count: 1, examples: [{ alerts: 3 }] },
    merged: { count: 0 },
  })
})

it('opens another alert when the gap is longer than the window, and for each event without one', () => {
  const events = [event('a', 'a', 0), event('a', 'a', 100), event('a', 'a', 301)]
  expect(reportOf(events, { now: 200, then: 100 })).toMatchObject({ alertsNow: 2, alertsThen: 2 })
  expect(reportOf(events, { now: 201, then: 0 })).toMatchObject({ alertsNow: 1, alertsThen: 3, split: { count: 1 } })
})

it('places every event once under each rule, whatever the keys are', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'd')
  const events = fc.array(fc.record({ now: key, then: key, gap: fc.nat({ max: 2 * day }) }), { maxLength: 60 })
  fc.assert(
    fc.property(events, (given) => {
      let at = 0
      const report = reportOf(given.map(({ now, then, gap }) => event(now, then, (at += gap))))
      expect(report.events).toBe(given.length)
      expect(report.alertsNow).toBeLessThanOrEqual(given.length)
      expect(report.merged.count).toBeLessThanOrEqual(report.alertsThen)
      if (given.every(({ now, then }) => now === then)) expect(report.merged.count + report.split.count).toBe(0)
    }),
  )
})
