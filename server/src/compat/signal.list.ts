import { type AlertStatus } from '../alerts/alert.status'
import { inBoundedTime, type Where } from '../platform/tally'
import { severityId, severityOf, type Severity } from '../scoring/severity'
import type { KeyContext } from './door'
import { mostSentBytes, sentIn } from './sent'
import { signals } from './signal.where'
import { severityWord, statusesOf, wordOf, type SignalStatus } from './signal.words'

/** What is asked for; null asks for all. */
export interface SignalQuery {
  status: SignalStatus | null
  severity: Severity | null
  hostId: string | null
  /** Part of the title or of the rule's id, in any case. */
  search: string | null
  /** Only what happened after it. */
  since: Date | null
  limit: number
}

/** A signal as the agents' clients read it. */
export interface SignalRow {
  signal_id: string
  ts: string | null
  host_id: string | null
  rule_id: string | null
  rule_description: string | null
  status: SignalStatus
  severity: string
  title: string
  tags: unknown[]
  context: Record<string, unknown>
  received_at: string
}

interface Row {
  vendor_id: string
  event_at: Date | null
  host: string | null
  rule_id: string | null
  description: string | null
  status: AlertStatus
  severity: number
  title: string
  first_seen_at: Date
  raw: string | null
}

const columns = 'id, vendor_id, event_at, host, rule_id, description, status, severity, title, first_seen_at'

/** The tenant's signals, newest first. @throws UNPROCESSABLE when few match and too many had to be looked at */
export async function listSignals(ctx: KeyContext, query: SignalQuery): Promise<SignalRow[]> {
  const rows = await inBoundedTime(
    ctx,
    { tooLong: 'Looking for these signals would take too long' },
    async (db, inTime) => {
      const { params, conditions } = await inTime(whereSignals(query))
      const sql = `SELECT found.*, CASE WHEN sum(octet_length(r.raw)) OVER (ORDER BY place) <= ${mostSentBytes} THEN r.raw END AS raw
      FROM (SELECT row_number() OVER (${newestFirst}) AS place, ${columns} FROM alert
        WHERE ${conditions.join(' AND ')} ${newestFirst} LIMIT ${query.limit}) AS found
      LEFT JOIN alert_raw r ON r.alert_id = found.id ORDER BY place`
      return db.query<Row>(sql, params.values)
    },
  )
  return rows.map(rowOf)
}

const newestFirst = 'ORDER BY event_at DESC NULLS LAST, id DESC'

function whereSignals({ status, severity, hostId, since, search }: SignalQuery): Where {
  const { params, conditions } = signals()
  if (status) conditions.push(`status = ANY (${params.add(statusesOf(status), 'text[]')})`)
  if (severity) conditions.push(`severity = ${params.add(severityId(severity), 'smallint')}`)
  if (hostId !== null) conditions.push(`host = ${params.add(hostId, 'text')}`)
  if (since) conditions.push(`event_at > ${params.add(since.toISOString(), 'timestamptz')}`)
  if (search !== null) {
    const part = params.add(search.toLowerCase(), 'text')
    conditions.push(`(strpos(lower(title), ${part}) > 0 OR strpos(lower(rule_id), ${part}) > 0)`)
  }
  return { params, conditions }
}

/** As the agent wrote it, where that is kept; what became of it is ours. */
function rowOf(row: Row): SignalRow {
  const { text, list, object } = sentIn(row.raw)
  return {
    signal_id: text('signal_id') ?? row.vendor_id,
    ts: text('ts') ?? row.event_at?.toISOString() ?? null,
    host_id: text('host_id') ?? row.host,
    rule_id: text('rule_id') ?? row.rule_id,
    rule_description: text('rule_description') ?? row.description,
    status: wordOf(row.status),
    severity: severityWord(severityOf(row.severity)),
    title: text('title') ?? row.title,
    tags: list('tags'),
    context: object('context'),
    received_at: row.first_seen_at.toISOString(),
  }
}
