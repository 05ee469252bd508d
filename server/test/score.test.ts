import type { Normalise } from '../src/ingest/finding'
import { normalise } from '../src/ingest/normalise/normalise'
import { answerKey, cellsOf, readFixture, type Cell } from './score'
import { readGenerically } from './score.generic'

const key = answerKey()

if (!key) {
  console.warn('\n*** No answer key of real payloads found (TOCSIN_FIXTURES): the score is skipped. ***\n')
  it.skip('understands the payloads of real products: set TOCSIN_FIXTURES to their folder', () => undefined)
} else {
  const cells = (read: Normalise): Cell[] =>
    Object.entries(key).flatMap(([file, answers]) => cellsOf(file, answers, readFixture(file, read)))
  const share = (some: Cell[]): number => some.filter(({ isRight }) => isRight).length / some.length

  it('understands real payloads: 97 of 100 fields and more, and names the product of each', () => {
    const all = cells(normalise)
    expect(all.length).toBeGreaterThan(1_000)
    expect(share(all)).toBeGreaterThanOrEqual(0.97)
  })

  it('reads 70 of 100 fields and more of products it does not know, and no severity wrong by more than a step', () => {
    const all = cells(readGenerically)
    expect(share(all)).toBeGreaterThanOrEqual(0.7)
    const steps = ['informational', 'low', 'medium', 'high', 'critical']
    const wrong = all.filter(({ field, isRight, got }) => field === 'severity_label' && !isRight && got !== null)
    const apart = wrong.map(({ wanted, got }) => Math.abs(steps.indexOf(String(wanted)) - steps.indexOf(String(got))))
    expect(apart.every((one) => one <= 1)).toBe(true)
  })
}
