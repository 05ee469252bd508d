import { Criticality } from '../scoring/criticality'
import { defaultWeights } from '../scoring/risk.weights'
import { Severity } from '../scoring/severity'
import { RiskComparison, type ScoredAlert } from './risk.preview'

const alert = (number: number, facts: ScoredAlert['facts']): ScoredAlert => ({
  id: String(number),
  number,
  title: `Alert ${number}`,
  facts,
})
const onAsset = (criticality: Criticality) => ({ severity: Severity.MEDIUM, asset: { host: 'srv', criticality } })

it('counts what rises and sinks, tells which bands it leaves, and names those that move the most', () => {
  const then = { ...defaultWeights, assets: { ...defaultWeights.assets, CRITICAL: 0.1, LOW: 0.2 } }
  const comparison = new RiskComparison(defaultWeights, then)
  comparison.add(alert(1, { severity: Severity.HIGH }))
  comparison.add(alert(2, onAsset(Criticality.LOW))) // 35 to 60
  for (let number = 3; number < 15; number++) comparison.add(alert(number, onAsset(Criticality.CRITICAL))) // 80 to 55
  comparison.add(alert(15, { ...onAsset(Criticality.CRITICAL), severity: Severity.INFORMATIONAL })) // 64 to 19
  const report = comparison.report()
  expect(report).toMatchObject({ alerts: 15, up: 1, down: 13 })
  expect(report.moves).toEqual([
    { from: 'HIGH', to: 'MEDIUM', count: 12 },
    { from: 'MEDIUM', to: 'LOW', count: 1 },
  ])
  expect(report.examples).toHaveLength(10)
  expect(report.examples[0]).toEqual({ id: '15', number: 15, title: 'Alert 15', from: 64, to: 19 })
})
