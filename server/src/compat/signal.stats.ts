import { tally, type Where } from '../platform/tally'
import { severityOf } from '../scoring/severity'
import type { KeyContext } from './door'
import { signals } from './signal.where'
import { severityWord } from './signal.words'

/** Counts over all signals of the tenant. */
export interface SignalStats {
  total_signals: number
  last_24h: number
  by_severity: Record<string, number>
  /** The thousand hosts with the most. */
  by_host: Record<string, number>
  top_rules: { rule_id: string; count: number }[]
}

interface Row {
  kind: 'severity' | 'host' | 'rule'
  word: string
  count: number
  recent: number
}

const counted = (kind: string, column: string, most: number) =>
  `(SELECT '${kind}' AS kind, ${column}::text AS word, count(*)::int AS count,
    (count(*) FILTER (WHERE coalesce(event_at, first_seen_at) > now() - interval '1 day'))::int AS recent
    FROM signal WHERE ${column} IS NOT NULL GROUP BY ${column} ORDER BY count DESC, word LIMIT ${most})`

const statsSql = ({ conditions }: Where) => `WITH signal AS MATERIALIZED (
    SELECT severity, host, rule_id, event_at, first_seen_at FROM alert WHERE ${conditions.join(' AND ')})
  ${[counted('severity', 'severity', 7), counted('host', 'host', 1_000), counted('rule', 'rule_id', 10)].join(' UNION ALL ')}`

/** A few seconds old at most. @throws UNPROCESSABLE when counting would take too long */
export async function signalStats(ctx: KeyContext): Promise<SignalStats> {
  const tooLong = 'Counting the signals would take too long'
  const rows = await tally(ctx, { line: 'signals', question: ['stats'], tooLong }, async (db, inTime) => {
    const where = await inTime(signals())
    return db.query<Row>(statsSql(where), where.params.values)
  })
  const of = (kind: Row['kind']) => rows.filter((row) => row.kind === kind)
  const severities = of('severity')
  return {
    total_signals: severities.reduce((sum, { count }) => sum + count, 0),
    last_24h: severities.reduce((sum, { recent }) => sum + recent, 0),
    by_severity: Object.fromEntries(
      severities.map(({ word, count }) => [severityWord(severityOf(Number(word))), count]),
    ),
    by_host: Object.fromEntries(of('host').map(({ word, count }) => [word, count])),
    top_rules: of('rule').map(({ word, count }) => ({ rule_id: word, count })),
  }
}
