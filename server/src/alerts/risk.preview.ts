import { riskOf } from '../scoring/risk'
import { bandOf } from '../scoring/risk.band'
import type { RiskFacts } from '../scoring/risk.facts'
import type { RiskWeights } from '../scoring/risk.weights'
import type { Severity } from '../scoring/severity'

/** An alert as it is scored. */
export interface ScoredAlert {
  id: string
  number: number
  title: string
  facts: RiskFacts
}

export interface PreviewExample {
  id: string
  number: number
  title: string
  from: number
  to: number
}

/** What other weights would change. */
export interface RiskPreview {
  alerts: number
  up: number
  down: number
  /** How many would leave the band of one severity for that of another. */
  moves: { from: Severity; to: Severity; count: number }[]
  /** Those that would move the most. */
  examples: PreviewExample[]
}

const mostExamples = 10

/** Compares two sets of weights alert by alert, holding no more than what it reports. Pure. */
export class RiskComparison {
  private readonly counts = { alerts: 0, up: 0, down: 0 }
  private readonly moves = new Map<string, RiskPreview['moves'][number]>()
  private examples: PreviewExample[] = []

  constructor(
    private readonly now: RiskWeights,
    private readonly then: RiskWeights,
  ) {}

  add({ id, number, title, facts }: ScoredAlert): void {
    const from = riskOf(facts, this.now).score
    const to = riskOf(facts, this.then).score
    this.counts.alerts++
    if (from === to) return
    this.counts[to > from ? 'up' : 'down']++
    this.addMove(bandOf(from), bandOf(to))
    this.examples.push({ id, number, title, from, to })
    this.examples.sort((one, other) => Math.abs(other.to - other.from) - Math.abs(one.to - one.from))
    this.examples.length = Math.min(this.examples.length, mostExamples)
  }

  private addMove(from: Severity, to: Severity): void {
    if (from === to) return
    const name = `${from} ${to}`
    const move = this.moves.get(name)
    if (move) move.count++
    else this.moves.set(name, { from, to, count: 1 })
  }

  report(): RiskPreview {
    const moves = [...this.moves.values()].sort((one, other) => other.count - one.count)
    return { ...this.counts, moves, examples: this.examples }
  }
}
