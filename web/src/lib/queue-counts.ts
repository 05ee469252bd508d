import type { AlertStatus, Severity, StatusSeverityCount } from '../gql/graphql'
import { OPEN_STATUSES, SEVERITIES, STATUSES } from './queue-fields'
import { valuesOf, withValues, type Queue } from './queue-query'

type Cell = Pick<StatusSeverityCount, 'status' | 'severity' | 'count'>

export interface StatusTile {
  status: AlertStatus
  total: number
  /** Worst first, all severities: each has its place in every tile, so that nothing moves when a number changes. */
  cells: { severity: Severity; count: number }[]
  /** The list shows alerts of this status. */
  isShown: boolean
}

const isOpenStatus = (status: AlertStatus) => (OPEN_STATUSES as readonly AlertStatus[]).includes(status)

function showsStatus(queue: Queue, status: AlertStatus): boolean {
  if (valuesOf(queue, 'status', 'not').includes(status)) return false
  const only = valuesOf(queue, 'status', 'only')
  return only.length > 0 ? only.includes(status) : queue.isAnyStatus || isOpenStatus(status)
}

function showsSeverity(queue: Queue, severity: Severity): boolean {
  const only = valuesOf(queue, 'severity', 'only')
  return !valuesOf(queue, 'severity', 'not').includes(severity) && (only.length === 0 || only.includes(severity))
}

/** One tile per status; all of them, so that none moves when one becomes empty. */
export function statusTiles(counts: readonly Cell[], queue: Queue): StatusTile[] {
  return STATUSES.map((status) => {
    const cells = SEVERITIES.map((severity) => ({
      severity,
      count: counts.find((cell) => cell.status === status && cell.severity === severity)?.count ?? 0,
    }))
    const total = cells.reduce((sum, { count }) => sum + count, 0)
    return { status, total, cells, isShown: showsStatus(queue, status) }
  })
}

/** How many of the counted alerts the queue shows: its list's length, exactly. */
export function shownTotal(counts: readonly Cell[], queue: Queue): number {
  return counts
    .filter(({ status, severity }) => showsStatus(queue, status) && showsSeverity(queue, severity))
    .reduce((sum, { count }) => sum + count, 0)
}

/** The queue without its conditions on what the counts are about: what `alertCounts` is asked with. */
export function countedQueue(queue: Queue): Queue {
  const fields = ['status', 'severity'] as const
  const without = fields.reduce(
    (rest, field) => withValues(withValues(rest, field, 'only', []), field, 'not', []),
    queue,
  )
  return { ...without, isAnyStatus: true }
}

/** Is this status (with this severity, if given) all that the queue asks of status and severity? */
export function isChosen(queue: Queue, status: AlertStatus, severity: Severity | null): boolean {
  const isOnly = (field: 'status' | 'severity', value: string | null) => {
    const only = valuesOf(queue, field, 'only')
    return value === null ? only.length === 0 : only.length === 1 && only[0] === value
  }
  return isOnly('status', status) && isOnly('severity', severity)
}

/** Shows this status and severity alone; asked for once more, the open alerts again. */
export function chosen(queue: Queue, status: AlertStatus, severity: Severity | null): Queue {
  const plain = { ...countedQueue(queue), isAnyStatus: false }
  if (isChosen(queue, status, severity)) return plain
  return withValues(withValues(plain, 'status', 'only', [status]), 'severity', 'only', severity ? [severity] : [])
}

let rounded: Intl.NumberFormat | undefined

/** A count in at most four signs: 999, 1.8k, 12k. */
export function shortCount(count: number): string {
  if (count < 1_000) return `${count}`
  rounded ??= new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 2 })
  return rounded.format(count).toLowerCase()
}
