import { z } from 'zod'
import { defineTask, type JobRun } from '../platform/jobs'
import type { RiskFacts } from '../scoring/risk.facts'
import { riskWeightsShape } from '../scoring/risk.weights'
import { weightsOf } from '../scoring/risk.weights.service'
import { severityOf } from '../scoring/severity'
import { RiskComparison, type RiskPreview, type ScoredAlert } from './risk.preview'

/** How many of the newest alerts are compared. */
export const mostCompared = 10_000
const page = 1_000

/** Scores the newest alerts by other weights. Changes nothing, so it may be run again at any time. */
export const riskPreviewTask = defineTask({
  name: 'risk.preview',
  payload: z.object({ weights: riskWeightsShape }),
  timeLimitMs: 5 * 60_000,
  maxAttempts: 3,
  async handler(run, { weights }): Promise<RiskPreview> {
    const comparison = new RiskComparison(await run.inTenant(weightsOf), weights)
    let last: string | null = null
    for (let done = 0; done < mostCompared; done += page) {
      const rows = await alertsBefore(run, last)
      for (const row of rows) comparison.add(scored(row))
      last = rows.at(-1)?.id ?? null
      if (rows.length < page) break
      await run.progress(done + page, mostCompared)
    }
    return comparison.report()
  },
})

interface AlertRow {
  id: string
  number: number
  title: string
  severity: number
  occurrences: number
  risk_facts: RiskFacts | null
}

const alertsBefore = (run: JobRun, last: string | null): Promise<AlertRow[]> =>
  run.inTenant((db) =>
    db.query<AlertRow>(
      `SELECT id, number, left(title, 200) AS title, severity, occurrences, risk_facts FROM alert
       ${last === null ? '' : 'WHERE id < $1::uuid'} ORDER BY id DESC LIMIT ${page}`,
      last === null ? [] : [last],
    ),
  )

/** By what was known when it was last scored; of one from before that was kept, its severity and repetition. */
const scored = ({ id, number, title, severity, occurrences, risk_facts: facts }: AlertRow): ScoredAlert => ({
  id,
  number,
  title,
  facts: { ...facts, severity: severityOf(severity), occurrences },
})
