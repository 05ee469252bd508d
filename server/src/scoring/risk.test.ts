import { riskOf } from './risk'
import { Severity, severityId, severityOf } from './severity'

it.each(Object.values(Severity))('explains the whole score of %s', (severity) => {
  const { score, explanation } = riskOf({ severity })
  expect(explanation.reduce((sum, { points }) => sum + points, 0)).toBe(score)
  expect(score).toBeGreaterThanOrEqual(0)
  expect(score).toBeLessThanOrEqual(100)
  expect(explanation[0]).toMatchObject({ factor: 'severity', why: `Severity is ${severity}` })
})

it('never ranks a lower severity above a higher one, and the unknown between low and medium', () => {
  const known = Object.values(Severity).slice(1)
  const scores = known.map((severity) => riskOf({ severity }).score)
  expect(scores).toEqual([...scores].sort((a, b) => a - b))
  expect(riskOf({ severity: Severity.UNKNOWN }).score).toBe(40)
})

it('numbers severities as OCSF does', () => {
  expect(Object.values(Severity).map(severityId)).toEqual([0, 1, 2, 3, 4, 5, 6])
  expect([0, 3, 6, 7, -1].map(severityOf)).toEqual(['UNKNOWN', 'MEDIUM', 'FATAL', 'UNKNOWN', 'UNKNOWN'])
})
