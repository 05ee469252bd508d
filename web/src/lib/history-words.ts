import type { AlertHistory_EntryFragment } from '../gql/graphql'
import { fieldWords, sentenceCase, valueText } from './words'

export type HistoryLine = AlertHistory_EntryFragment

/** What one deed has changed. */
export interface PastDeed {
  changeId: string
  at: string
  actor: HistoryLine['actor']
  reason: string | null
  /** What was done, to follow the actor's name: "closed this as benign". */
  words: string
  /** From what to what, field by field. */
  changes: { field: string; label: string; from: string; to: string }[]
}

const labels: Record<string, string> = { assignee: 'Assigned to', reasonCode: 'Cause' }
/** The deed's heart first; what is not named here follows. */
const order = ['reasonCode', 'verdict', 'status']
const placeOf = (field: string): number => -order.indexOf(field)
const shownOf = (value: unknown, label?: string | null): string => label ?? valueText(value)

/** Entries as deeds, in the order of the entries. */
export function deedsOf(entries: readonly HistoryLine[]): PastDeed[] {
  const deeds = new Map<string, HistoryLine[]>()
  for (const entry of entries) deeds.set(entry.changeId, [...(deeds.get(entry.changeId) ?? []), entry])
  return [...deeds.values()].flatMap((lines) => {
    const [first] = lines
    return first ? [deedOf(first, lines)] : []
  })
}

function deedOf({ changeId, at, actor }: HistoryLine, lines: HistoryLine[]): PastDeed {
  const reason = lines.find((line) => line.reason)?.reason ?? null
  // The text of a reason is shown once, as the deed's own, not as a change from the old text to the new.
  const changes = lines
    .filter((line) => line.field !== 'reason' || line.to !== reason)
    .sort((a, b) => placeOf(a.field) - placeOf(b.field))
  return {
    changeId,
    at,
    actor,
    reason,
    words: wordsOf(lines),
    changes: changes.map(({ field, from, to, fromLabel, toLabel }) => ({
      field,
      label: labels[field] ?? fieldWords(field),
      from: shownOf(from, fromLabel),
      to: shownOf(to, toLabel),
    })),
  }
}

function wordsOf(lines: readonly HistoryLine[]): string {
  const of = (field: string) => lines.find((line) => line.field === field)
  const status = of('status')
  const verdict = of('verdict')?.to
  const as = typeof verdict === 'string' ? ` as ${sentenceCase(verdict).toLowerCase()}` : ''
  if (status?.to === 'NEW' && !status.from) return 'opened this'
  if (of('occurrences')) return 'split events off this'
  if (status?.to === 'CLOSED') return `closed this${as}`
  if (status?.from === 'CLOSED') return 'reopened this'
  if (status?.to === 'IN_PROGRESS') return 'set this in progress'
  if (status) return `marked this ${valueText(status.to).toLowerCase()}${as}`
  const assignee = of('assignee')
  if (assignee?.to && assignee.to === assignee.actor.id) return 'took this'
  if (assignee) return assignee.to ? `assigned this to ${shownOf(assignee.to, assignee.toLabel)}` : 'unassigned this'
  const named = lines.map(({ field }) => (labels[field] ?? fieldWords(field)).toLowerCase())
  return `changed ${named.join(', ')}`
}
