import { aKnown } from '../../test/known'
import { Criticality } from '../scoring/criticality'
import { defaultWeights } from '../scoring/risk.weights'
import { riskOf } from '../scoring/risk'
import type { RiskFacts } from '../scoring/risk.facts'
import { Severity } from '../scoring/severity'
import { blankAlert } from './alert.blank'
import { rescored, type StandingAlert } from './rescore'

const scoredBy = (facts: RiskFacts, more: Partial<StandingAlert> = {}): StandingAlert => {
  const { score, explanation } = riskOf(facts)
  return {
    ...blankAlert,
    severity: facts.severity,
    riskScore: score,
    riskExplanation: explanation,
    riskFacts: facts,
    ...more,
  }
}
const asset = { host: 'dc01', criticality: Criticality.CRITICAL }
const onController = () => scoredBy({ severity: Severity.MEDIUM, asset }, { assetId: 'gone', user: 'root' })
const known = aKnown({ privileged: ['root'] })
const less = { ...defaultWeights, assets: { ...defaultWeights.assets, CRITICAL: 0.2 } }

it('leaves alone what other weights leave alone', () => {
  expect(rescored(onController(), [], { known, weights: defaultWeights, matchesAfresh: false })).toBeNull()
})

it('goes by what the alert was last scored by, with its severity and repetition of now', () => {
  const alert = { ...onController(), occurrences: 100, severity: Severity.HIGH }
  expect(rescored(alert, [], { known, weights: less, matchesAfresh: false })).toMatchObject({
    riskExplanation: [
      { factor: 'severity', points: 80 },
      { factor: 'asset', points: 4 },
      { factor: 'repetition', points: 2.1 },
    ],
    riskFacts: { severity: 'HIGH', asset, occurrences: 100 },
    columns: { assetId: 'gone' },
  })
})

it('matches with what the tenant knows now when asked to, and where it is not known what counted', () => {
  const afresh = rescored(onController(), [], { known, weights: defaultWeights, matchesAfresh: true })
  const unknown = { ...onController(), riskFacts: null }
  const first = rescored(unknown, [], { known, weights: defaultWeights, matchesAfresh: false })
  for (const one of [afresh, first]) {
    expect(one?.riskExplanation.map(({ factor }) => factor)).toEqual(['severity', 'privilegedUser'])
    expect(one?.columns.assetId).toBeNull()
  }
})
