import { factorTitle, riskBar, signedPoints } from './risk-bar'

it('stacks what raises the score, and takes off what lowers it', () => {
  const bar = riskBar([
    { factor: 'severity', points: 50 },
    { factor: 'eventType', points: 20 },
    { factor: 'ruleHistory', points: -30 },
  ])
  expect(bar).toEqual({
    raised: [
      { factor: 'severity', width: 50 },
      { factor: 'eventType', width: 20 },
    ],
    score: 40,
    lowered: 30,
  })
})

it('stays within the bar when more is added than there is room for', () => {
  const { raised, score, lowered } = riskBar([
    { factor: 'severity', points: 80 },
    { factor: 'asset', points: -60 },
    { factor: 'knownBad', points: 48 },
  ])
  expect(raised.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(100)
  expect(score + lowered).toBeCloseTo(100)
})

it('writes points with their sign, and factors in words', () => {
  expect([12.54, -3, 0, -0.01].map(signedPoints)).toEqual(['+12.5', '−3', '0', '0'])
  expect([factorTitle('ruleHistory'), factorTitle('newThing')]).toEqual(['Record of the rule', 'New thing'])
})
