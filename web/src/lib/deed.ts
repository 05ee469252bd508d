import type { AlertStatus, Deed_AlertFragment, ReasonCode, Verdict } from '../gql/graphql'
import { sentenceCase, valueText } from './words'

/** Another status, with a verdict where there is one; absent fields stay. */
export interface StatusChange {
  status: AlertStatus
  verdict?: Verdict
  reasonCode?: ReasonCode
  reason?: string
}

export interface Assignee {
  id: string
  name: string
}

/** What a person wants an alert to become. */
export type Deed = { kind: 'status'; change: StatusChange } | { kind: 'assign'; user: Assignee | null }

export type DeedAlert = Deed_AlertFragment

/** Would the server take it from this viewer now? */
export function isPossible(deed: Deed, alert: DeedAlert): boolean {
  if (deed.kind === 'assign') return alert.can.assign && (alert.assignee?.id ?? null) !== (deed.user?.id ?? null)
  const { status } = deed.change
  return alert.allowedStatuses.includes(status) && (status === 'CLOSED' ? alert.can.close : alert.can.triage)
}

/** May this viewer do anything to it at all? */
export const isChangeable = ({ can }: DeedAlert): boolean => can.triage || can.assign || can.close

/** The fields as they will be when the server agrees. Reopening takes the verdict back, as on the server. */
export function fieldsAfter(deed: Deed, alert: DeedAlert): Partial<DeedAlert> {
  if (deed.kind === 'assign') return { assignee: deed.user && { __typename: 'User', ...deed.user } }
  const { status, verdict, reasonCode, reason } = deed.change
  const kept = alert.status === 'CLOSED' ? null : alert
  return {
    status,
    allowedStatuses: waysFrom(status),
    can: { ...alert.can, close: alert.can.triage && status !== 'CLOSED' },
    verdict: verdict ?? kept?.verdict ?? null,
    reasonCode: reasonCode ?? kept?.reasonCode ?? null,
    reason: reason ?? kept?.reason ?? null,
  }
}

const MOVES: readonly AlertStatus[] = ['IN_PROGRESS', 'TRIAGED', 'CLOSED', 'SUPPRESSED']

/** What a quick hand may do next before the server has said what is possible; what it then refuses is taken back. */
const waysFrom = (status: AlertStatus): AlertStatus[] =>
  status === 'CLOSED' ? ['IN_PROGRESS'] : MOVES.filter((move) => move !== status)

/** What would bring the alert back to where it was before; null when nothing can. NEW never comes again: a closed alert is reopened. */
export function undoOf(before: DeedAlert, after: DeedAlert, deed: Deed): Deed | null {
  if (deed.kind === 'assign') return { kind: 'assign', user: before.assignee ?? null }
  const { status, verdict, reasonCode, reason } = before
  const back: StatusChange = {
    status: after.allowedStatuses.includes(status) ? status : 'IN_PROGRESS',
    verdict: verdict ?? undefined,
    reasonCode: reasonCode ?? undefined,
    reason: reason ?? undefined,
  }
  const isWayBack = back.status === status || after.status === 'CLOSED' || after.status === 'SUPPRESSED'
  return isWayBack && after.allowedStatuses.includes(back.status) ? { kind: 'status', change: back } : null
}

const ings: Record<AlertStatus, string> = {
  NEW: 'Resetting',
  IN_PROGRESS: 'Taking up',
  TRIAGED: 'Triaging',
  ESCALATED: 'Escalating',
  CLOSED: 'Closing',
  SUPPRESSED: 'Suppressing',
}

/** "Closing", for what is under way. */
export function deedDoing(deed: Deed): string {
  if (deed.kind === 'assign') return deed.user ? 'Assigning' : 'Unassigning'
  return ings[deed.change.status]
}

/** "closed as Benign", to follow what it was done to. */
export function deedDone(deed: Deed): string {
  if (deed.kind === 'assign') return deed.user ? `assigned to ${deed.user.name}` : 'unassigned'
  const { status, verdict } = deed.change
  const words = sentenceCase(status).toLowerCase()
  return verdict && status !== 'IN_PROGRESS' ? `${words} as ${sentenceCase(verdict).toLowerCase()}` : words
}

export interface DeedLine {
  label: string
  mine: string
  theirs: string
}

/** Both versions side by side, as far as the deed touches them. */
export function deedLines(deed: Deed, theirs: DeedAlert): DeedLine[] {
  if (deed.kind === 'assign') {
    return [{ label: 'Assigned to', mine: deed.user?.name ?? 'Nobody', theirs: theirs.assignee?.name ?? 'Nobody' }]
  }
  const wanted = fieldsAfter(deed, theirs)
  const line = (label: string, field: 'status' | 'verdict' | 'reasonCode' | 'reason'): DeedLine[] =>
    wanted[field] || theirs[field] ? [{ label, mine: valueText(wanted[field]), theirs: valueText(theirs[field]) }] : []
  return [
    ...line('Status', 'status'),
    ...line('Verdict', 'verdict'),
    ...line('Cause', 'reasonCode'),
    ...line('Reason', 'reason'),
  ]
}

/** Somebody has done the very same meanwhile. */
export const isAlreadySo = (deed: Deed, theirs: DeedAlert): boolean =>
  deedLines(deed, theirs).every(({ mine, theirs: now }) => mine === now)
